#include "auth/role_reader.hpp"

#include "auth/limits_reader.hpp"
#include "auth/operations.hpp"
#include "auth/pattern_text.hpp"
#include "auth/seat_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace howdah::auth {

namespace {

constexpr std::size_t most_parents = 32;
constexpr std::array<std::string_view, 12> role_keys{
  "schemas", "tables", "operations", "deny",     "columns", "functions",
  "tools",   "limits", "inherits",   "database", "claims",  "settings"};
constexpr std::array<std::string_view, 3> column_keys{"allow", "deny", "mask"};

class role_reader {
public:
  role_reader(const yaml_file& file, const YAML::Node& node,
              std::span<const std::string_view> known_tools)
    : file_(file), node_(node), known_tools_(known_tools) {}

  result<written_role> read(const std::string& name);

private:
  /// Every text of a list, as `parse` reads it. Each once.
  template <class Each, class Parse>
  result<std::vector<Each>> texts(const YAML::Node& node, const std::string& what,
                                  Parse parse) const;
  result<std::vector<name_pattern>> names(const YAML::Node& node, const std::string& what) const {
    return texts<name_pattern>(node, what, parse_name_pattern);
  }
  /// What stands below one of the keys; nothing when it is not there.
  template <class Each, class Parse>
  result<void> read_into(std::vector<Each>& list, const std::string& key, Parse parse) const;

  result<void> read_lists(rights& own) const;
  result<void> read_columns(rights& own) const;
  result<column_rule> read_column_rule(const YAML::Node& of, const YAML::Node& node) const;
  result<void> read_tools(rights& own) const;
  result<void> read_place_in_database(rights& own) const;
  result<std::vector<written_role::parent>> read_parents() const;

