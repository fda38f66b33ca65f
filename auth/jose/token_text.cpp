#include "auth/jose/token_text.hpp"

#include "auth/base64url.hpp"
#include "auth/jose/strict_json.hpp"
#include "core/ascii.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace howdah::auth {

namespace {

constexpr std::size_t longest_token = 16 * 1024;
constexpr std::size_t longest_kid = 256;
constexpr unsigned depth = 16;
constexpr auto npos = std::string_view::npos;

// What would change how the token is read, or where its key comes from.
constexpr std::array<const char*, 8> refused{"crit", "b64", "jwk", "jku",
                                             "x5u",  "x5c", "enc", "zip"};

tl::unexpected<problem> malformed(std::string why) {
  return refuse({.code = errc::not_authenticated,
                 .message = "The access token is malformed.",
                 .detail = "The access token is malformed: " + std::move(why),
                 .hint = "Get a new one from its issuer."});
}

bool is_access_token(const rapidjson::Value& head) {
  if (!head.HasMember("typ"))
    return true;
  const auto type = lower_case(text_member(head, "typ").value_or(""));
  return type == "jwt" || type == "at+jwt" || type == "application/at+jwt";
}

} // namespace

bool token_text::may_be(std::string_view text) noexcept {
  return std::count(text.begin(), text.end(), '.') == 2;
}

result<void> token_text::read_head(std::string_view json) {
  const auto head = strict_object(json, depth);
  if (!head)
    return malformed("its head is no JSON object");
  for (const auto* name : refused)
    if (head->HasMember(name))
      return malformed("its head has the parameter " + std::string(name));
  if (!is_access_token(*head))
    return malformed("its type is not that of an access token");
  const auto algorithm = algorithm_named(text_member(*head, "alg").value_or(""));
  if (!algorithm)
    return malformed("its algorithm is none that is known here");
  auto kid = head->HasMember("kid") ? text_member(*head, "kid") : "";
  if (!kid || kid->size() > longest_kid)
    return malformed("its kid is no short text");
  algorithm_ = *algorithm;
  kid_ = *std::move(kid);
  return {};
}

result<token_text> token_text::parse(std::string_view text) {
  if (text.size() > longest_token)
    return malformed("it is longer than 16 KiB");
  if (!may_be(text))
    return malformed("it does not have three parts");
  const auto first = text.find('.');
  const auto second = text.rfind('.');
  const auto head = decode_base64url(text.substr(0, first));
  auto claims = decode_base64url(text.substr(first + 1, second - first - 1));
  auto signature = decode_base64url(text.substr(second + 1));
  if (!head || !claims || !signature || signature->empty())
    return malformed("its parts are not base64url");
  token_text made;
  if (auto fine = made.read_head(*head); !fine)
    return refuse(fine.error());
  auto values = claim_values::parse(*std::move(claims));
  if (!values)
    return malformed("its claims are no JSON object");
  made.issuer_ = values->text("iss").value_or("");
  made.claims_ = *std::move(values);
  made.signed_text_ = text.substr(0, second);
  made.signature_ = *std::move(signature);
  return made;
}

} // namespace howdah::auth
