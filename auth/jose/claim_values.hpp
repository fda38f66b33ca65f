#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::auth {

/// The claims of a token as texts, lists of texts and numbers; what is something else can only be
/// read in `json`. Members of an object are found as `realm_access.roles`, unless a claim has that
/// name.
class claim_values {
public:
  claim_values() = default;
  /// Nothing when the text is no strict JSON object.
  static std::optional<claim_values> parse(std::string json);

  /// Whether it is there, as whatever.
  bool has(std::string_view name) const { return names_.contains(name); }
  std::optional<std::string> text(std::string_view name) const;
  /// Of a list; of a text, a list of it. Empty when it is neither.
  const std::vector<std::string>& list(std::string_view name) const;
  std::optional<double> number(std::string_view name) const;
  /// Whether it is there and says so: true, or the text "true".
  bool says_yes(std::string_view name) const;
  const std::string& json() const noexcept { return json_; }

private:
  struct value {
    std::vector<std::string> texts;
    bool is_list = false;
  };
  struct reader;

  std::string json_;
  std::set<std::string, std::less<>> names_;
  std::map<std::string, value, std::less<>> texts_;
  std::map<std::string, double, std::less<>> numbers_;
  std::set<std::string, std::less<>> yes_;
};

} // namespace howdah::auth
