#pragma once

#include "core/result.hpp"

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::auth {

/// A place in a file of a person's, and refusals that name it: `file:line:column: what`.
class place {
public:
  place(const std::string& name, const YAML::Mark& mark);

  tl::unexpected<problem> wrong(const std::string& what) const;

private:
  std::string text_;
};

/// A file while it is read: knows its name. The name must outlive it.
class yaml_file {
public:
  explicit yaml_file(const std::string& name) : name_(&name) {}

  place at(const YAML::Node& node) const { return {*name_, node.Mark()}; }
  place anywhere() const { return {*name_, YAML::Mark::null_mark()}; }

  /// A map whose keys are texts, each there once, and have values.
  result<void> check_map(const YAML::Node& node, std::string_view what,
                         std::string_view instead_of_nothing = "a value") const;
  /// The same, with no other keys than these.
  result<void> check_keys(const YAML::Node& map, std::string_view what,
                          std::span<const std::string_view> known) const;
  /// A text that is not empty; `what` names it in refusals.
  result<std::string> text(const YAML::Node& node, std::string_view what) const;
  /// A text of one line that stands in logs and messages.
  result<std::string> name(const YAML::Node& node, std::string_view what) const;
  /// A list of texts, or one text, which is a list of one.
  result<std::vector<YAML::Node>> list(const YAML::Node& node, std::string_view what) const;
  result<std::int64_t> integer(const YAML::Node& node, std::string_view what, std::int64_t least,
                               std::int64_t most) const;
  /// Greater than nothing, and finite.
  result<double> positive(const YAML::Node& node, std::string_view what) const;

private:
  const std::string* name_;
};

/// Texts come from a person's file and may be secrets in a wrong place: shown when they are names
/// or patterns, else only told about.
std::string shown_name(std::string_view text);

} // namespace howdah::auth
