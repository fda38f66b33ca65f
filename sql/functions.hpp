#pragma once

#include "sql/facts.hpp"
#include "sql/rules.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace howdah::sql {

/// What calling a function may leave behind.
enum class effect {
  none,    ///< nothing that outlives the statement
  writes,  ///< data; or unknown
  session, ///< the session differs afterwards
};

/// What is known about a function by its name and number of arguments alone.
struct function_verdict {
  std::optional<rule> read_only;  ///< the rule that refuses it in read-only mode
  std::optional<rule> read_write; ///< and in read-write mode
  effect leaves = effect::none;
};

/// All overloads of a name are judged as one: the tree has no types. Names of PostgreSQL itself are
/// harmless only when they are on the reviewed list; names that no version of PostgreSQL has are
/// somebody's own functions: admitted, with effects unknown (a READ ONLY transaction stands behind
/// them).
function_verdict judge_function(const function_fact& called) noexcept;

/// The same for a name that is a column or, as an attribute, a function.
function_verdict judge_attribute(std::string_view name) noexcept;

/// Functions of PostgreSQL 15's pg_catalog that were reviewed as harmless, and all others there;
/// both sorted.
std::span<const std::string_view> harmless_builtins() noexcept;
std::span<const std::string_view> other_builtins() noexcept;
/// Harmless ones of other versions of PostgreSQL and of extensions.
std::span<const std::string_view> harmless_elsewhere() noexcept;

/// True when a family of `function_families.hpp` names it.
bool in_refused_family(std::string_view name) noexcept;

} // namespace howdah::sql
