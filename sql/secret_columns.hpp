#pragma once

#include "sql/column_search.hpp"
#include "sql/facts.hpp"

#include <span>

namespace howdah::sql {

/// System relations with columns that callers may not read, beside others that they may: the
/// statements of others in pg_stat_activity, the options of foreign servers, the samples of values
/// in pg_stats.
bool has_secret_column(const relation_fact& named) noexcept;
std::span<const guarded_relation> secret_columns();

} // namespace howdah::sql
