#include "tools/failure.hpp"

#include "core/utf8.hpp"
#include "mcp/json.hpp"
#include "postgres/excerpt.hpp"

namespace howdah::tools {

namespace {

/// Problems of the call itself, told without "Query error".
bool is_plain(errc code) noexcept {
  const auto stage = static_cast<int>(code) / 100;
  return (stage == 1 && code != errc::cancelled) || stage == 3 || code == errc::not_configured;
}

bool is_refusal(errc code) noexcept {
  return code == errc::statement_refused || code == errc::not_one_statement;
}

/// Before PostgreSQL saw the statement: callers know these texts without detail and hint.
bool is_verdict(errc code) noexcept {
  return static_cast<int>(code) / 100 == 2;
}

/// The text is PostgreSQL's, the hint is not: it stands apart.
bool is_hinted_by_us(errc code) noexcept {
  return is_verdict(code) || code == errc::timed_out || code == errc::not_configured;
}

void append_line(std::string& out, std::string_view label, std::string_view text) {
  if (text.empty())
    return;
  if (!out.empty())
    out += '\n';
  out.append(label).append(text);
}

std::string excerpt_of(const problem& why, std::string_view statement) {
  if (why.position)
    return postgres::excerpt(statement, *why.position);
  return why.internal_position ? postgres::excerpt(why.internal_query, *why.internal_position)
                               : std::string();
}

/// Everything that psql shows of it.
std::string told_of(const problem& why, std::string_view statement) {
  auto text = why.message;
  append_line(text, "", excerpt_of(why, statement));
  if (is_verdict(why.code))
    return text;
  append_line(text, "DETAIL:  ", why.detail);
  if (!is_hinted_by_us(why.code))
    append_line(text, "HINT:  ", why.hint);
  append_line(text, "QUERY:  ", why.internal_query);
  append_line(text, "CONTEXT:  ", why.context);
  return text;
}

std::string query_error(const problem& why, std::string_view statement,
                        const std::optional<fence>& marks) {
  const auto text = told_of(why, statement);
  return "Query error: " + (marks && why.code == errc::query_failed ? marks->around(text) : text);
}

std::string main_text(const problem& why, std::string_view statement,
                      const std::optional<fence>& marks) {
  if (is_refusal(why.code) || why.code == errc::not_configured)
    return why.message;
  if (!is_plain(why.code))
    return query_error(why, statement, marks);
  auto text = why.message;
  append_line(text, "", why.detail);
  append_line(text, "", why.hint);
  return text;
}

std::string remarks(const problem& why, std::string_view statement) {
  std::string text;
  append_line(text, "SQLSTATE: ", why.sqlstate);
  append_line(text, "Rule: ", why.rule);
  if (is_refusal(why.code))
    append_line(text, "", excerpt_of(why, statement));
  if (is_hinted_by_us(why.code)) {
    append_line(text, "Reason: ", why.detail);
    append_line(text, "Hint: ", why.hint);
  }
  append_line(text, "Instead: ", why.rewrite);
  if (why.retry_after_ms)
    append_line(text, "Retry after: ", std::to_string(*why.retry_after_ms) + " ms");
  return text;
}

std::string escaped(std::string_view text) {
  std::string out;
  mcp::append_escaped(out, is_utf8(text) ? text : repaired_utf8(text));
  return out;
}

/// Messages of a database without an encoding may hold any bytes.
problem repaired(problem why) {
  for (auto* text : {&why.message, &why.detail, &why.hint, &why.context, &why.internal_query})
    if (!is_utf8(*text))
      *text = repaired_utf8(*text);
  return why;
}

} // namespace

mcp::tool_result failure(const problem& why, std::string_view statement,
                         const std::optional<fence>& marks) {
  const auto clean = repaired(why);
  mcp::tool_result out{.text = escaped(main_text(clean, statement, marks)), .is_error = true};
  if (const auto more = remarks(clean, statement); !more.empty())
    out.more.push_back(escaped(more));
  out.structured = R"({"error":)" + mcp::to_json(clean) + '}';
  return out;
}

} // namespace howdah::tools
