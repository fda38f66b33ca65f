#include "auth/permissions_file.hpp"

#include "auth/moment.hpp"
#include "auth/voucher.hpp"
#include "auth/yaml_documents.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <utility>

namespace howdah::auth {

namespace {

/// Each call compares with all of them.
constexpr std::size_t most_tokens = 1000;
constexpr std::size_t largest_file = std::size_t{1024} * 1024;

using keys = std::span<const std::string_view>;
constexpr std::array<std::string_view, 1> file_keys{"tokens"};
constexpr std::array<std::string_view, 3> entry_keys{"name", "sha256", "expires"};
/// What would restrict callers, and what this version does not enforce.
constexpr std::array<std::string_view, 14> later_keys{
  "roles",   "users",      "role",      "default", "_default", "tenant",  "tenant_claim",
  "tenants", "operations", "functions", "schemas", "tables",   "columns", "limits"};

bool among(keys known, std::string_view key) {
  return std::find(known.begin(), known.end(), key) != known.end();
}

std::string listed(keys known) {
  std::string out;
  for (const auto key : known)
    out.append(out.empty() ? "" : ", ").append(key);
  return out;
}

/// A place in the file, and refusals that name it.
class place {
public:
  place(const std::string& name, const YAML::Mark& mark)
    : text_(mark.is_null() ? name
                           : name + ':' + std::to_string(mark.line + 1) + ':'
                               + std::to_string(mark.column + 1)) {}

  problem wrong(const std::string& what) const {
    return {.code = errc::invalid_argument, .message = text_ + ": " + what};
  }

private:
  std::string text_;
};

/// Keys come from a person's file: shown when they are names, else only told about.
std::string shown(const std::string& key) {
  const bool name = key.size() <= 40 && std::all_of(key.begin(), key.end(), [](char c) {
                      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                             || (c >= '0' && c <= '9') || c == '_' || c == '-';
                    });
  return name ? "\"" + key + '"' : "that is no plain name";
}

class file_reader {
public:
  explicit file_reader(const std::string& name) : name_(name) {}

  result<std::vector<known_token>> read(const std::vector<YAML::Node>& documents) {
    if (documents.size() != 1 || !documents.front().IsMap())
      return refuse(
        at(YAML::Node())
          .wrong("the file must be one map with the key tokens; howdah token new prints an entry"));
    const auto& root = documents.front();
    if (auto fine = check_keys(root, file_keys); !fine)
      return refuse(fine.error());
    const auto tokens = root["tokens"];
    if (!tokens.IsDefined() || !tokens.IsSequence())
      return refuse(at(root).wrong("the key tokens must hold a list of entries with name and "
                                   "sha256; howdah token new prints one"));
    return entries(tokens);
  }

private:
  place at(const YAML::Node& node) const { return {name_, node.Mark()}; }

  result<void> check_keys(const YAML::Node& map, keys known) const {
    std::set<std::string> seen;
    for (const auto& member : map) {
      const auto here = at(member.first);
      if (!member.first.IsScalar())
        return refuse(here.wrong("a key must be a text"));
      const auto& key = member.first.Scalar();
      if (among(later_keys, key))
        return refuse(here.wrong("the key " + shown(key)
                                 + " is not enforced by this version: remove it; until then every "
                                   "caller may do what --access lets everybody do"));
      if (!among(known, key))
        return refuse(here.wrong("unknown key " + shown(key) + "; allowed here: " + listed(known)));
      if (!seen.insert(key).second)
        return refuse(here.wrong("the key " + shown(key) + " is there twice: remove one"));
    }
    return {};
  }

  result<std::vector<known_token>> entries(const YAML::Node& list) {
    std::vector<known_token> found;
    if (list.size() > most_tokens)
      return refuse(at(list).wrong("more than " + std::to_string(most_tokens) + " tokens"));
    for (const auto& entry : list) {
      HOWDAH_TRY(auto token, entry_of(entry));
      if (std::any_of(found.begin(), found.end(),
                      [&](const known_token& other) { return other.digest == token.digest; }))
        return refuse(at(entry).wrong("the same sha256 is there twice: give each entry a token of "
                                      "its own (howdah token new)"));
      found.push_back(std::move(token));
    }
    return found;
  }

  result<known_token> entry_of(const YAML::Node& entry) const {
    if (!entry.IsMap())
      return refuse(at(entry).wrong("an entry of tokens must have the keys name and sha256"));
    if (auto fine = check_keys(entry, entry_keys); !fine)
      return refuse(fine.error());
    known_token token;
    HOWDAH_TRY(token.holder, holder_of(entry));
    HOWDAH_TRY(token.digest, digest_of(entry));
    HOWDAH_TRY(token.expires, expiry_of(entry));
    return token;
  }

  result<principal_ptr> holder_of(const YAML::Node& entry) const {
    const auto name = entry["name"];
    if (!name.IsDefined() || !name.IsScalar())
      return refuse(at(entry).wrong("name is missing: say who holds the token"));
    auto holder = voucher::token_holder(name.Scalar());
    if (!holder)
      return refuse(at(name).wrong("name " + holder.error().message));
    return holder;
  }

  /// Never shows the value: it may be the token itself.
  result<token_digest> digest_of(const YAML::Node& entry) const {
    const auto hash = entry["sha256"];
    if (!hash.IsDefined())
      return refuse(at(entry).wrong("sha256 is missing: the hash of the token, as howdah token new "
                                    "prints it"));
    const auto digest = hash.IsScalar() ? token_digest::parse(hash.Scalar()) : std::nullopt;
    if (!digest)
      return refuse(at(hash).wrong("sha256 is not 64 hexadecimal digits: give the hash of the "
                                   "token, never the token (howdah token new prints both)"));
    return *digest;
  }

  result<std::optional<std::chrono::sys_seconds>> expiry_of(const YAML::Node& entry) const {
    const auto expires = entry["expires"];
    if (!expires.IsDefined())
      return std::nullopt;
    const auto moment = expires.IsScalar() ? parse_moment(expires.Scalar()) : std::nullopt;
    if (!moment)
      return refuse(at(expires).wrong("expires is not a moment in UTC: write "
                                      "2027-01-31T18:00:00Z or 2027-01-31, or remove it"));
    return moment;
  }

  const std::string& name_;
};

} // namespace

result<std::vector<known_token>> read_tokens(const std::string& text, const std::string& name) {
  if (text.size() > largest_file)
    return refuse(place(name, YAML::Mark::null_mark()).wrong("the file is larger than 1 MiB"));
  try {
    return file_reader(name).read(yaml_documents(text));
  } catch (const YAML::Exception& error) {
    return refuse(place(name, error.mark).wrong("not YAML: " + yaml_complaint(error)));
  }
}

} // namespace howdah::auth
