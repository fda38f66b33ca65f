#pragma once

#include "sql/known_names.hpp"
#include "tools/tool.hpp"

#include <string>
#include <vector>

namespace howdah::tools {

/// Asks the database what it has under these names: relations, and routines besides PostgreSQL's
/// own. One trip; no rows read but the catalog's. Answers with a raw_result that `read_names`
/// reads, or with a problem.
plan_ptr survey_names(const std::vector<std::string>& names);

/// The same trip: routines, then relations, of a text array of names as PostgreSQL writes it.
/// `name_rows.hpp` knows the rows.
postgres::trip survey_trip(const std::string& names);

/// From the encoded answer. The problem says why there is none: then nothing is known.
result<sql::known_names> read_names(const std::string& encoded);

} // namespace howdah::tools
