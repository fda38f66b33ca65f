#pragma once

#include "core/problem.hpp"

#include <optional>
#include <string>
#include <string_view>

struct pg_result; // libpq's PGresult

namespace howdah::postgres {

/// What PostgreSQL said in an ErrorResponse or NoticeResponse, or libpq in its place (then without
/// a sqlstate). The texts are clean and bounded.
struct server_report {
  std::string severity = {}; ///< NOTICE, WARNING, ERROR, …: not localized
  std::string sqlstate = {};
  std::string message = {};
  std::string detail = {};
  std::string hint = {};
  std::string context = {};
  std::string source_function = {}; ///< not localized, unlike the message
  std::optional<int> position = {}; ///< in the statement that was sent, in characters from 1
  std::string internal_query = {};  ///< of a function, when the error lies in there
  std::optional<int> internal_position = {};
  bool fatal = false; ///< the server closes the connection after it
};

server_report report_of(const pg_result* failed);
/// Of the message's body.
server_report report_of(std::string_view response);

/// The problem for callers: `query_failed`, with all that the server told.
problem query_problem(server_report report);

/// 57014: a cancel or the statement timeout struck; the two differ only in localized words.
bool is_cancelled(const server_report& report) noexcept;
/// 25006: a write in a READ ONLY transaction.
bool is_write_refused(const server_report& report) noexcept;
/// 25P02: the transaction has failed before.
bool is_in_failed_transaction(const server_report& report) noexcept;
/// A named statement is no longer what it was when prepared (DDL changed its result) or is gone (a
/// reset behind our back).
bool is_stale_plan(const server_report& report) noexcept;

} // namespace howdah::postgres
