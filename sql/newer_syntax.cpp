#include "sql/newer_syntax.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <cctype>

namespace howdah::sql {

namespace {

/// Words and phrases of the grammar that came with PostgreSQL 16, 17 and 18, in lower case with
/// single blanks.
constexpr std::string_view newer[] = {
  "json_table",     "json_exists", "json_value",   "json_query",       "json_scalar",
  "json_serialize", "json_array(", "json_object(", "json_arrayagg",    "json_objectagg",
  "is json",        "is not json", "by source",    "by target",        "with (old",
  "with (new",      "returning",   "virtual",      "without overlaps", "period ",
  "not enforced",   "at local",    "maintain",     "split partition",  "merge partitions",
  "set expression", "json(",
};

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank)
      out.push_back(lower(c));
    else if (!out.empty() && out.back() != ' ')
      out.push_back(' ');
  }
  return out;
}

} // namespace

std::string newer_syntax_hint(std::string_view message, std::string_view text) {
  if (message.ends_with("in FROM must have an alias"))
    return "Add an alias: FROM (SELECT …) AS s. Statements are judged by PostgreSQL 15's grammar.";
  const auto folded_text = folded(text);
  const auto occurs = [&](std::string_view word) {
    return folded_text.find(word) != std::string::npos;
  };
  if (message.starts_with("trailing junk after numeric") || std::ranges::any_of(newer, occurs))
    return "Statements are judged by PostgreSQL 15's grammar; syntax of later versions is refused.";
  return {};
}

} // namespace howdah::sql
