#include "sql/several.hpp"

#include "sql/refusal.hpp"
#include "sql/text.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace howdah::sql {

namespace {

constexpr std::string_view blanks = " \t\n\v\f\r";

std::size_t skip_blanks(std::string_view text, std::size_t from) noexcept {
  return std::min(text.find_first_not_of(blanks, from), text.size());
}

/// The text of statement `i`, without blanks and semicolons around it.
std::string_view statement_text(const facts& found, std::string_view text, std::size_t i) {
  const auto from = skip_blanks(text, static_cast<std::size_t>(found.starts[i]));
  const auto to
    = i + 1 < found.starts.size() ? static_cast<std::size_t>(found.starts[i + 1]) : text.size();
  auto slice = text.substr(from, to - from);
  const auto last = slice.find_last_not_of(" \t\n\v\f\r;");
  return slice.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

bool only_controls(const statement_fact& statement) noexcept {
  return statement.kind->family == statement_family::transaction
         || statement.kind->family == statement_family::session;
}

std::string the_one_that_matters(const facts& found, std::string_view text) {
  std::vector<std::size_t> rest;
  std::size_t index = 0;
  for (const auto& statement : found.statements)
    if (statement.owner.empty()) {
      if (!only_controls(statement))
        rest.push_back(index);
      ++index;
    }
  return rest.size() == 1 ? std::string(statement_text(found, text, rest.front())) : std::string();
}

problem no_statement(access_mode mode) {
  auto out = statement_refusal(rule::single_statement, mode, "The text");
  out.detail = "There is no statement in it: it is empty or only a comment.";
  out.hint = "Send one statement.";
  if (mode != access_mode::read_only)
    out.message = "The text has no statement: it is empty or only a comment.";
  return out;
}

} // namespace

problem not_one_statement(const facts& found, access_mode mode, std::string_view text) {
  if (found.starts.empty())
    return no_statement(mode);
  auto out = refusal(rule::single_statement, mode, "The text");
  out.message
    = "The text has " + std::to_string(found.starts.size()) + " statements, and a call runs one.";
  const auto second = skip_blanks(text, static_cast<std::size_t>(found.starts[1]));
  out.position = character_position(text, static_cast<location>(second));
  out.rewrite = the_one_that_matters(found, text);
  return out;
}

} // namespace howdah::sql
