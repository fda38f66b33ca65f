#include "tools/shield.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace howdah::tools {

namespace {

constexpr std::string_view names_more = "What PostgreSQL says names what your role does not reach.";
constexpr std::string_view ask = "Whoever runs the server finds it in PostgreSQL's log.";

std::string_view plain_sentence(std::string_view sqlstate) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> known{
    {{"22003", "A value is out of the range of its type."},
     {"22P02", "A value does not have the form of its type."},
     {"23502", "A column that must have a value got none."},
     {"23503", "Another table refers to the row, or lacks the row that this one refers to."},
     {"23505", "A value that must be unique is there already."},
     {"23514", "A value breaks a check of its table."},
     {"2BP01", "Other objects depend on it."},
     {"42501", "The database login lacks a privilege that the statement needs, or row security "
               "refuses a row."}}};
  const auto* found = std::ranges::find(known, sqlstate, &decltype(known)::value_type::first);
  return found == known.end() ? "PostgreSQL refuses the statement." : found->second;
}

/// Messages come in the server's language, and with its quotation marks.
std::string with_plain_quotes(std::string_view text) {
  std::string out(text);
  for (const std::string_view mark : {"«", "»", "„", "“", "”"})
    for (auto at = out.find(mark); at != out.npos; at = out.find(mark, at + 1))
      out.replace(at, mark.size(), "\"");
  return out;
}

void add_parts(std::vector<std::string>& to, std::string_view quoted) {
  for (;;) {
    const auto dot = quoted.find('.');
    to.emplace_back(quoted.substr(0, dot));
    if (dot == quoted.npos)
      return;
    quoted.remove_prefix(dot + 1);
  }
}

/// What stands in quotation marks, at its dots.
std::vector<std::string> named_in(std::string_view text) {
  const auto plain = with_plain_quotes(text);
  std::vector<std::string> out;
  for (std::size_t from = plain.find('"'); from != plain.npos;) {
    const auto to = plain.find('"', from + 1);
    add_parts(out, std::string_view(plain).substr(from + 1, to - from - 1));
    from = to == plain.npos ? to : plain.find('"', to + 1);
  }
  return out;
}

/// An error of PostgreSQL's about a statement.
class report {
public:
  report(const problem& why, std::string_view statement, const rights& may)
    : why_(why), statement_(lower_case(statement)), may_(may) {}

  bool message_is_open() const {
    if (is("42501"))
      return says(unquoted(last_word(why_.message))) && says_all(why_.message);
    if (in_class("23"))
      return may_.columns.empty() && why_.context.empty() && tables_are_said();
    if (in_class("P0")) // what functions say to their callers
      return true;
    // Values that do not suit: no names of objects, but perhaps a view's, of a column out of reach.
    return (in_class("22") && may_.columns.empty()) || says_all(why_.message);
  }
  bool detail_is_open() const {
    const bool shows_rows = in_class("23") && !may_.columns.empty();
    return !is("2BP01") && !shows_rows && says_all(why_.detail);
  }
  bool hint_is_open() const {
    return is("42703") ? names_open_columns(why_.hint) : says_all(why_.hint);
  }
  /// Functions and triggers are named in it, and what they run.
  bool context_is_open() const {
    return why_.internal_query.empty() && why_.context.find("unction ") == std::string::npos
           && says_all(why_.context);
  }

private:
  bool is(std::string_view sqlstate) const { return why_.sqlstate == sqlstate; }
  bool in_class(std::string_view two) const { return why_.sqlstate.starts_with(two); }
  bool says(std::string_view name) const {
    return statement_.find(lower_case(name)) != std::string::npos;
  }
  bool says_all(std::string_view text) const {
    return std::ranges::all_of(named_in(text), [&](const auto& each) { return says(each); });
  }

  static std::string_view last_word(std::string_view text) {
    const auto blank = text.rfind(' ');
    return blank == text.npos ? text : text.substr(blank + 1);
  }

  static std::string_view unquoted(std::string_view name) {
    if (name.size() < 2 || name.front() != '"' || name.back() != '"')
      return name;
    return name.substr(1, name.size() - 2);
  }

  /// The names of columns and constraints are those of a table that is in reach.
  bool tables_are_said() const { return !is("23503") || says_all(why_.message); }

  bool names_open_columns(std::string_view text) const {
    return std::ranges::none_of(named_in(text), [&](const auto& name) {
      return std::ranges::any_of(may_.columns, [&](const auto& rule) { return hides(rule, name); });
    });
  }

  static bool hides(const column_rule& rule, std::string_view name) {
    const auto matches = [&](const auto& each) {
      return each.matches(name);
    };
    return std::ranges::any_of(rule.deny, matches)
           || (rule.allow && std::ranges::none_of(*rule.allow, matches));
  }

  const problem& why_;
  std::string statement_;
  const rights& may_;
};

} // namespace

problem shielded(problem why, std::string_view statement, const rights& may) {
  if (why.code != errc::query_failed)
    return why;
  const report said(why, statement, may);
  const bool message = said.message_is_open();
  const bool detail = message && said.detail_is_open();
  const bool hint = message && said.hint_is_open();
  const bool context = message && said.context_is_open();
  if (!message) {
    why.message = plain_sentence(why.sqlstate);
    why.detail = names_more;
    why.hint = ask;
  } else {
    why.detail = detail ? why.detail : std::string();
    why.hint = hint ? why.hint : std::string();
  }
  if (!context)
    why.context.clear();
  why.internal_query.clear();
  why.internal_position.reset();
  return why;
}

} // namespace howdah::tools
