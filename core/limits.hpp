#pragma once

#include <chrono>
#include <cstddef>

namespace howdah {

/// Every bound of the server; configuration fills it, docs/configuration.md describes each.
/// Immutable once the server runs.
struct limits {
  std::chrono::milliseconds statement_timeout{30'000}; ///< of one statement inside PostgreSQL; 0: none
  std::chrono::milliseconds queue_timeout{10'000};     ///< longest wait for a connection
  std::chrono::milliseconds connect_timeout{5'000};    ///< of one attempt to reach PostgreSQL
  std::chrono::milliseconds grace{5'000};              ///< for work in flight when the server ends
  std::size_t row_limit_default = 500;
  std::size_t row_limit_max = 10'000;
  std::size_t result_bytes = 1024 * 1024;  ///< of one encoded JSON-RPC reply
  std::size_t sql_bytes = 64 * 1024;       ///< of one statement
  std::size_t message_bytes = 4 * 1024 * 1024; ///< of one JSON-RPC message, HTTP body or stdio line
  std::size_t json_depth = 64;             ///< nesting of a JSON-RPC message
  std::size_t queue_length = 1000; ///< jobs waiting for a connection, all principals together
  std::size_t queue_per_principal = 1000; ///< jobs waiting, one principal
  std::size_t pool_min = 2;
  std::size_t pool_max = 10;
  std::size_t http_connections = 10'000;
  std::size_t in_flight_per_connection
    = 128; ///< requests of one HTTP or stdio connection at a time
};

} // namespace howdah
