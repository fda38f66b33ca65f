#include "auth/yaml_place.hpp"

#include "auth/voucher.hpp"
#include "core/near_miss.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <system_error>

namespace howdah::auth {

namespace {

constexpr std::size_t longest_shown = 40;

/// What would tell callers apart in ways that this version does not know.
constexpr std::array<std::string_view, 8> later_keys{
  "tenant", "tenants", "tenant_claim", "claim", "claims", "issuer", "login", "database_role"};

std::string listed(std::span<const std::string_view> known) {
  std::string out;
  for (const auto key : known)
    out.append(out.empty() ? "" : ", ").append(key);
  return out;
}

template <class Number>
std::optional<Number> number_in(const YAML::Node& node) {
  if (!node.IsScalar())
    return std::nullopt;
  const auto& text = node.Scalar();
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                  : std::nullopt;
}

} // namespace

place::place(const std::string& name, const YAML::Mark& mark)
  : text_(mark.is_null()
            ? name
            : name + ':' + std::to_string(mark.line + 1) + ':' + std::to_string(mark.column + 1)) {
}

tl::unexpected<problem> place::wrong(const std::string& what) const {
  return refuse(errc::invalid_argument, text_ + ": " + what);
}

std::string shown_name(std::string_view text) {
  constexpr std::string_view fine = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "0123456789_-.*";
  if (text.size() > longest_shown || text.find_first_not_of(fine) != text.npos)
    return "that is no plain name";
  return '"' + std::string(text) + '"';
}

result<void> yaml_file::check_map(const YAML::Node& node, std::string_view what,
                                  std::string_view instead_of_nothing) const {
  if (!node.IsMap())
    return at(node).wrong(std::string(what)
                          + " must be a map of keys and values; write {} for none");
  std::set<std::string_view> seen;
  for (const auto& member : node) {
    if (!member.first.IsScalar())
      return at(member.first).wrong("a key must be a text");
    const auto key = "the key " + shown_name(member.first.Scalar());
    if (!seen.insert(member.first.Scalar()).second)
      return at(member.first).wrong(key + " is there twice: remove one");
    if (member.second.IsNull()) // its own mark would be that of what comes next
      return at(member.first)
        .wrong(key + " has no value: give it " + std::string(instead_of_nothing)
               + ", or remove it");
  }
  return {};
}

result<void> yaml_file::check_keys(const YAML::Node& map, std::string_view what,
                                   std::span<const std::string_view> known) const {
  if (auto fine = check_map(map, what); !fine)
    return fine;
  for (const auto& member : map) {
    const auto& key = member.first.Scalar();
    if (std::ranges::find(known, key) != known.end())
      continue;
    if (std::ranges::find(later_keys, key) != later_keys.end())
      return at(member.first)
        .wrong("the key " + shown_name(key) + " is not enforced by this version: remove it");
    return at(member.first)
      .wrong("unknown key " + shown_name(key) + did_you_mean(key, known)
             + "; allowed here: " + listed(known));
  }
  return {};
}

result<std::string> yaml_file::text(const YAML::Node& node, std::string_view what) const {
  if (!node.IsScalar() || node.Scalar().empty())
    return at(node).wrong(std::string(what) + " must be a text");
  const auto& found = node.Scalar();
  if (!is_utf8(found) || found.find('\0') != found.npos)
    return at(node).wrong(std::string(what) + " must be UTF-8 without NUL");
  return found;
}

result<std::string> yaml_file::name(const YAML::Node& node, std::string_view what) const {
  if (!node.IsScalar())
    return at(node).wrong(std::string(what) + " must be a text");
  if (auto fine = check_caller_name(node.Scalar()); !fine)
    return at(node).wrong(std::string(what) + ' ' + fine.error().message);
  return node.Scalar();
}

result<std::vector<YAML::Node>> yaml_file::list(const YAML::Node& node,
                                                std::string_view what) const {
  if (node.IsScalar())
    return std::vector{node};
  if (!node.IsSequence())
    return at(node).wrong(std::string(what) + " must be a list; write [] for none");
  return std::vector<YAML::Node>(node.begin(), node.end());
}

result<std::int64_t> yaml_file::integer(const YAML::Node& node, std::string_view what,
                                        std::int64_t least, std::int64_t most) const {
  const auto value = number_in<std::int64_t>(node);
  if (!value || *value < least || *value > most)
    return at(node).wrong(std::string(what) + " must be an integer from " + std::to_string(least)
                          + " to " + std::to_string(most));
  return *value;
}

result<double> yaml_file::positive(const YAML::Node& node, std::string_view what) const {
  const auto value = number_in<double>(node);
  if (!value || !std::isfinite(*value) || *value <= 0)
    return at(node).wrong(std::string(what) + " must be a number greater than 0");
  return *value;
}

} // namespace howdah::auth
