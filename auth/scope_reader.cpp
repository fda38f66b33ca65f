#include "auth/scope_reader.hpp"

#include "auth/operations.hpp"

#include <utility>

namespace howdah::auth {

namespace {

result<scope_grant> read_grant(const yaml_file& file, const YAML::Node& name,
                               const YAML::Node& operations) {
  scope_grant grant;
  HOWDAH_TRY(grant.scope, file.name(name, "a scope"));
  if (!is_scope(grant.scope))
    return file.at(name).wrong("a scope has no blanks, quotes or backslashes, and is ASCII");
  HOWDAH_TRY(const auto words, file.list(operations, "the operations of a scope"));
  for (const auto& word : words) {
    HOWDAH_TRY(auto text, file.text(word, "an operation"));
    auto operation = parse_operation(text);
    if (!operation)
      return file.at(word).wrong(shown_name(text) + ' ' + operation.error().message);
    grant.operations.push_back(*std::move(operation));
  }
  return grant;
}

} // namespace

result<std::shared_ptr<const scope_book>> read_scopes(const yaml_file& file, const YAML::Node& node,
                                                      const permission_sections& said) {
  if (!said.roles && !said.users && !said.match)
    return file.at(node).wrong("scopes narrow what roles may do, and the file has no roles: add "
                               "roles, or remove scopes");
  if (auto fine = file.check_map(node, "scopes", "a list of operations"); !fine)
    return refuse(fine.error());
  if (node.size() > scope_book::most)
    return file.at(node).wrong("more than " + std::to_string(scope_book::most) + " scopes");
  std::vector<scope_grant> grants;
  for (const auto& each : node) {
    HOWDAH_TRY(auto grant, read_grant(file, each.first, each.second));
    grants.push_back(std::move(grant));
  }
  return std::make_shared<const scope_book>(std::move(grants));
}

} // namespace howdah::auth
