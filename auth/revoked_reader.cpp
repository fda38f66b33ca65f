#include "auth/revoked_reader.hpp"

#include "auth/moment.hpp"

#include <array>
#include <utility>

namespace howdah::auth {

namespace {

constexpr std::size_t most_entries = 10'000;
constexpr std::array<std::string_view, 4> keys{"issuer", "subject", "jti", "issued_before"};

result<std::optional<std::string>> read_text(const yaml_file& file, const YAML::Node& entry,
                                             const char* key) {
  const auto node = entry[key];
  if (!node.IsDefined())
    return std::nullopt;
  return file.text(node, key);
}

result<revocation> read_revocation(const yaml_file& file, const YAML::Node& entry) {
  if (auto fine = file.check_keys(entry, "an entry of revoked", keys); !fine)
    return refuse(fine.error());
  if (entry.size() == 0)
    return file.at(entry).wrong("an entry of revoked means no token: say issuer, subject, jti or "
                                "issued_before");
  revocation found;
  HOWDAH_TRY(found.issuer, read_text(file, entry, "issuer"));
  HOWDAH_TRY(found.subject, read_text(file, entry, "subject"));
  HOWDAH_TRY(found.jti, read_text(file, entry, "jti"));
  const auto before = entry["issued_before"];
  if (!before.IsDefined())
    return found;
  found.issued_before = before.IsScalar() ? parse_moment(before.Scalar()) : std::nullopt;
  if (!found.issued_before)
    return file.at(before).wrong("issued_before is not a moment in UTC: write "
                                 "2027-01-31T18:00:00Z or 2027-01-31");
  return found;
}

} // namespace

result<std::vector<revocation>> read_revocations(const yaml_file& file, const YAML::Node& node) {
  if (!node.IsSequence())
    return file.at(node).wrong("the key revoked must hold a list of entries with subject, jti, "
                               "issued_before or issuer; write [] for none");
  if (node.size() > most_entries)
    return file.at(node).wrong("more than " + std::to_string(most_entries) + " entries of revoked");
  std::vector<revocation> found;
  for (const auto& entry : node) {
    HOWDAH_TRY(auto one, read_revocation(file, entry));
    found.push_back(std::move(one));
  }
  return found;
}

} // namespace howdah::auth
