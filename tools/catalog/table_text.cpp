#include "tools/catalog/table_text.hpp"

#include <algorithm>

namespace howdah::tools {

namespace {

/// Comments and definitions may hold newlines; here a line is one fact.
std::string in_one_line(std::string text) {
  for (auto& c : text)
    if (c == '\n' || c == '\r' || c == '\t')
      c = ' ';
  return text;
}

std::string heading(const relation& about, const record& facts) {
  std::string line = about.schema + '.' + about.name + ": " + about.kind;
  if (facts[2])
    line += ", partition of " + facts.text(2) + ' ' + facts.text(3);
  if (facts[4])
    line += " by " + facts.text(4);
  if (facts[1])
    line += ", about " + facts.text(1) + " rows";
  line += ", referenced by " + facts.text(7) + " foreign keys";
  if (facts[5])
    line += "\nComment: " + in_one_line(facts.text(5));
  return line + '\n';
}

/// What the five keys do not tell about a column; empty when they tell it all.
std::string column_notes(const record& column, bool masked) {
  std::string notes;
  const auto add = [&](const std::string& note) {
    notes += (notes.empty() ? "" : "; ") + note;
  };
  const auto told = column.text(1) + (column[4] ? '(' + column.text(4) + ')' : "");
  if (column.text(5) != told)
    add(column.text(5));
  if (column[10])
    add("domain over " + column.text(10) + (column[11] ? ' ' + column.text(11) : ""));
  if (column[12])
    add("one of " + column.text(12));
  if (const auto identity = identity_name(column.text(6)); !identity.empty())
    add("generated " + std::string(identity) + " as identity");
  if (column[7])
    add("generated: " + column.text(7) + ' ' + std::string(generation_name(column.text(8))));
  if (column[9])
    add("comment: " + in_one_line(column.text(9)));
  if (masked)
    add("masked for your role");
  return notes;
}

/// The index of a key has the key's name, and says nothing more than it.
bool backs_a_constraint(const record& index, const std::vector<record>& constraints) {
  return std::any_of(constraints.begin(), constraints.end(),
                     [&](const auto& constraint) { return constraint.text(0) == index.text(0); });
}

} // namespace

std::string_view identity_name(std::string_view attidentity) {
  if (attidentity == "a")
    return "ALWAYS";
  return attidentity == "d" ? "BY DEFAULT" : "";
}

std::string_view generation_name(std::string_view attgenerated) {
  return attgenerated == "s" ? "stored" : "virtual";
}

std::string table_text(const relation& about, const table_rows& rows) {
  std::string text;
  for (const auto& facts : rows.facts)
    text += heading(about, facts);
  for (const auto& column : rows.columns)
    if (const auto notes = column_notes(column, rows.masks(about, column.text(0))); !notes.empty())
      text += "Column " + column.text(0) + ": " + notes + '\n';
  for (const auto& constraint : rows.constraints)
    text += "Constraint " + constraint.text(0) + ": " + in_one_line(constraint.text(3)) + '\n';
  for (const auto& index : rows.indexes)
    if (!backs_a_constraint(index, rows.constraints))
      text += in_one_line(index.text(3)) + (index.is_true(2) ? "\n" : " (invalid)\n");
  for (const auto& facts : rows.facts)
    if (facts[6])
      text += "Definition:" + in_one_line(facts.text(6)) + '\n';
  text.resize(text.find_last_not_of('\n') + 1);
  return text;
}

} // namespace howdah::tools
