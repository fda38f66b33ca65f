#include "auth/token_reader.hpp"

#include "auth/moment.hpp"
#include "auth/permissions_file.hpp"
#include "auth/voucher.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace howdah::auth {

namespace {

/// Each call compares with all of them.
constexpr std::size_t most_tokens = 1000;
constexpr std::array<std::string_view, 3> entry_keys{"name", "sha256", "expires"};

class token_reader {
public:
  token_reader(const yaml_file& file, const permission_sections& said) : file_(file), said_(said) {}

  result<known_token> read(const YAML::Node& entry) const {
    if (!entry.IsMap())
      return file_.at(entry).wrong("an entry of tokens must have the keys name and sha256");
    if (entry["role"].IsDefined())
      return file_.at(entry).wrong("a token has no role: give one to its holder, below users");
    if (auto fine = file_.check_keys(entry, "an entry of tokens", entry_keys); !fine)
      return refuse(fine.error());
    known_token token;
    HOWDAH_TRY(token.holder, holder_of(entry));
    HOWDAH_TRY(token.digest, digest_of(entry));
    HOWDAH_TRY(token.expires, expiry_of(entry));
    token.revoked = said_.revoked
                    && is_revoked(*said_.revoked, {.issuer = token.holder->issuer(),
                                                   .subject = token.holder->subject()});
    return token;
  }

private:
  result<principal_ptr> holder_of(const YAML::Node& entry) const {
    const auto name = entry["name"];
    if (!name.IsDefined() || !name.IsScalar())
      return file_.at(entry).wrong("name is missing: say who holds the token");
    auto holder = voucher::token_holder(name.Scalar(), rights_in(said_, name.Scalar()),
                                        claims_in(said_, name.Scalar()));
    if (!holder)
      return file_.at(name).wrong("name " + holder.error().message);
    return holder;
  }

  /// Never shows the value: it may be the token itself.
  result<token_digest> digest_of(const YAML::Node& entry) const {
    const auto hash = entry["sha256"];
    if (!hash.IsDefined())
      return file_.at(entry).wrong("sha256 is missing: the hash of the token, as howdah token new "
                                   "prints it");
    const auto digest = hash.IsScalar() ? token_digest::parse(hash.Scalar()) : std::nullopt;
    if (!digest)
      return file_.at(hash).wrong("sha256 is not 64 hexadecimal digits: give the hash of the "
                                  "token, never the token (howdah token new prints both)");
    return *digest;
  }

  result<std::optional<std::chrono::sys_seconds>> expiry_of(const YAML::Node& entry) const {
    const auto expires = entry["expires"];
    if (!expires.IsDefined())
      return std::nullopt;
    const auto moment = expires.IsScalar() ? parse_moment(expires.Scalar()) : std::nullopt;
    if (!moment)
      return file_.at(expires).wrong("expires is not a moment in UTC: write "
                                     "2027-01-31T18:00:00Z or 2027-01-31, or remove it");
    return moment;
  }

  const yaml_file& file_;
  const permission_sections& said_;
};

} // namespace

result<std::vector<known_token>> read_tokens(const yaml_file& file, const YAML::Node& node,
                                             const permission_sections& said) {
  if (!node.IsSequence())
    return file.at(node).wrong("the key tokens must hold a list of entries with name and "
                               "sha256; howdah token new prints one");
  if (node.size() > most_tokens)
    return file.at(node).wrong("more than " + std::to_string(most_tokens) + " tokens");
  const token_reader reader(file, said);
  std::vector<known_token> found;
  for (const auto& entry : node) {
    HOWDAH_TRY(auto token, reader.read(entry));
    if (std::ranges::any_of(found, [&](const auto& other) { return other.digest == token.digest; }))
      return file.at(entry).wrong("the same sha256 is there twice: give each entry a token of "
                                  "its own (howdah token new)");
    found.push_back(std::move(token));
  }
  return found;
}

} // namespace howdah::auth
