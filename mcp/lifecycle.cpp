#include "mcp/lifecycle.hpp"

#include "mcp/json.hpp"
#include "mcp/server_info.hpp"

#include <array>

namespace howdah::mcp {

namespace {

std::string capabilities(revision rev, const served_features& also) {
  std::string out = R"("capabilities":{)";
  if (also.completions && rev >= revision::v2025_03_26)
    out += R"("completions":{},)";
  if (also.tasks && modern(rev))
    out += R"("extensions":{"io.modelcontextprotocol/tasks":{}},)";
  if (also.logging && !modern(rev))
    out += R"("logging":{},)";
  out += also.prompt_changes ? R"("prompts":{"listChanged":true},)" : R"("prompts":{},)";
  out += also.resource_updates ? R"("resources":{"subscribe":true},)" : R"("resources":{},)";
  return out += also.tool_changes ? R"("tools":{"listChanged":true}})" : R"("tools":{}})";
}

void append_instructions(std::string& members, std::string_view text) {
  if (!text.empty())
    members += R"(,"instructions":)" + json_string(text);
}

std::string_view permission(access_mode mode) {
  switch (mode) {
  case access_mode::read_only:
    return "Access is read-only: one SELECT-like statement per call, in a read-only transaction.";
  case access_mode::read_write:
    return "Access is read-write: one statement per call, committed at once; there is no undo.";
  case access_mode::unrestricted:
    return "Access is unrestricted: any single statement per call, committed at once; there is no "
           "undo.";
  }
  return "";
}

} // namespace

std::string instructions(access_mode mode, const limits& bounds) {
  std::string text
    = "Queries a PostgreSQL database. Look before you ask: list_schemas, list_tables and "
      "describe_table show names and types, get_foreign_keys and find_relationships how to join; "
      "then query runs SQL. Pass values as $1, $2 in `parameters`, never inside the SQL. ";
  text += permission(mode);
  text += " A result ends after row_limit rows (default " + std::to_string(bounds.row_limit_default)
          + ", at most " + std::to_string(bounds.row_limit_max) + ") or "
          + std::to_string(bounds.result_bytes / 1024)
          + " KiB and then says so: aggregate, filter or page with ORDER BY and LIMIT.";
  if (bounds.statement_timeout.count() > 0)
    text += " Statements are stopped after " + std::to_string(bounds.statement_timeout.count())
            + " ms.";
  return text;
}

result<revision> negotiated(const message& initialize) {
  const auto given = initialize.params()["protocolVersion"];
  if (given && !given.is_string())
    return refuse(errc::invalid_params, "protocolVersion must be a string.",
                  "Send a revision, such as \"2025-11-25\".");
  const auto asked = parse_revision(given.string().value_or(""));
  return asked && !modern(*asked) ? *asked : newest_legacy;
}

answer initialized(revision rev, std::string_view instructions, const served_features& also) {
  raw_result result{.members = R"("protocolVersion":)" + json_string(name_of(rev)) + ','};
  result.members += capabilities(rev, also);
  result.members += R"(,"serverInfo":)" + server_introduction(rev);
  append_instructions(result.members, instructions);
  return result;
}

answer discover(std::string_view instructions, const cache_hint& hint,
                const served_features& also) {
  raw_result result{.members = R"("supportedVersions":)" + supported_versions() + ',',
                    .introduces = true};
  result.members += capabilities(revision::v2026_07_28, also);
  append_instructions(result.members, instructions);
  append_cache_hint(result.members, hint, revision::v2026_07_28);
  return result;
}

std::string supported_versions() {
  std::string out;
  for (const auto rev : {revision::v2026_07_28, revision::v2025_11_25, revision::v2025_06_18,
                         revision::v2025_03_26, revision::v2024_11_05})
    out.append(out.empty() ? "[" : ",").append(json_string(name_of(rev)));
  return out += ']';
}

} // namespace howdah::mcp
