#include "postgres/server_error.hpp"

#include "postgres/clean_text.hpp"
#include "postgres/wire/backend.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <string_view>
#include <utility>

namespace howdah::postgres {

namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size() && value > 0
           ? std::optional(value)
           : std::nullopt;
}

/// `field(code)` by libpq's codes, which are the protocol's.
template <class Fields>
server_report report(Fields field, std::string_view otherwise) {
  const auto severity = field(PG_DIAG_SEVERITY_NONLOCALIZED);
  const auto primary = field(PG_DIAG_MESSAGE_PRIMARY);
  return {
    .severity = clean_text(severity),
    .sqlstate = clean_text(field(PG_DIAG_SQLSTATE)),
    .message = clean_text(primary.empty() ? otherwise : primary),
    .detail = clean_text(field(PG_DIAG_MESSAGE_DETAIL)),
    .hint = clean_text(field(PG_DIAG_MESSAGE_HINT)),
    .context = clean_text(field(PG_DIAG_CONTEXT)),
    .source_function = clean_text(field(PG_DIAG_SOURCE_FUNCTION)),
    .position = number(field(PG_DIAG_STATEMENT_POSITION)),
    .internal_query = clean_text(field(PG_DIAG_INTERNAL_QUERY)),
    .internal_position = number(field(PG_DIAG_INTERNAL_POSITION)),
    .fatal = severity == "FATAL" || severity == "PANIC",
  };
}

} // namespace

server_report report_of(const PGresult* failed) {
  const auto field = [&](int code) {
    const char* text = PQresultErrorField(failed, code);
    return text ? std::string_view(text) : std::string_view();
  };
  return report(field, PQresultErrorMessage(failed));
}

server_report report_of(std::string_view response) {
  return report([&](int code) { return wire::field_of(response, static_cast<char>(code)); }, "");
}

problem query_problem(server_report report) {
  if (report.sqlstate == "55P03" && report.hint.empty())
    report.hint = "Another session holds a lock on what the statement needs. Try again later.";
  return {
    .code = errc::query_failed,
    .message = std::move(report.message),
    .detail = std::move(report.detail),
    .hint = std::move(report.hint),
    .sqlstate = std::move(report.sqlstate),
    .context = std::move(report.context),
    .position = report.position,
    .internal_query = std::move(report.internal_query),
    .internal_position = report.internal_position,
  };
}

bool is_cancelled(const server_report& report) noexcept {
  return report.sqlstate == "57014";
}

bool is_write_refused(const server_report& report) noexcept {
  return report.sqlstate == "25006";
}

bool is_in_failed_transaction(const server_report& report) noexcept {
  return report.sqlstate == "25P02";
}

bool is_stale_plan(const server_report& report) noexcept {
  return (report.sqlstate == "0A000" && report.source_function == "RevalidateCachedQuery")
         || report.sqlstate == "26000";
}

} // namespace howdah::postgres
