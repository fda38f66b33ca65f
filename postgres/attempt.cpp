#include "postgres/attempt.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace howdah::postgres {

namespace {

std::string seconds(std::chrono::milliseconds span) {
  std::array<char, 32> digits{};
  const auto value = static_cast<double>(span.count()) / 1000.0;
  const auto [end, failure] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return std::string(digits.data(), end) + " s";
}

problem timed_out(std::chrono::milliseconds limit) {
  return {.code = errc::timed_out,
          .message = "canceling statement due to statement timeout",
          .hint = "The statement timeout is " + seconds(limit)
                  + ". Narrow the statement (WHERE, LIMIT), look at its plan with EXPLAIN, or have "
                    "the timeout raised.",
          .sqlstate = "57014"};
}

problem outcome_unknown(const problem& why) {
  return {.code = errc::outcome_unknown,
          .message = "The connection to PostgreSQL was lost while writing; whether the change was "
                     "committed is unknown.",
          .detail = why.message,
          .hint = "Check the data before you run the statement again."};
}

problem rolled_back() {
  return {.code = errc::query_failed,
          .message = "PostgreSQL rolled the transaction back instead of committing it.",
          .hint = "Nothing was changed; check triggers and constraints, then run it again."};
}

outcome failed(problem why, std::size_t statement, bool cancelled = false) {
  return {.failure = std::move(why), .failed_statement = statement, .cancelled = cancelled};
}

bool struck_by_timeout(const attempt& of, std::chrono::microseconds elapsed) {
  constexpr auto tolerance = std::chrono::milliseconds(5);
  return of.statement_timeout.count() > 0 && elapsed + tolerance >= of.statement_timeout;
}

bool has_nul(std::string_view text) {
  return text.find('\0') != std::string_view::npos;
}

std::optional<problem> unsendable(const runnable& statement) {
  if (statement.parameters.size() > std::numeric_limits<std::uint16_t>::max())
    return problem{.code = errc::parameter_mismatch,
                   .message = "A statement cannot have more than 65535 parameters.",
                   .hint = "Pass an array as one parameter: = ANY($1)."};
  if (has_nul(statement.text()))
    return problem{.code = errc::invalid_argument,
                   .message = "The statement has a NUL character in it.",
                   .hint = "Remove it."};
  for (const auto& given : statement.parameters)
    if (given.text && has_nul(*given.text))
      return problem{
        .code = errc::invalid_argument,
        .message
        = "A parameter has a NUL character in it, which PostgreSQL's text types cannot hold.",
        .hint = "Remove it, or pass bytes as bytea in hex ('\\x00')."};
  return std::nullopt;
}

} // namespace

outcome ended(const attempt& of, std::chrono::microseconds elapsed) {
  const bool satisfied = of.reads() && of.enough;
  if (of.refusal)
    return failed(*of.refusal, of.failed_statement);
  if (of.failure && is_cancelled(*of.failure) && of.stop)
    return failed(*of.stop, of.failed_statement, true);
  if (satisfied) // what happened to the rest is nobody's business
    return {};
  if (of.failure && is_cancelled(*of.failure) && struck_by_timeout(of, elapsed))
    return failed(timed_out(of.statement_timeout), of.failed_statement, true);
  if (of.failure)
    return failed(query_problem(*of.failure), of.failed_statement);
  if (of.form == trip_form::write && !of.committed)
    return failed(rolled_back(), of.failed_statement);
  return {};
}

outcome lost(const attempt& of, const problem& why) {
  if (of.refusal)
    return failed(*of.refusal, 0);
  if (of.reads())
    return of.stop ? failed(*of.stop, 0, true) : of.enough ? outcome{} : failed(why, 0);
  if (of.failure)
    return failed(query_problem(*of.failure), of.failed_statement);
  return of.committed ? outcome{} : failed(outcome_unknown(why), 0);
}

problem connection_lost(std::string reason) {
  return {.code = errc::connection_lost,
          .message = "The connection to PostgreSQL was lost: " + std::move(reason),
          .hint = "Nothing was changed; try again."};
}

problem row_too_large(std::size_t limit) {
  return {.code = errc::too_large,
          .message
          = "A single row is larger than the limit of " + std::to_string(limit) + " bytes.",
          .hint = "Select fewer columns, or parts of large values: left(text, 1000), "
                  "substring(bytea, 1, 1000), length(value)."};
}

problem copy_refused() {
  return {.code = errc::statement_refused,
          .message = "COPY FROM STDIN and COPY TO STDOUT are not possible here.",
          .hint = "Use INSERT or SELECT."};
}

problem no_such_seat(const std::string& reason) {
  return {.code = errc::unavailable,
          .message = "The server's database login cannot take the seat of the caller: " + reason,
          .hint = "Whoever runs the server grants it: howdah print-setup-sql prints how."};
}

problem needs_session() {
  return {.code = errc::statement_refused,
          .message = "PostgreSQL runs this outside of transactions only, and behind a transaction "
                     "pooler there is nothing else.",
          .hint = "Run it with another client, on a connection to PostgreSQL itself."};
}

std::optional<problem> unsendable(const trip& what) {
  for (const auto& statement : what.statements)
    if (auto why = unsendable(statement))
      return why;
  return std::nullopt;
}

} // namespace howdah::postgres
