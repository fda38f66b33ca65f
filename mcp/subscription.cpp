#include "mcp/subscription.hpp"

#include "mcp/json.hpp"
#include "mcp/meta.hpp"
#include "mcp/server_info.hpp"

#include <algorithm>

namespace howdah::mcp {

namespace {

std::string subscription_meta(const request_id& id) {
  return json_string(meta::subscription_id) + ':' + id.json;
}

std::string notification(std::string_view method, std::string members, const request_id& id) {
  if (id.present()) {
    members += members.empty() ? "" : ",";
    members += R"("_meta":{)" + subscription_meta(id) + '}';
  }
  std::string out = R"({"jsonrpc":"2.0","method":")";
  out += method;
  out += '"';
  if (!members.empty())
    out += R"(,"params":{)" + members + '}';
  return out += '}';
}

std::string_view method_of(change what) {
  switch (what) {
  case change::tools_list:
    return "notifications/tools/list_changed";
  case change::prompts_list:
    return "notifications/prompts/list_changed";
  case change::resources_list:
    return "notifications/resources/list_changed";
  }
  return "";
}

result<bool> flag(value notifications, std::string_view name) {
  const auto given = notifications[name];
  if (given && !given.is_bool())
    return refuse(errc::invalid_params,
                  "notifications." + std::string(name) + " must be true or false.");
  return given.boolean().value_or(false);
}

result<std::vector<std::string>> uris_of(value given) {
  if (given && !given.is_array())
    return refuse(errc::invalid_params,
                  "notifications.resourceSubscriptions must be an array of URIs.");
  if (given.size() > max_subscribed_uris)
    return refuse(errc::invalid_params,
                  "At most " + std::to_string(max_subscribed_uris)
                    + " resources can be subscribed to by one request.",
                  "Listen to fewer, or send another subscriptions/listen.");
  std::vector<std::string> uris;
  for (const auto each : given.elements()) {
    if (!each.is_string())
      return refuse(errc::invalid_params,
                    "notifications.resourceSubscriptions holds something that is no string.");
    if (std::find(uris.begin(), uris.end(), *each.string()) == uris.end())
      uris.emplace_back(*each.string());
  }
  return uris;
}

} // namespace

bool subscription_filter::wants(change what) const noexcept {
  switch (what) {
  case change::tools_list:
    return tools_list;
  case change::prompts_list:
    return prompts_list;
  case change::resources_list:
    return resources_list;
  }
  return false;
}

bool subscription_filter::wants(std::string_view uri) const noexcept {
  return std::find(uris.begin(), uris.end(), uri) != uris.end();
}

result<subscription_filter> read_filter(const message& listen) {
  const auto asked = listen.params()["notifications"];
  if (!asked.is_object())
    return refuse(errc::invalid_params, "subscriptions/listen needs \"notifications\", an object.",
                  R"(Send for example {"resourceSubscriptions":["table://public/orders"]}.)");
  subscription_filter filter;
  HOWDAH_TRY(filter.tools_list, flag(asked, "toolsListChanged"));
  HOWDAH_TRY(filter.prompts_list, flag(asked, "promptsListChanged"));
  HOWDAH_TRY(filter.resources_list, flag(asked, "resourcesListChanged"));
  HOWDAH_TRY(filter.uris, uris_of(asked["resourceSubscriptions"]));
  return filter;
}

std::string acknowledged_notification(const request_id& id, const subscription_filter& honoured) {
  std::string members;
  const auto add = [&](std::string_view name, std::string_view json) {
    members.append(members.empty() ? "" : ",").append(json_string(name)).append(":").append(json);
  };
  if (honoured.tools_list)
    add("toolsListChanged", "true");
  if (honoured.prompts_list)
    add("promptsListChanged", "true");
  if (honoured.resources_list)
    add("resourcesListChanged", "true");
  std::string uris;
  for (const auto& each : honoured.uris)
    uris.append(uris.empty() ? "[" : ",").append(json_string(each));
  if (!uris.empty())
    add("resourceSubscriptions", uris + ']');
  return notification("notifications/subscriptions/acknowledged",
                      R"("notifications":{)" + members + '}', id);
}

std::string changed_notification(change what, const request_id& id) {
  return notification(method_of(what), {}, id);
}

std::string updated_notification(std::string_view uri, const request_id& id) {
  return notification("notifications/resources/updated", R"("uri":)" + json_string(uri), id);
}

std::string subscription_ended(const request_id& id) {
  return R"({"jsonrpc":"2.0","id":)" + id.json + R"(,"result":{"resultType":"complete","_meta":{)"
         + subscription_meta(id) + ',' + json_string(meta::server_info) + ':'
         + server_info(revision::v2026_07_28) + "}}}";
}

} // namespace howdah::mcp
