#include "sql/second_look.hpp"

#include "sql/growth.hpp"
#include "sql/refusal.hpp"
#include "sql/secret_columns.hpp"
#include "sql/text.hpp"
#include "sql/tree_document.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <string_view>

namespace howdah::sql {

namespace {

constexpr double largest_allowed = 256.0 * 1024 * 1024;
/// Of doubling operators and functions: fewer of them stay below the limit.
constexpr std::ptrdiff_t few = 24;

/// Whether constants could grow beyond the limit.
bool may_grow(const facts& found) {
  constexpr std::string_view growing[] = {"array_fill", "lpad", "repeat", "replace", "rpad"};
  const bool grows = std::ranges::any_of(found.functions, [&](const function_fact& called) {
    return std::ranges::find(growing, called.name) != std::end(growing);
  });
  const auto steps
    = std::ranges::count(found.operators, "||", &operator_fact::name) + std::ssize(found.functions);
  return grows || steps > few;
}

std::optional<problem> too_large_a_constant(const rapidjson::Value& tree, access_mode mode) {
  if (largest_constant(tree) <= largest_allowed)
    return std::nullopt;
  return refusal(rule::constant_size, mode, "The statement");
}

std::optional<problem> secret_read(const rapidjson::Value& tree, access_mode mode,
                                   std::string_view text) {
  const auto read = touched_column(tree, secret_columns());
  if (!read)
    return std::nullopt;
  auto why = refusal(rule::secret_column, mode,
                     std::string(read->of->name).append(".").append(read->column));
  why.position = character_position(text, read->at);
  return why;
}

} // namespace

std::optional<problem> refused_on_second_look(const facts& found, access_mode mode,
                                              const std::string& text, bool as_reader) {
  const bool grows = mode != access_mode::unrestricted && may_grow(found);
  const bool secret = as_reader && std::ranges::any_of(found.relations, has_secret_column);
  if (!grows && !secret)
    return std::nullopt;
  auto tree = tree_document::of(text);
  if (!tree)
    return tree.error();
  auto why = grows ? too_large_a_constant(tree->root(), mode) : std::nullopt;
  return why || !secret ? why : secret_read(tree->root(), mode, text);
}

} // namespace howdah::sql
