#pragma once

#include "sql/column_search.hpp"

#include <rapidjson/document.h>

#include <span>

namespace howdah::sql {

/// Takes out of the tree what the outermost query shows as it is of these columns, by name or by a
/// star: whoever reads the rows can put a mark in place of such values. Nothing is taken out where
/// the order, the groups or the number of the rows would tell of the values all the same. What is
/// left touches the columns in some other way, or not at all.
void take_plain_outputs(rapidjson::Document& tree, std::span<const guarded_relation> masked);

} // namespace howdah::sql
