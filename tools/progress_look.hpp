#pragma once

#include "tools/tool.hpp"

#include <string>

namespace howdah::tools {

/// Asks how far another backend is with a command whose progress PostgreSQL tells: VACUUM, ANALYZE,
/// CREATE INDEX, CLUSTER and, from PostgreSQL 14 on, COPY (manual §28.4). One trip. Answers with a
/// raw_result that `read_progress` reads, or with a problem.
plan_ptr look_at_progress(int backend);

/// From the encoded answer: "CREATE INDEX: building index: scanning table, 40 %"; empty when nothing
/// is told.
std::string read_progress(const std::string& encoded);

} // namespace howdah::tools
