#include "app/check_sql/judged_sql.hpp"
#include "app/config/wording.hpp"
#include "core/utf8.hpp"
#include "postgres/excerpt.hpp"
#include "tools/fence.hpp"

#include <algorithm>
#include <string_view>

namespace howdah::app {

namespace {

constexpr std::size_t label_width = 12;

/// Names and messages may hold anything; a terminal is shown none of it that acts.
std::string clean(std::string_view text) {
  auto out = tools::neutral(repaired_utf8(text));
  std::ranges::replace_if(
    out, [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; }, ' ');
  return out;
}

std::string line(std::string label, std::string_view value) {
  if (value.empty())
    return {};
  label.resize(label_width, ' ');
  return "  " + label + clean(value) + '\n';
}

std::string qualified(const std::string& schema, const std::string& name) {
  return schema.empty() ? name : schema + '.' + name;
}

std::string relations_of(const sql::inventory& names, bool written) {
  std::vector<std::string> all;
  for (const auto& each : names.relations)
    if (each.written == written)
      all.push_back(qualified(each.schema, each.name));
  return joined(all);
}

std::string functions_of(const sql::inventory& names) {
  std::vector<std::string> all;
  for (const auto& each : names.functions)
    all.push_back(qualified(each.schema, each.name) + '(' + std::to_string(each.arguments) + ')');
  return joined(all);
}

std::string names_part(const sql::inventory& names) {
  return line("operations", joined(names.operations)) + line("reads", relations_of(names, false))
         + line("writes", relations_of(names, true)) + line("calls", functions_of(names));
}

std::string reached_part(const judged_sql& of) {
  std::vector<std::string> all;
  for (const auto& each : of.reached)
    all.push_back(qualified(each.schema, each.name));
  return line("reaches", joined(all));
}

std::string_view form_text(sql::transaction_form form) noexcept {
  switch (form) {
  case sql::transaction_form::read:
    return "in a READ ONLY transaction that is rolled back";
  case sql::transaction_form::write:
    return "in a transaction that is committed";
  case sql::transaction_form::bare:
    break;
  }
  return "in no transaction of howdah's, since PostgreSQL wants it so";
}

std::string judged_by(const judged_sql& of) {
  auto out = std::string(name_of(of.mode)) + " access";
  if (!of.catalog.empty())
    out += ", catalog of " + of.catalog;
  if (of.may)
    out += of.may->role.empty() ? ", a caller without a role" : ", role " + of.may->role;
  return out;
}

std::string catalog_note(const judged_sql& of) {
  std::string out
    = "\nThat is what the text tells. With a database its catalog is asked, too, before anything "
      "runs:\nwhich relations and functions the names mean, what views read and call, and whether "
      "functions\nand operators of users may write.";
  if (of.may)
    out += " The role must reach all of that, columns included.";
  return out + '\n';
}

std::string admitted_page(const judged_sql& of) {
  const auto& statement = **of.verdict;
  auto out = "admitted\n" + line("by", judged_by(of)) + line("runs", form_text(statement.form()));
  if (statement.parameter_count() > 0)
    out += line("parameters", std::to_string(statement.parameter_count()));
  if (statement.explained())
    out += line("first", "PostgreSQL is asked for its plan, for the role's limits on that");
  out += line("destroys", statement.destroys()) + names_part(of.names.value_or(sql::inventory()))
         + reached_part(of);
  return of.depends_on_catalog() ? out + catalog_note(of) : out;
}

std::string place_part(const judged_sql& of, const problem& why) {
  if (!why.position)
    return {};
  const auto at = place_in(of.text, *why.position);
  return line("place", std::to_string(at.line) + ':' + std::to_string(at.column));
}

std::string refused_page(const judged_sql& of) {
  const auto& why = of.verdict.error();
  auto out = "refused: " + clean(why.message) + '\n';
  if (why.position)
    if (const auto excerpt = postgres::excerpt(of.text, *why.position); !excerpt.empty())
      out += '\n' + clean(excerpt) + "\n\n";
  out += line("by", judged_by(of)) + line("rule", why.rule.empty() ? name_of(why.code) : why.rule)
         + place_part(of, why) + line("reason", why.detail) + line("hint", why.hint)
         + line("instead", why.rewrite);
  return of.names ? out + names_part(*of.names) : out;
}

} // namespace

std::string verdict_page(const judged_sql& of) {
  return of.admitted() ? admitted_page(of) : refused_page(of);
}

} // namespace howdah::app
