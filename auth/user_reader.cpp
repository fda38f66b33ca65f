#include "auth/user_reader.hpp"

#include "core/json_text.hpp"
#include "core/near_miss.hpp"

#include <array>
#include <utility>
#include <vector>

namespace howdah::auth {

namespace {

constexpr std::string_view default_key = "_default";
constexpr std::array<std::string_view, 2> user_keys{"role", "claims"};
constexpr std::size_t most_claims = 64;

class user_reader {
public:
  user_reader(const yaml_file& file, const role_map& roles) : file_(file), roles_(roles) {}

  /// The rights of `ROLE`.
  result<rights_ptr> role_named(const YAML::Node& key, const YAML::Node& role) const {
    return rights_named(file_, role, "user " + shown_name(key.Scalar()), roles_);
  }

  /// `claims` of `{role: ROLE, claims: {NAME: TEXT}}`, as JSON; nothing when there are none.
  result<std::string> claims_of(const YAML::Node& value) const {
    if (!value.IsMap() || !value["claims"].IsDefined())
      return std::string();
    const auto claims = value["claims"];
    if (auto fine = file_.check_map(claims, "claims", "a text"); !fine)
      return refuse(fine.error());
    if (claims.size() > most_claims)
      return file_.at(claims).wrong("more than 64 claims");
    std::string json;
    for (const auto& member : claims) {
      HOWDAH_TRY(const auto name, file_.name(member.first, "the name of a claim"));
      HOWDAH_TRY(const auto text, file_.name(member.second, "claim " + shown_name(name)));
      if (name == "sub")
        return file_.at(member.first).wrong("claims: sub is the name of the user itself");
      append_json_string(json.append(json.empty() ? "{" : ","), name);
      append_json_string(json.append(":"), text);
    }
    return json + '}';
  }

  /// Those of `ROLE` or `{role: ROLE, …}`.
  result<rights_ptr> rights_of(const YAML::Node& key, const YAML::Node& value) const {
    if (!value.IsMap())
      return role_named(key, value);
    const auto what = "user " + shown_name(key.Scalar());
    if (auto fine = file_.check_keys(value, what, user_keys); !fine)
      return refuse(fine.error());
    if (const auto role = value["role"]; role.IsDefined())
      return role_named(key, role);
    return file_.at(value).wrong(what + " has no role: name one of those below roles");
  }

private:
  const yaml_file& file_;
  const role_map& roles_;
};

} // namespace

result<rights_ptr> rights_named(const yaml_file& file, const YAML::Node& role,
                                const std::string& what, const role_map& roles) {
  if (!role.IsScalar() || role.Scalar().empty())
    return file.at(role).wrong(what + " must have the name of a role");
  const auto found = roles.find(role.Scalar());
  if (found != roles.end())
    return found->second.may;
  std::vector<std::string_view> names;
  for (const auto& [name, each] : roles)
    names.push_back(name);
  return file.at(role).wrong(what + ": there is no role " + shown_name(role.Scalar())
                             + did_you_mean(role.Scalar(), names) + "; define it below roles");
}

result<named_users> read_users(const yaml_file& file, const YAML::Node& node,
                               const role_map& roles) {
  if (auto fine = file.check_map(node, "users", "a role"); !fine)
    return refuse(fine.error());
  const user_reader reader(file, roles);
  named_users found;
  for (const auto& member : node) {
    HOWDAH_TRY(auto subject, file.name(member.first, "the name of a user"));
    if (subject == default_key) {
      HOWDAH_TRY(found.fallback, reader.role_named(member.first, member.second));
      continue;
    }
    HOWDAH_TRY(auto claims, reader.claims_of(member.second));
    if (!claims.empty())
      found.claims.emplace(subject, std::move(claims));
    HOWDAH_TRY(auto may, reader.rights_of(member.first, member.second));
    found.users.emplace(std::move(subject), std::move(may));
  }
  return found;
}

} // namespace howdah::auth
