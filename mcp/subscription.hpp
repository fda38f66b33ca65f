#pragma once

#include "core/result.hpp"
#include "mcp/message.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// What may change while a client looks on.
enum class change { tools_list, prompts_list, resources_list };

/// The changes that a client wants to hear of.
struct subscription_filter {
  bool tools_list = false;
  bool prompts_list = false;
  bool resources_list = false;
  std::vector<std::string> uris = {}; ///< of resources, each once

  bool wants(change what) const noexcept;
  bool wants(std::string_view uri) const noexcept;
};

/// Most URIs of one `subscriptions/listen`, and of the subscriptions of one session.
constexpr std::size_t max_subscribed_uris = 100;

/// `params.notifications` of `subscriptions/listen`: absent members ask for nothing. Members of
/// extensions are ignored. Errors: invalid_params.
result<subscription_filter> read_filter(const message& listen);

/// `notifications/subscriptions/acknowledged` for what is honoured. `id` is the one of the listen
/// request.
std::string acknowledged_notification(const request_id& id, const subscription_filter& honoured);
/// `notifications/…/list_changed` and `notifications/resources/updated`, one line each. With the id
/// of a listen request as its subscriptionId; without one as sessions are told.
std::string changed_notification(change what, const request_id& id = {});
std::string updated_notification(std::string_view uri, const request_id& id = {});
/// The response that ends a subscription which the server gives up.
std::string subscription_ended(const request_id& id);

} // namespace howdah::mcp
