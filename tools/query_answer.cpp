#include "tools/query_answer.hpp"

#include "mcp/json.hpp"
#include "tools/failure.hpp"

#include <algorithm>
#include <charconv>

namespace howdah::tools {

namespace {

using cut = result_table::cut;

std::string executed_text(std::string_view tag) {
  if (const auto affected = affected_rows(tag))
    return "Query executed. Rows affected: " + std::to_string(*affected);
  return "Query executed. " + std::string(tag);
}

std::string cut_note(const query_call& call, const result_table& table) {
  constexpr std::string_view page = "page by key (ORDER BY id, then WHERE id > the last id)";
  const auto rows = std::to_string(table.rows());
  if (table.ended() == cut::by_bytes)
    return "Only the first " + rows + " rows are shown: more would exceed the limit of "
           + std::to_string(call.result_bytes)
           + " bytes for an answer. To get the rest: select fewer columns or parts of long values "
             "(left(column, 1000)), narrow with WHERE, or "
           + std::string(page) + '.';
  auto note = "Only the first " + rows
              + " rows are shown. To get the rest: narrow with WHERE, aggregate, or "
              + std::string(page);
  if (call.row_limit < call.row_limit_max)
    note += ", or raise row_limit (at most " + std::to_string(call.row_limit_max) + ')';
  return note + '.';
}

/// Rows that a write returned but that are not shown were changed all the same.
std::string write_note(const result_table& table, std::string_view tag) {
  if (tag.empty() || tag.starts_with("SELECT"))
    return {};
  return "The statement ran to its end: " + std::string(tag)
         + (table.oversized() ? ". " + table.oversized()->detail : ".");
}

/// Names a few columns only: the note must stay small.
std::string hex_note(const std::vector<std::string>& columns) {
  constexpr std::size_t named = 5;
  std::string names;
  for (std::size_t i = 0; i < std::min(named, columns.size()); ++i)
    names += (i == 0 ? "\"" : ", \"") + columns[i] + '"';
  if (columns.size() > named)
    names += " and " + std::to_string(columns.size() - named) + " more";
  return "Values that are not UTF-8 are shown in hex, as \\x…: column " + names + '.';
}

std::vector<std::string> notes_of(const query_call& call, const result_table& table,
                                  std::string_view tag) {
  auto notes = call.notes;
  if (!table.has_columns() && call.json)
    notes.push_back(executed_text(tag));
  if (table.ended() != cut::none) {
    notes.push_back(cut_note(call, table));
    if (auto wrote = write_note(table, tag); !wrote.empty())
      notes.push_back(std::move(wrote));
  }
  if (const auto columns = table.hex_columns(); !columns.empty())
    notes.push_back(hex_note(columns));
  return notes;
}

std::string content(const query_call& call, result_table& table, std::string_view tag) {
  if (table.has_columns())
    return table.text();
  std::string out;
  mcp::append_escaped(out, call.json ? "[]" : executed_text(tag));
  return out;
}

std::string row_count(const result_table& table, std::string_view tag) {
  if (table.has_columns())
    return std::to_string(table.rows());
  const auto affected = affected_rows(tag);
  return affected ? std::to_string(*affected) : "null";
}

std::string structured(result_table& table, std::string_view tag,
                       const std::vector<std::string>& notes) {
  auto out
    = '{' + table.structured() + R"(,"row_count":)" + row_count(table, tag) + R"(,"truncated":)";
  out += table.ended() == cut::none ? "false" : "true";
  out += R"(,"command":)";
  mcp::append_quoted(out, tag.empty() ? "SELECT" : tag);
  if (!notes.empty())
    out += R"(,"notes":[)";
  for (std::size_t i = 0; i < notes.size(); ++i) {
    out += i == 0 ? "" : ",";
    mcp::append_quoted(out, notes[i]);
  }
  return out + (notes.empty() ? "}" : "]}");
}

} // namespace

mcp::tool_result query_answer(const query_call& call, result_table& table, std::string_view tag) {
  const auto notes = notes_of(call, table, tag);
  mcp::tool_result out{.text = content(call, table, tag), .rows = table.rows()};
  std::string joined;
  for (const auto& note : notes)
    joined += (joined.empty() ? "" : "\n") + note;
  if (!notes.empty())
    mcp::append_escaped(out.more.emplace_back(),
                        call.marks == data_fence::on ? neutral(joined) : joined);
  out.structured = structured(table, tag, notes);
  return out;
}

std::optional<std::uint64_t> affected_rows(std::string_view tag) {
  const auto blank = tag.rfind(' ');
  if (blank == std::string_view::npos)
    return std::nullopt;
  std::uint64_t count = 0;
  const auto* last = tag.data() + tag.size();
  const auto [end, failure] = std::from_chars(tag.data() + blank + 1, last, count);
  return failure == std::errc{} && end == last ? std::optional(count) : std::nullopt;
}

std::string query_output_schema() {
  return R"({"type":"object","properties":{)"
         R"("columns":{"type":"array","items":{"type":"object","required":["name","type"]}},)"
         R"("rows":{"type":"array","items":{"type":"array"}},)"
         R"("row_count":{"type":["integer","null"]},)"
         R"("truncated":{"type":"boolean"},)"
         R"("command":{"type":"string"},)"
         R"("notes":{"type":"array"},)"
         + std::string(error_property)
         + R"(},"oneOf":[{"required":["columns","rows"]},{"required":["error"]}]})";
}

} // namespace howdah::tools
