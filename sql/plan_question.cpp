#include "sql/plan_question.hpp"

#include "sql/lexemes.hpp"
#include "sql/text.hpp"

#include <algorithm>
#include <cstddef>

namespace howdah::sql {

namespace {

constexpr std::string_view prefix = "EXPLAIN (FORMAT JSON) ";

bool is_planned(std::string_view node) noexcept {
  constexpr std::string_view nodes[]
    = {"SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "CreateTableAsStmt"};
  return std::ranges::find(nodes, node) != std::end(nodes);
}

bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Reads the beginning of a statement that the grammar has accepted.
class lexer {
public:
  lexer(std::string_view text, std::size_t at) : text_(text), at_(at) { skip_blanks(); }

  std::size_t place() const noexcept { return at_; }
  bool at_end() const noexcept { return at_ == text_.size(); }
  char next() const noexcept { return at_end() ? '\0' : text_[at_]; }

  /// The keyword or name that begins here, in lower case; empty when none does.
  std::string word() const {
    std::string out;
    for (auto i = at_; i < text_.size() && is_letter(text_[i]); ++i)
      out += static_cast<char>(text_[i] | 0x20);
    return out;
  }
  /// Past a word, a quoted name or literal, or one character.
  void advance() {
    const auto quoted = quoted_until(text_, at_);
    at_ += quoted > at_ ? quoted - at_ : std::max<std::size_t>(word().size(), 1);
    skip_blanks();
  }

private:
  void skip_blanks() {
    while (!at_end()) {
      const auto two = text_.substr(at_, 2);
      if (two == "--" || two == "/*")
        at_ = quoted_until(text_, at_);
      else if (std::string_view(" \t\n\r\f\v").find(text_[at_]) != std::string_view::npos)
        ++at_;
      else
        return;
    }
  }

  std::string_view text_;
  std::size_t at_;
};

bool begins_query(const lexer& from) {
  const auto word = from.word();
  return from.next() == '(' || word == "select" || word == "values" || word == "with"
         || word == "table";
}

void skip_parentheses(lexer& from) {
  int depth = 0;
  do {
    depth += from.next() == '(' ? 1 : from.next() == ')' ? -1 : 0;
    from.advance();
  } while (depth > 0 && !from.at_end());
}

/// EXPLAIN (option …) statement, or EXPLAIN [ANALYZE] [VERBOSE] statement.
std::size_t behind_explain(std::string_view text, std::size_t start) {
  lexer from(text, start);
  from.advance();
  if (from.next() == '(') {
    auto inside = from;
    inside.advance();
    if (!begins_query(inside))
      skip_parentheses(from);
    return from.place();
  }
  for (auto word = from.word(); word == "analyze" || word == "analyse" || word == "verbose";
       word = from.word())
    from.advance();
  return from.place();
}

/// Of several ANALYZE options PostgreSQL takes the last; here any will do.
bool runs_it(const facts& found) noexcept {
  return std::ranges::any_of(found.notes, [](const note& each) {
    const bool off = each.value == "false" || each.value == "off" || each.value == "0";
    return each.node == "ExplainStmt" && each.field == "option:analyze" && !off;
  });
}

plan_question question(std::string_view text, std::size_t start) {
  const auto lost = character_position(text, static_cast<location>(start)).value_or(1) - 1;
  return {.text = std::string(prefix).append(text.substr(start)),
          .shift = lost - static_cast<int>(prefix.size())};
}

} // namespace

std::optional<plan_question> plan_question_of(const facts& found, std::string_view text) {
  if (found.starts.size() != 1 || found.statements.empty())
    return std::nullopt;
  const lexer from(text, static_cast<std::size_t>(std::max(found.starts.front(), 0)));
  const auto& first = *found.statements.front().kind;
  if (is_planned(first.node))
    return question(text, from.place());
  if (first.family != statement_family::explain || !runs_it(found))
    return std::nullopt;
  const auto inner
    = std::ranges::find(found.statements, std::string_view("ExplainStmt"), &statement_fact::owner);
  if (inner == found.statements.end() || !is_planned(inner->kind->node))
    return std::nullopt;
  return question(text, behind_explain(text, from.place()));
}

} // namespace howdah::sql
