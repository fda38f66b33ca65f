#include "auth/seat_reader.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace howdah::auth {

namespace {

constexpr std::size_t longest_name = 63; // NAMEDATALEN - 1: PostgreSQL would cut it
constexpr std::size_t longest_claim = 256;
constexpr std::size_t most_claims = 64;
constexpr std::string_view claims_setting = "request.jwt.claims";

constexpr std::array<std::string_view, 5> seat_keys{"role", "login", "password_file", "certificate",
                                                    "key"};

bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// As PostgreSQL 14 and later want the names of settings that they do not know: identifiers, with
/// a dot between them.
bool names_a_setting(std::string_view name) noexcept {
  std::size_t parts = 0;
  for (;;) {
    const auto dot = name.find('.');
    const auto part = name.substr(0, dot);
    const bool sound
      = !part.empty() && is_letter(part.front()) && std::ranges::all_of(part, [](char c) {
          return is_letter(c) || (c >= '0' && c <= '9') || c == '$';
        });
    if (!sound)
      return false;
    ++parts;
    if (dot == name.npos)
      return parts > 1;
    name.remove_prefix(dot + 1);
  }
}

/// The name of a role or login.
result<std::string> read_name(const yaml_file& file, const YAML::Node& node,
                              const std::string& key) {
  HOWDAH_TRY(auto name, file.name(node, key));
  if (name.size() > longest_name)
    return file.at(node).wrong(key + " is longer than PostgreSQL's names, which have 63 bytes");
  if (name == "none" || name == "public")
    return file.at(node).wrong(key + ": " + shown_name(name)
                               + " is no role in PostgreSQL; name one that CREATE ROLE made");
  return name;
}

result<std::string> read_path(const yaml_file& file, const YAML::Node& node,
                              const std::string& key) {
  HOWDAH_TRY(auto path, file.name(node, key));
  if (!path.starts_with('/'))
    return file.at(node).wrong(key + " must be an absolute path: it begins with /");
  return path;
}

result<void> read_member(const yaml_file& file, const std::string& key, const YAML::Node& node,
                         seat& into) {
  if (key == "role" || key == "login") {
    HOWDAH_TRY((key == "role" ? into.role : into.login), read_name(file, node, key));
    return {};
  }
  auto& path = key == "password_file" ? into.password_file
               : key == "certificate" ? into.certificate
                                      : into.key;
  HOWDAH_TRY(path, read_path(file, node, key));
  return {};
}

result<std::string> read_claim(const yaml_file& file, const YAML::Node& node) {
  HOWDAH_TRY(auto name, file.name(node, "a claim"));
  if (name.size() > longest_claim)
    return file.at(node).wrong("the name of a claim is longer than 256 bytes");
  return name;
}

} // namespace

result<seat> read_seat(const yaml_file& file, const YAML::Node& node) {
  if (auto fine = file.check_keys(node, "database", seat_keys); !fine)
    return refuse(fine.error());
  seat found;
  for (const auto& member : node)
    if (auto done = read_member(file, member.first.Scalar(), member.second, found); !done)
      return refuse(done.error());
  if (found.shared())
    return file.at(node).wrong("database: say which role, which login, or both");
  const bool has_files
    = !(found.password_file.empty() && found.certificate.empty() && found.key.empty());
  if (found.login.empty() && has_files)
    return file.at(node).wrong("database: say whose password_file, certificate and key they are: "
                               "login");
  if (found.certificate.empty() != found.key.empty())
    return file.at(node).wrong("database: certificate and key go together");
  return found;
}

result<void> read_claims(const yaml_file& file, const YAML::Node& node, told_claims& into) {
  HOWDAH_TRY(const auto nodes, file.list(node, "claims"));
  if (nodes.size() > most_claims)
    return file.at(node).wrong("more than 64 claims: say \"*\" for all");
  for (const auto& each : nodes) {
    HOWDAH_TRY(auto name, read_claim(file, each));
    if (name == "*")
      into.all = true;
    else
      into.claims.push_back(std::move(name));
  }
  if (into.all && !into.claims.empty())
    return file.at(node).wrong("claims: \"*\" has all of them already: leave it or the names away");
  return {};
}

result<void> read_settings(const yaml_file& file, const YAML::Node& node, told_claims& into) {
  if (auto fine = file.check_map(node, "settings", "a claim"); !fine)
    return fine;
  if (node.size() > most_claims)
    return file.at(node).wrong("more than 64 settings");
  for (const auto& member : node) {
    HOWDAH_TRY(auto name, file.name(member.first, "the name of a setting"));
    const auto plain = lower_case(name);
    if (!names_a_setting(name) || name.size() > longest_name)
      return file.at(member.first)
        .wrong("settings: " + shown_name(name)
               + " must be a name with a dot in it, as app.tenant, of letters, digits and _");
    if (plain == claims_setting)
      return file.at(member.first).wrong("settings: request.jwt.claims is what claims sets");
    if (std::ranges::any_of(into.settings,
                            [&](const auto& had) { return lower_case(had.name) == plain; }))
      return file.at(member.first).wrong("settings: " + shown_name(name) + " is there twice");
    HOWDAH_TRY(auto claim, read_claim(file, member.second));
    into.settings.push_back({std::move(name), std::move(claim)});
  }
  return {};
}

} // namespace howdah::auth
