#include "tools/query_confirmation.hpp"

#include "core/utf8.hpp"
#include "mcp/json.hpp"
#include "tools/failure.hpp"

#include <string>
#include <string_view>

namespace howdah::tools {

namespace {

constexpr std::string_view key = "confirm";
constexpr std::string_view asked = "asked to confirm";
constexpr std::size_t most_shown = 2000; ///< bytes of the statement

std::string shown(std::string_view text) {
  if (text.size() <= most_shown)
    return std::string(text);
  auto end = most_shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return std::string(text.substr(0, end)) + " … (" + std::to_string(text.size()) + " bytes)";
}

std::string question(const sql::admitted_statement& statement, const context& with) {
  auto text = std::string(statement.destroys()) + " is committed at once and cannot be undone";
  if (!with.caller->is_anonymous())
    text += " (" + with.caller->subject() + ")";
  text += ". Run this statement?\n\n" + shown(statement.text());
  if (statement.parameter_count() > 0)
    text += "\n\n(with " + std::to_string(statement.parameter_count()) + " parameters)";
  return text;
}

input_needed ask(const sql::admitted_statement& statement, const context& with) {
  const auto form
    = R"(,"requestedSchema":{"type":"object","properties":{"confirm":{"type":"boolean",)"
      R"("title":"Run it","description":"Only if the statement is meant to run","default":false}},)"
      R"("required":["confirm"]}})";
  return {.requests
          = {{.key = std::string(key),
              .method = "elicitation/create",
              .params = R"({"message":)" + mcp::json_string(question(statement, with)) + form}},
          .state = std::string(asked),
          .once = true};
}

mcp::answer refused(const sql::admitted_statement& statement) {
  return failure({.code = errc::not_confirmed,
                  .message = std::string(statement.destroys()) + " was not confirmed.",
                  .detail = "The user was asked and did not agree. Nothing was run.",
                  .hint = "Do not try again unless they ask for it."},
                 statement.text());
}

} // namespace

std::optional<step> before_it_destroys(const sql::admitted_statement& statement,
                                       const context& with) {
  const auto rule = with.server.confirm;
  if (statement.destroys().empty() || rule == confirmation::never
      || (rule == confirmation::automatic && !with.client.elicitation))
    return std::nullopt;
  const auto said = with.inputs[key];
  if (with.inputs.state() != asked || !said.is_object())
    return ask(statement, with);
  if (mcp::accepted_content(said)["confirm"].boolean() != true)
    return refused(statement);
  return std::nullopt;
}

} // namespace howdah::tools
