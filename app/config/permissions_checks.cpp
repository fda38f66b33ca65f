#include "app/config/permissions_checks.hpp"

#include "app/config/checks.hpp"
#include "app/config/text_file.hpp"
#include "app/config/wording.hpp"
#include "app/permissions_source.hpp"
#include "auth/voucher.hpp"

#include <memory>
#include <string>
#include <utility>

namespace howdah::app {

namespace {

constexpr const char* free_for_all
  = "there are neither roles nor users, so that callers may do what --access lets everybody do";

constexpr const char* whoever_has_a_token
  = "whoever has a good token may do what --access lets everybody do";

/// Callers over HTTP bring tokens, or are all the same to us.
result<void> check_http_callers(invocation& asked, const std::string& file) {
  const auto& given = *asked.values.permitted;
  const bool issued = asked.values.takes_issued_tokens();
  if (!issued && given.asks_for_tokens() && given.tokens() == 0)
    return wrong_setting(
      file
      + ": there are no tokens, so that nobody could come in: howdah token new makes "
        "one");
  if (issued || given.asks_for_tokens()) {
    if (!given.restricts())
      asked.remarks.push_back(file + ": " + free_for_all);
    return {};
  }
  if (!given.has_default())
    return wrong_setting(
      file
      + ": without tokens callers over HTTP cannot be told apart, and there is no role "
        "for all of them: add tokens (howdah token new makes one), or _default: ROLE "
        "below users");
  asked.remarks.push_back(file + ": there are no tokens, so that every caller has the role "
                          + given.rights_of_nobody()->role + " of _default");
  return {};
}

/// The caller over stdio is whom --principal names, or nobody in particular.
result<void> check_owner(invocation& asked, const std::string& file) {
  const auto& values = asked.values;
  const auto& given = *values.permitted;
  if (!given.restricts())
    asked.remarks.push_back(file
                            + ": tokens are asked for over HTTP only; over stdio --principal names "
                              "the caller; "
                            + free_for_all);
  else if (values.principal.empty() && !given.has_default())
    return wrong_setting(
      file
      + ": nobody says who calls, and there is no role for that: give --principal NAME "
        "(MCP_PRINCIPAL), or add _default: ROLE below users");
  else if (given.rights_of(values.principal)->role.empty())
    asked.remarks.push_back(file
                            + ": --principal has no role, and there is no _default: nothing "
                              "will be allowed");
  return {};
}

result<void> read_permissions(invocation& asked, std::span<const setting> settings) {
  auto& values = asked.values;
  const auto& file = values.permissions;
  if (file.empty()) {
    if (values.takes_issued_tokens())
      asked.remarks.push_back(std::string("without --permissions ") + whoever_has_a_token);
    return {};
  }
  const auto& place = last_of(settings, "--permissions")->place;
  HOWDAH_TRY(const auto text, read_text_file("the permissions file", file));
  HOWDAH_TRY(auto read, parse_permissions(text, file));
  values.permitted = std::make_shared<const auth::permissions>(std::move(read));
  if (values.access == access_mode::unrestricted)
    return wrong_setting(
      place
      + " and --access unrestricted contradict each other: statements that are not "
        "judged cannot be held to permissions; remove one");
  return values.over_http() ? check_http_callers(asked, file) : check_owner(asked, file);
}

result<void> name_caller(configuration& values, std::span<const setting> settings) {
  const auto* named = last_of(settings, "--principal");
  if (!values.principal.empty() && values.over_http())
    return wrong_setting(named->place
                         + " names the caller over stdio only: over HTTP callers bring tokens, see "
                           "--permissions");
  if (values.principal.empty()) {
    if (values.permitted)
      values.caller = values.permitted->nobody();
    return {};
  }
  auto owner = values.permitted ? values.permitted->process_owner(values.principal)
                                : auth::voucher::process_owner(values.principal);
  if (!owner)
    return wrong_setting(named->place + ' ' + owner.error().message);
  values.caller = *std::move(owner);
  return {};
}

} // namespace

result<void> check_permissions(invocation& asked, std::span<const setting> settings) {
  if (auto done = read_permissions(asked, settings); !done)
    return done;
  return name_caller(asked.values, settings);
}

} // namespace howdah::app
