#include "app/check_sql/judged_sql.hpp"

#include "sql/guard.hpp"
#include "sql/name_book.hpp"

#include <utility>

namespace howdah::app {

namespace {

sql::policy rules_of(access_mode mode) {
  sql::policy rules;
  rules.mode = mode;
  return rules;
}

/// What the SURVEYOR asks a database, asked of what was written down.
void learn_names(sql::name_book& book, const sql::admitted_statement& statement,
                 const sql::known_names& from) {
  for (auto names = book.unknown(statement, {}); !names.empty();
       names = book.unknown(statement, {}))
    book.learn(names, from, {});
}

} // namespace

judged_sql judged_sql::of(std::string text, access_mode mode, rights_ptr may) {
  const auto rules = rules_of(mode);
  auto verdict = sql::guard(rules).judge(text, may);
  std::optional<sql::inventory> names;
  const bool readable = text.size() <= rules.statement_bytes;
  if (auto found = readable ? sql::inventory::of(text) : refuse(errc::statement_too_large, ""))
    names = *std::move(found);
  return {.text = std::move(text),
          .mode = mode,
          .may = std::move(may),
          .verdict = std::move(verdict),
          .names = std::move(names)};
}

judged_sql judged_sql::of(std::string text, access_mode mode, rights_ptr may,
                          const catalog_dump& catalog) {
  auto out = of(std::move(text), mode, std::move(may));
  out.catalog = "database " + catalog.database + ", as " + catalog.login;
  if (!out.admitted())
    return out;
  const auto by_text = *out.verdict;
  sql::name_book book(rules_of(mode));
  learn_names(book, *by_text, catalog.names);
  out.verdict = book.judged(by_text);
  out.reached = book.reached(*by_text);
  return out;
}

text_place place_in(std::string_view text, int position) noexcept {
  text_place at;
  int character = 1;
  for (std::size_t i = 0; i < text.size() && character < position; ++i) {
    const bool last_byte
      = i + 1 == text.size() || (static_cast<unsigned char>(text[i + 1]) & 0xC0) != 0x80;
    if (!last_byte)
      continue;
    ++character;
    const bool ends_line = text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n");
    at = ends_line ? text_place{at.line + 1, 1} : text_place{at.line, at.column + 1};
  }
  return at;
}

} // namespace howdah::app
