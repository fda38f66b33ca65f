#pragma once

#include "sql/routines.hpp"
#include "tools/tool.hpp"

#include <string>
#include <vector>

namespace howdah::tools {

/// Asks the database what it has under these names besides PostgreSQL's own. One trip; no locks, no
/// rows read but the catalog's. Answers with a raw_result that `read_routines` reads, or with a
/// problem.
plan_ptr survey_routines(const std::vector<std::string>& names);

/// From the encoded answer. The problem says why there is none: then nothing is known.
result<std::vector<sql::routine>> read_routines(const std::string& encoded);

} // namespace howdah::tools
