#include "auth/keys/key_search.hpp"

#include "auth/keys/key_url.hpp"

#include <rapidjson/document.h>

#include <optional>
#include <utility>

namespace howdah::auth {

namespace {

constexpr long ok = 200;

std::string_view without_last_slash(std::string_view text) {
  if (text.ends_with('/'))
    text.remove_suffix(1);
  return text;
}

std::string member(const rapidjson::Document& of, const char* name) {
  const auto at = of.FindMember(name);
  if (at == of.MemberEnd() || !at->value.IsString())
    return {};
  return {at->value.GetString(), at->value.GetStringLength()};
}

/// The URL of the keys, or why the document cannot be trusted.
result<std::string> keys_named_by(std::string_view body, const std::string& issuer) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
    body.data(), body.size());
  if (document.HasParseError() || !document.IsObject())
    return refuse(errc::unavailable, "is no JSON object");
  if (member(document, "issuer") != issuer)
    return refuse(errc::unavailable, "does not speak for exactly this issuer");
  const auto place = key_url::parse(member(document, "jwks_uri"));
  if (!place)
    return refuse(errc::unavailable, "has a jwks_uri that " + place.error().message);
  return place->text;
}

} // namespace

result<void> check_discoverable(std::string_view issuer) {
  HOWDAH_TRY(const auto url, key_url::parse(issuer));
  if (url.has_query)
    return refuse(errc::invalid_argument, "has a query, so that its keys cannot be searched for",
                  "Give the URL of its keys, too.");
  return {};
}

key_search::key_search(const issuer_settings& of) : issuer_(of.issuer), given_(of.jwks_url) {
  start();
}

void key_search::start() {
  ahead_.clear();
  reasons_.clear();
  if (!given_.empty())
    return ahead_.push_back({given_});
  if (!known_.empty())
    return ahead_.push_back({known_});
  const auto base = std::string(without_last_slash(issuer_));
  ahead_.push_back({base + "/.well-known/openid-configuration", false});
  if (const auto url = key_url::parse(issuer_))
    ahead_.push_back({url->origin + "/.well-known/oauth-authorization-server"
                        + std::string(without_last_slash(url->path)),
                      false});
  ahead_.push_back({base + "/.well-known/jwks.json"});
}

result<key_search::step> key_search::take(long status, std::string_view body) {
  const auto asked = std::move(ahead_.front());
  ahead_.pop_front();
  if (status != ok)
    return next_after(asked, "answers with HTTP status " + std::to_string(status));
  if (asked.holds_keys) {
    known_ = asked.url;
    return step::keys;
  }
  auto keys = keys_named_by(body, issuer_);
  if (!keys)
    return next_after(asked, keys.error().message);
  ahead_ = {{*std::move(keys)}};
  return step::next;
}

result<key_search::step> key_search::next_after(const place& asked, const std::string& why) {
  if (!reasons_.empty())
    reasons_ += "; ";
  reasons_.append(asked.url).append(" ").append(why);
  if (!ahead_.empty())
    return step::next;
  known_.clear();
  return refuse(errc::unavailable, reasons_);
}

} // namespace howdah::auth
