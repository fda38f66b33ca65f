#include "sql/functions.hpp"

#include "sql/function_families.hpp"

#include <algorithm>

namespace howdah::sql {

namespace {

constexpr std::string_view harmless[] = {
#include "sql/builtins/harmless.inc"
};
constexpr std::string_view other[] = {
#include "sql/builtins/other.inc"
};
static_assert(std::ranges::is_sorted(harmless) && std::ranges::is_sorted(other));

constexpr std::string_view elsewhere[] = {
#include "sql/builtins/elsewhere.inc"
};
static_assert(std::ranges::is_sorted(elsewhere));

bool names(const function_family& family, std::string_view schema, std::string_view name) noexcept {
  const auto begins = [&](std::string_view prefix) {
    return name.starts_with(prefix);
  };
  return std::ranges::find(family.names, name) != family.names.end()
         || std::ranges::any_of(family.prefixes, begins)
         || std::ranges::find(family.schemas, schema) != family.schemas.end();
}

const function_family* family_of(std::string_view schema, std::string_view name) noexcept {
  const auto families = function_families();
  const auto found
    = std::ranges::find_if(families, [&](const auto& f) { return names(f, schema, name); });
  return found == families.end() ? nullptr : &*found;
}

bool is_harmless(std::string_view name) noexcept {
  return std::ranges::binary_search(harmless, name) || std::ranges::binary_search(elsewhere, name);
}

/// ts_rewrite(query, text) runs the text; ts_rewrite(query, target, substitute) does not.
bool runs_its_text(const function_fact& called) noexcept {
  return called.name == "ts_rewrite" && called.arguments != 3;
}

function_verdict refused(rule why, bool also_read_write, effect leaves) noexcept {
  return {why, also_read_write ? std::optional(why) : std::nullopt, leaves};
}

} // namespace

function_verdict judge_function(const function_fact& called) noexcept {
  const bool of_system = called.schema == "pg_catalog";
  const bool maybe_system = called.schema.empty() || of_system;
  if (runs_its_text(called))
    return refused(rule::sql_as_text, false, effect::writes);
  if (maybe_system && is_harmless(called.name)) // no family names one of these
    return {};
  if (const auto* family = family_of(called.schema, called.name))
    return refused(family->why, family->also_read_write, family->leaves);
  const bool reserved = called.name.starts_with("pg_");
  if (of_system || reserved || (maybe_system && std::ranges::binary_search(other, called.name)))
    return refused(rule::unreviewed_function, false, effect::writes);
  return {std::nullopt, std::nullopt, effect::session};
}

function_verdict judge_attribute(std::string_view name) noexcept {
  if (const auto* family = family_of({}, name))
    return refused(family->why, family->also_read_write, family->leaves);
  const bool reserved = name.starts_with("pg_") && !is_harmless(name);
  return reserved ? refused(rule::unreviewed_function, false, effect::writes) : function_verdict{};
}

std::span<const std::string_view> harmless_builtins() noexcept {
  return harmless;
}

std::span<const std::string_view> other_builtins() noexcept {
  return other;
}

std::span<const std::string_view> harmless_elsewhere() noexcept {
  return elsewhere;
}

bool in_refused_family(std::string_view name) noexcept {
  return family_of("pg_catalog", name) != nullptr;
}

} // namespace howdah::sql
