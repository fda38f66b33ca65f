#include "app/config/issuer_checks.hpp"

#include "app/config/wording.hpp"
#include "auth/keys/key_search.hpp"
#include "auth/keys/key_url.hpp"
#include "auth/scope_book.hpp"
#include "core/near_miss.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <array>

namespace howdah::app {

namespace {

constexpr std::size_t longest_text = 512;

constexpr std::array<std::string_view, 10> algorithms{"RS256", "RS384", "RS512", "PS256", "PS384",
                                                      "PS512", "ES256", "ES384", "ES512", "EdDSA"};

bool control(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

} // namespace

result<void> check_issuer(std::string_view issuer, std::string_view jwks_url) {
  if (jwks_url.empty())
    return auth::check_discoverable(issuer);
  HOWDAH_TRY(const auto url, auth::key_url::parse(issuer));
  return {};
}

result<void> check_jwks_url(std::string_view url) {
  HOWDAH_TRY(const auto parsed, auth::key_url::parse(url));
  return {};
}

result<void> check_algorithm(std::string_view name) {
  if (std::ranges::find(algorithms, name) != algorithms.end())
    return {};
  return wrong_setting(shown(name) + " is not one of " + joined(algorithms)
                       + did_you_mean(name, algorithms));
}

result<void> check_scope(std::string_view name) {
  if (auth::is_scope(name))
    return {};
  return wrong_setting(shown(name)
                       + " is not a scope: it has blanks, quotes, backslashes or more than ASCII");
}

result<void> check_plain_text(std::string_view text) {
  if (!text.empty() && text.size() <= longest_text && trimmed(text) == text
      && std::none_of(text.begin(), text.end(), control) && is_utf8(text))
    return {};
  return wrong_setting("must be 1 to 512 bytes of UTF-8 without control characters and without "
                       "blanks around");
}

} // namespace howdah::app
