#pragma once

#include "sql/facts.hpp"
#include "sql/rules.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace howdah::sql {

/// The rule that keeps a relation from being read in read-only mode: system relations with secrets,
/// values of columns that the caller may not read, statements of other callers, or storage beneath
/// the privileges.
std::optional<rule> refused_relation(const relation_fact& named) noexcept;

/// Relations that are kept whole: of pg_catalog, of information_schema, and views of extensions in
/// whatever schema they were put.
std::span<const std::string_view> secret_catalogs() noexcept;
std::span<const std::string_view> secret_information() noexcept;
std::span<const std::string_view> secret_extension_views() noexcept;

/// True for relations of the session's own temporary schema.
bool is_temporary(const relation_fact& named) noexcept;

/// Settings that SHOW and current_setting() do not tell in read-only mode: paths of the server and
/// secrets. Lower case.
bool secret_setting(std::string_view name) noexcept;
std::span<const std::string_view> secret_settings() noexcept; ///< sorted

} // namespace howdah::sql
