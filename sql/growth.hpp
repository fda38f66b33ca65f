#pragma once

#include <rapidjson/document.h>

namespace howdah::sql {

/// PostgreSQL computes constant expressions while it plans, where no row limit and hardly a time
/// limit holds: 49 bytes of nested repeat() take gigabytes. An upper estimate of the largest value
/// that the statement would make of constants alone, in bytes; sub-selects and CTEs count as if
/// they were merged into what is around them, which PostgreSQL may do. Counts that the tree does
/// not show are taken for 1024. Recurses as deep as the tree is nested.
double largest_constant(const rapidjson::Value& tree);

} // namespace howdah::sql
