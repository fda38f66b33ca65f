#pragma once

#include "postgres/private_cluster.hpp"

#include <chrono>
#include <string>

namespace howdah::tests {

/// Throws when a cluster is not of the major version that HOWDAH_TEST_POSTGRES names, if it does.
void expect_version_asked_for(const postgres::private_cluster& cluster);

/// The PostgreSQL of this test program, started at first use and gone at its end. Empty database
/// "demo".
const postgres::private_cluster& test_cluster();

/// Its major version: for what PostgreSQL itself answers differently from one to the next.
int server_version();

/// When a statement has ended whose client went away without a word. PostgreSQL 14 and later look
/// for the client while they work; 13 comes to its statement timeout, 30 s.
std::chrono::seconds until_a_lost_client_is_noticed();

/// Ends a session of the cluster and waits until it is gone.
void terminate_backend(int pid);

/// Runs statements (the simple protocol, several at once) as superuser beside what is tested;
/// throws when one fails. The first value of the last result, or "".
std::string administrate(const std::string& sql, const std::string& dsn = test_cluster().dsn());

} // namespace howdah::tests
