#include "app/config/issuer_reader.hpp"

#include "app/config/issuer_checks.hpp"
#include "app/config/wording.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::app {

namespace {

using auth::issuer_settings;

constexpr std::array<std::string_view, 4> section_keys{"issuers", "scopes", "ca_file", "proxy"};
constexpr std::array<std::string_view, 8> issuer_keys{
  "issuer",         "audience",       "jwks_url",     "algorithms",
  "leeway_seconds", "identity_claim", "tenant_claim", "scope_claim"};
constexpr std::int64_t longest_leeway = 300;

template <class Check>
result<std::string> text(const auth::yaml_file& file, const YAML::Node& node, std::string_view what,
                         Check check) {
  HOWDAH_TRY(auto found, file.text(node, what));
  if (const auto fine = check(found); !fine)
    return file.at(node).wrong(std::string(what) + ' ' + in_one_line(fine.error()));
  return found;
}

template <class Check>
result<std::vector<std::string>> texts(const auth::yaml_file& file, const YAML::Node& node,
                                       std::string_view what, Check check) {
  HOWDAH_TRY(const auto items, file.list(node, what));
  if (items.empty())
    return file.at(node).wrong(std::string(what) + " must name at least one");
  std::vector<std::string> found;
  for (const auto& item : items) {
    HOWDAH_TRY(auto one, text(file, item, what, check));
    found.push_back(std::move(one));
  }
  return found;
}

class issuer_reader {
public:
  explicit issuer_reader(const auth::yaml_file& file) : file_(file) {}

  result<issuer_settings> read(const YAML::Node& node) const {
    if (auto fine = file_.check_keys(node, "an issuer", issuer_keys); !fine)
      return refuse(fine.error());
    if (!node["issuer"] || !node["audience"])
      return file_.at(node).wrong("an issuer needs the keys issuer and audience: audience is what "
                                  "the claim aud of tokens for this server says");
    issuer_settings made;
    if (auto done = read_urls(node, made); !done)
      return refuse(done.error());
    HOWDAH_TRY(made.audiences, texts(file_, node["audience"], "audience", check_plain_text));
    if (const auto names = node["algorithms"]) {
      HOWDAH_TRY(made.algorithms, texts(file_, names, "algorithms:", check_algorithm));
    }
    if (const auto leeway = node["leeway_seconds"]) {
      HOWDAH_TRY(const auto seconds, file_.integer(leeway, "leeway_seconds", 0, longest_leeway));
      made.leeway = std::chrono::seconds(seconds);
    }
    if (auto done = read_claims(node, made); !done)
      return refuse(done.error());
    return made;
  }

private:
  result<void> read_urls(const YAML::Node& node, issuer_settings& into) const {
    if (const auto keys = node["jwks_url"]) {
      HOWDAH_TRY(into.jwks_url, text(file_, keys, "jwks_url", check_jwks_url));
    }
    HOWDAH_TRY(into.issuer, text(file_, node["issuer"], "issuer", [&](std::string_view url) {
                 return check_issuer(url, into.jwks_url);
               }));
    return {};
  }

  result<void> read_claims(const YAML::Node& node, issuer_settings& into) const {
    for (const auto& [key, at] : {std::pair("identity_claim", &into.identity_claim),
                                  std::pair("tenant_claim", &into.tenant_claim),
                                  std::pair("scope_claim", &into.scope_claim)})
      if (const auto named = node[key]) {
        HOWDAH_TRY(*at, text(file_, named, key, check_plain_text));
      }
    return {};
  }

  const auth::yaml_file& file_;
};

bool knows(const std::vector<issuer_settings>& all, const std::string& issuer) {
  return std::ranges::any_of(all, [&](const auto& one) { return one.issuer == issuer; });
}

result<std::vector<issuer_settings>> issuers_of(const YAML::Node& list,
                                                const auth::yaml_file& file) {
  if (!list.IsSequence() || list.size() == 0)
    return file.at(list).wrong("issuers must be a list with one issuer or more");
  const issuer_reader reader(file);
  std::vector<issuer_settings> found;
  for (const auto& node : list) {
    HOWDAH_TRY(auto one, reader.read(node));
    if (knows(found, one.issuer))
      return file.at(node).wrong("this issuer is there twice: give one entry all its audiences");
    found.push_back(std::move(one));
  }
  return found;
}

} // namespace

result<auth::authentication_settings> read_authentication(const YAML::Node& section,
                                                          const auth::yaml_file& file) {
  if (auto fine = file.check_keys(section, "auth", section_keys); !fine)
    return refuse(fine.error());
  const auto issuers = section["issuers"];
  if (!issuers)
    return file.at(section).wrong("auth needs the key issuers: whose tokens are taken");
  auth::authentication_settings made;
  HOWDAH_TRY(made.issuers, issuers_of(issuers, file));
  if (const auto scopes = section["scopes"]) {
    HOWDAH_TRY(made.scopes, texts(file, scopes, "scopes:", check_scope));
  }
  if (const auto authority = section["ca_file"]) {
    HOWDAH_TRY(made.ca_file, file.text(authority, "ca_file"));
  }
  if (const auto proxy = section["proxy"]) {
    HOWDAH_TRY(made.proxy, file.text(proxy, "proxy"));
  }
  return made;
}

} // namespace howdah::app
