#include "app/permissions_source.hpp"

#include "tools/catalogue.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace howdah::app {

namespace {

/// The access mode changes what tools say of themselves, never which there are.
const std::vector<std::string>& tool_names() {
  static const auto names = [] {
    std::vector<std::string> all;
    const auto offered = tools::standard_catalogue({}, access_mode::read_only);
    for (const auto* each : offered.tool_descriptors())
      all.emplace_back(each->name);
    return all;
  }();
  return names;
}

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + ' ' + std::string(what) + (count == 1 ? "" : "s");
}

} // namespace

result<auth::permissions> parse_permissions(const std::string& text, const std::string& name) {
  const auto& names = tool_names();
  return auth::permissions::parse(text, name,
                                  std::vector<std::string_view>(names.begin(), names.end()));
}

std::string contents_of(const auth::permissions& file) {
  const auto& said = file.sections();
  auto out = counted(file.tokens(), "token");
  if (file.restricts())
    out += ", " + counted(said.roles ? said.roles->size() : 0, "role") + ", "
           + counted(said.users ? said.users->size() : 0, "user");
  return out;
}

result<void> may_follow(const auth::permissions& first, const auth::permissions& next,
                        bool by_its_tokens) {
  if (by_its_tokens && first.asks_for_tokens() != next.asks_for_tokens())
    return refuse(errc::invalid_argument,
                  first.asks_for_tokens()
                    ? "the key tokens is gone: start anew to let callers in without one"
                    : "the key tokens is new: start anew to ask callers for one");
  if (first.restricts() && !next.restricts())
    return refuse(errc::invalid_argument,
                  "the keys roles and users are gone: start anew to hold nobody to a role");
  if (first.sections().scopes && !next.sections().scopes)
    return refuse(errc::invalid_argument,
                  "the key scopes is gone: that would open to tokens what they have no scope for");
  if (first.sections().revoked && !next.sections().revoked)
    return refuse(errc::invalid_argument,
                  "the key revoked is gone: write revoked: [] to revoke nothing");
  return {};
}

reloadable reloadable_permissions(const std::string& path, std::shared_ptr<caller_book> into,
                                  bool by_its_tokens, std::function<void()> taken) {
  const auto take = [path, into = std::move(into), by_its_tokens, taken = std::move(taken)](
                      const std::vector<std::string>& texts) -> result<std::string> {
    HOWDAH_TRY(auto read, parse_permissions(texts.front(), path));
    if (auto fine = may_follow(*into->current(), read, by_its_tokens); !fine)
      return refuse(errc::invalid_argument, path + ": " + fine.error().message);
    auto contents = contents_of(read);
    into->replace(std::make_shared<const auth::permissions>(std::move(read)));
    taken();
    return contents;
  };
  return {"permissions", {path}, take};
}

} // namespace howdah::app
