#pragma once

#include "postgres/private_cluster.hpp"

#include <string>

namespace howdah::tests {

/// The PostgreSQL of this test program, started at first use and gone at its end. Empty database
/// "demo".
const postgres::private_cluster& test_cluster();

/// Runs statements (the simple protocol, several at once) as superuser beside what is tested;
/// throws when one fails. The first value of the last result, or "".
std::string administrate(const std::string& sql, const std::string& dsn = test_cluster().dsn());

} // namespace howdah::tests
