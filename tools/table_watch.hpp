#pragma once

#include "tools/tool.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::tools {

/// What the tables and schemas behind table://… and schema://… URIs look like now, for somebody who
/// compares it with what it was.
using fingerprints = std::vector<std::optional<std::string>>;

/// Asks for the fingerprints of these URIs. One trip; no locks, no rows read but the catalog's.
/// Answers with a raw_result that `read_fingerprints` reads, or with a problem.
plan_ptr look_at_tables(const std::vector<std::string>& uris);

/// From the encoded answer: one for each URI, in order; nothing where there is no such table.
/// Nothing at all when the answer is a problem.
std::optional<fingerprints> read_fingerprints(const std::string& encoded);

} // namespace howdah::tools
