#include "auth/permissions_file.hpp"

#include "auth/match_reader.hpp"
#include "auth/revoked_reader.hpp"
#include "auth/role_book.hpp"
#include "auth/scope_reader.hpp"
#include "auth/token_reader.hpp"
#include "auth/user_reader.hpp"
#include "auth/yaml_documents.hpp"
#include "auth/yaml_place.hpp"

#include <array>
#include <utility>

namespace howdah::auth {

namespace {

constexpr std::size_t largest_file = std::size_t{1024} * 1024;
constexpr std::array<std::string_view, 6> file_keys{"tokens", "roles",   "users",
                                                    "match",  "revoked", "scopes"};
constexpr const char* wanted
  = "the file must be one map with tokens (howdah token new prints an entry), or roles and users, "
    "or all of them";

result<permission_sections> read_sections(const yaml_file& file, const YAML::Node& root,
                                          std::span<const std::string_view> tools) {
  if (auto fine = file.check_keys(root, "the file", file_keys); !fine)
    return refuse(fine.error());
  permission_sections said;
  if (const auto roles = root["roles"]; roles.IsDefined()) {
    HOWDAH_TRY(said.roles, read_roles(file, roles, tools));
  }
  if (const auto users = root["users"]; users.IsDefined()) {
    HOWDAH_TRY(auto named, read_users(file, users, said.roles ? *said.roles : role_map()));
    said.users = std::move(named.users);
    said.fallback = std::move(named.fallback);
    said.claims = std::move(named.claims);
  }
  if (const auto match = root["match"]; match.IsDefined()) {
    HOWDAH_TRY(said.match, read_matches(file, match, said.roles ? *said.roles : role_map()));
  }
  if (const auto revoked = root["revoked"]; revoked.IsDefined()) {
    HOWDAH_TRY(said.revoked, read_revocations(file, revoked));
  }
  if (const auto scopes = root["scopes"]; scopes.IsDefined()) {
    HOWDAH_TRY(said.scopes, read_scopes(file, scopes, said));
  }
  if (const auto tokens = root["tokens"]; tokens.IsDefined()) {
    HOWDAH_TRY(said.tokens, read_tokens(file, tokens, said));
  }
  return said;
}

/// yaml-cpp's words, and what usually lies behind them.
std::string complaint(const YAML::Exception& error) {
  auto said = "not YAML: " + yaml_complaint(error);
  if (error.msg.find("alias") != error.msg.npos || error.msg.find("anchor") != error.msg.npos)
    said += R"(; put a pattern that begins with a star in quotes: "*")";
  return said;
}

} // namespace

result<permission_sections> read_permissions_file(const std::string& text, const std::string& name,
                                                  std::span<const std::string_view> tools) {
  const yaml_file file(name);
  if (text.size() > largest_file)
    return file.anywhere().wrong("the file is larger than 1 MiB");
  try {
    const auto documents = yaml_documents(text);
    if (documents.size() != 1 || !documents.front().IsMap() || documents.front().size() == 0)
      return file.anywhere().wrong(wanted);
    return read_sections(file, documents.front(), tools);
  } catch (const YAML::Exception& error) {
    return place(name, error.mark).wrong(complaint(error));
  }
}

} // namespace howdah::auth