  const yaml_file& file_;
  const YAML::Node& node_;
  std::span<const std::string_view> known_tools_;
};

template <class Each, class Parse>
result<std::vector<Each>> role_reader::texts(const YAML::Node& node, const std::string& what,
                                             Parse parse) const {
  HOWDAH_TRY(const auto nodes, file_.list(node, what));
  std::vector<Each> found;
  for (const auto& each : nodes) {
    HOWDAH_TRY(const auto text, file_.text(each, "each of " + what));
    auto parsed = parse(text);
    if (!parsed)
      return file_.at(each).wrong(what + ": " + shown_name(text) + ' ' + parsed.error().message);
    if (std::ranges::find(found, *parsed) == found.end())
      found.push_back(*std::move(parsed));
  }
  return found;
}

template <class Each, class Parse>
result<void> role_reader::read_into(std::vector<Each>& list, const std::string& key,
                                    Parse parse) const {
  const auto node = node_[key];
  if (!node.IsDefined())
    return {};
  HOWDAH_TRY(list, texts<Each>(node, key, parse));
  return {};
}

result<void> role_reader::read_lists(rights& own) const {
  if (auto done = read_into(own.schemas, "schemas", parse_name_pattern); !done)
    return done;
  if (auto done = read_into(own.tables, "tables", parse_qualified_pattern); !done)
    return done;
  if (auto done = read_into(own.operations, "operations", parse_operation); !done)
    return done;
  if (auto done = read_into(own.deny, "deny", parse_qualified_pattern); !done)
    return done;
  return read_into(own.functions, "functions", parse_qualified_pattern);
}

result<column_rule> role_reader::read_column_rule(const YAML::Node& of,
                                                  const YAML::Node& node) const {
  column_rule rule;
  HOWDAH_TRY(const auto text, file_.text(of, "a table of columns"));
  auto pattern = parse_qualified_pattern(text);
  if (!pattern)
    return file_.at(of).wrong("columns: " + shown_name(text) + ' ' + pattern.error().message);
  rule.of = *std::move(pattern);
  if (auto fine = file_.check_keys(node, "what columns says of a table", column_keys); !fine)
    return refuse(fine.error());
  if (node.size() == 0)
    return file_.at(node).wrong("say which columns: allow, deny or mask");
  for (const auto& member : node) {
    const auto& key = member.first.Scalar();
    HOWDAH_TRY(auto list, names(member.second, key));
    if (key == "allow")
      rule.allow = std::move(list);
    else
      (key == "deny" ? rule.deny : rule.mask) = std::move(list);
  }
  return rule;
}

result<void> role_reader::read_columns(rights& own) const {
  const auto node = node_["columns"];
  if (!node.IsDefined())
    return {};
  if (auto fine = file_.check_map(node, "columns"); !fine)
    return fine;
  for (const auto& member : node) {
    HOWDAH_TRY(auto rule, read_column_rule(member.first, member.second));
    own.columns.push_back(std::move(rule));
  }
  return {};
}

result<void> role_reader::read_tools(rights& own) const {
  const auto node = node_["tools"];
  if (!node.IsDefined())
    return {};
  const auto parse = [&](std::string_view text) -> result<name_pattern> {
    HOWDAH_TRY(auto pattern, parse_name_pattern(text));
    if (known_tools_.empty()
        || std::ranges::any_of(known_tools_, [&](auto tool) { return pattern.matches(tool); }))
      return pattern;
    std::string all;
    for (const auto tool : known_tools_)
      all.append(all.empty() ? "" : ", ").append(tool);
    return refuse(errc::invalid_argument, "fits no tool; there are " + all);
  };
  HOWDAH_TRY(own.tools, texts<name_pattern>(node, "tools", parse));
  return {};
}

result<void> role_reader::read_place_in_database(rights& own) const {
  if (const auto database = node_["database"]; database.IsDefined()) {
    HOWDAH_TRY(own.as, read_seat(file_, database));
  }
  if (const auto claims = node_["claims"]; claims.IsDefined())
    if (auto done = read_claims(file_, claims, own.told); !done)
      return done;
  if (const auto settings = node_["settings"]; settings.IsDefined())
    return read_settings(file_, settings, own.told);
  return {};
}

result<std::vector<written_role::parent>> role_reader::read_parents() const {
  std::vector<written_role::parent> parents;
  const auto node = node_["inherits"];
  if (!node.IsDefined())
    return parents;
  HOWDAH_TRY(const auto nodes, file_.list(node, "inherits"));
  if (nodes.size() > most_parents)
    return file_.at(node).wrong("inherits: more than " + std::to_string(most_parents)
                                + " roles: have one of them inherit the others");
  for (const auto& each : nodes) {
    HOWDAH_TRY(auto name, file_.text(each, "each of inherits"));
    parents.push_back({std::move(name), file_.at(each)});
  }
  return parents;
}

result<written_role> role_reader::read(const std::string& name) {
  if (auto fine = file_.check_keys(node_, "a role", role_keys); !fine)
    return refuse(fine.error());
  written_role found;
  found.own.role = name;
  HOWDAH_TRY(found.inherits, read_parents());
  if (found.inherits.empty()) {
    found.own.schemas = {name_pattern("public")};
    found.own.tables = {{.name = name_pattern("*")}};
    found.own.operations = {"select"};
  }
  if (auto done = read_lists(found.own); !done)
    return refuse(done.error());
  if (auto done = read_columns(found.own); !done)
    return refuse(done.error());
  if (auto done = read_tools(found.own); !done)
    return refuse(done.error());
  if (auto done = read_place_in_database(found.own); !done)
    return refuse(done.error());
  if (const auto limits = node_["limits"]; limits.IsDefined()) {
    HOWDAH_TRY(found.own.limits, read_limits(file_, limits));
  }
  return found;
}

} // namespace

result<written_role> read_role(const yaml_file& file, const std::string& name,
                               const YAML::Node& node,
                               std::span<const std::string_view> known_tools) {
  return role_reader(file, node, known_tools).read(name);
}

} // namespace howdah::auth
