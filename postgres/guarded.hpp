#pragma once

#include "core/result.hpp"

#include <pqxx/pqxx>

#include <string>
#include <type_traits>
#include <utility>

namespace howdah::postgres {

/// Runs `f`, which uses libpqxx, and turns its exceptions into problems: the one place where they
/// are caught. Private to this room.
/// - `broken_connection` (no connection, or no longer): `unavailable`
/// - `sql_error` (the server refused a statement of ours): `query_failed` with its SQLSTATE
/// - anything else libpqxx complains about: `internal`
template <class F>
result<std::invoke_result_t<F>> guarded(F&& f) {
  try {
    return std::forward<F>(f)();
  } catch (const pqxx::broken_connection& broken) {
    return refuse(errc::unavailable, broken.what());
  } catch (const pqxx::sql_error& failed) {
    return refuse(
      {.code = errc::query_failed, .message = failed.what(), .sqlstate = failed.sqlstate()});
  } catch (const pqxx::pqxx_exception& other) {
    return refuse(errc::internal, other.base().what());
  }
}

} // namespace howdah::postgres
