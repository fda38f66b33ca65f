#include "app/setup_sql/grants.hpp"

#include "app/setup_sql/sql_text.hpp"
#include "core/ascii.hpp"
#include "core/filled_text.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

namespace howdah::app {

namespace {

struct privilege {
  std::string_view name;
  bool by_column; ///< can be granted on columns alone
};

constexpr std::array privileges{privilege{"SELECT", true}, privilege{"INSERT", true},
                                privilege{"UPDATE", true}, privilege{"DELETE", false},
                                privilege{"TRUNCATE", false}};

/// MERGE is what it may become.
std::vector<privilege> privileges_of(const rights& role) {
  std::vector<privilege> out;
  for (const auto& each : privileges)
    if (role.may(lower_case(each.name))
        || (role.may("merge") && each.name != "SELECT" && each.name != "TRUNCATE"))
      out.push_back(each);
  return out;
}

std::string listed(const std::vector<privilege>& all) {
  std::string out;
  for (const auto& each : all)
    out.append(out.empty() ? "" : ", ").append(each.name);
  return out;
}

std::string or_joined(const std::vector<std::string>& conditions) {
  std::string out;
  for (const auto& each : conditions)
    out += (out.empty() ? "" : " OR ") + each;
  return conditions.empty() ? "false" : "(" + out + ")";
}

std::string matches(std::string_view column, const name_pattern& pattern) {
  const std::string name(column);
  if (pattern.text() == "*")
    return "true";
  return pattern.is_name() ? name + " = " + literal(pattern.text())
                           : name + " ~ " + literal(pattern.regex());
}

std::string matches(const qualified_pattern& pattern) {
  const auto name = matches("c.relname", pattern.name);
  return pattern.schema ? "(" + matches("n.nspname", *pattern.schema) + " AND " + name + ")" : name;
}

template <class Patterns, class Condition>
std::string any_of(const Patterns& patterns, Condition condition) {
  std::vector<std::string> all;
  for (const auto& each : patterns)
    all.push_back(condition(each));
  return or_joined(all);
}

std::string any_column(const std::vector<name_pattern>& patterns) {
  return any_of(patterns, [](const name_pattern& each) { return matches("a.attname", each); });
}

std::string open_by(const column_rule& rule) {
  std::string out;
  const auto add = [&out](const std::string& condition) {
    out += (out.empty() ? "" : " AND ") + condition;
  };
  if (rule.allow)
    add(any_column(*rule.allow));
  if (!rule.deny.empty())
    add("NOT " + any_column(rule.deny));
  return out.empty() ? "true" : out;
}

/// Of the columns of a relation, those that no rule closes.
std::string open_columns(const rights& role) {
  std::string out;
  for (const auto& rule : role.columns)
    out += (out.empty() ? "" : "\n          AND ") + ("(NOT " + matches(rule.of) + " OR ")
           + open_by(rule) + ')';
  return out;
}

/// A system schema is in reach by its own name only, and open to everybody anyway.
std::vector<name_pattern> granted_schemas(const rights& role) {
  auto out = role.schemas;
  std::erase_if(out, [](const name_pattern& each) { return is_system_schema(each.text()); });
  return out;
}

bool whole_schemas(const rights& role) {
  return role.deny.empty() && role.columns.empty()
         && std::ranges::all_of(granted_schemas(role), &name_pattern::is_name)
         && std::ranges::any_of(role.tables, [](const qualified_pattern& each) {
              return !each.schema && each.name.text() == "*";
            });
}

std::string on_schema(const std::string& schema, const std::string& what,
                      const std::string& login) {
  const auto place = " SCHEMA " + identifier(schema);
  auto out = "GRANT USAGE ON" + place + " TO " + login + ";\n";
  if (what.empty())
    return out;
  out += "GRANT " + what + " ON ALL TABLES IN" + place + " TO " + login + ";\n";
  out
    += "ALTER DEFAULT PRIVILEGES IN" + place + " GRANT " + what + " ON TABLES TO " + login + ";\n";
  if (what.find("INSERT") == std::string::npos)
    return out;
  out += "GRANT USAGE ON ALL SEQUENCES IN" + place + " TO " + login + ";\n";
  return out + "ALTER DEFAULT PRIVILEGES IN" + place + " GRANT USAGE ON SEQUENCES TO " + login
         + ";\n";
}

/// What is asked of the columns, where a role restricts any.
constexpr const char* column_part = R"(
    CROSS JOIN LATERAL (
      SELECT COALESCE(pg_catalog.bool_and(each.open), true) AS whole,
        pg_catalog.string_agg(pg_catalog.quote_ident(each.attname), ', ') FILTER (WHERE each.open) AS columns
      FROM (
        SELECT a.attname, {open} AS open
        FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) each) s)";

constexpr const char* loop_head = R"(DECLARE
  login CONSTANT text := {login};
  relation record;
BEGIN
  FOR relation IN
    SELECT n.nspname AS schema, c.relname AS name{columns}
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace{column_part}
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND {schemas}
      AND {tables}{deny}
    ORDER BY 1, 2
  LOOP
    EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %s', relation.schema, login);
)";

constexpr const char* sequences = R"(    EXECUTE COALESCE((
      SELECT pg_catalog.string_agg(pg_catalog.format('GRANT USAGE ON SEQUENCE %s TO %s', d.objid::pg_catalog.regclass, login), '; ')
      FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class q ON q.oid = d.objid AND q.relkind = 'S'
      WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a'
        AND d.refobjid = pg_catalog.format('%I.%I', relation.schema, relation.name)::pg_catalog.regclass), 'SELECT');
)";

std::string grant_in_loop(const std::string& what) {
  return "EXECUTE pg_catalog.format('GRANT " + what
         + " ON %I.%I TO %s', relation.schema, relation.name, login);\n";
}

/// On whole relations, and on the open columns of the others.
std::string grants_in_loop(const std::vector<privilege>& what, bool by_column) {
  if (!by_column)
    return what.empty() ? "" : "    " + grant_in_loop(listed(what));
  std::string whole;
  std::string part;
  for (const auto& each : what) {
    whole += "      " + grant_in_loop(std::string(each.name));
    part += each.by_column ? "      EXECUTE pg_catalog.format('GRANT " + std::string(each.name)
                               + " (%s) ON %I.%I TO %s', relation.columns, relation.schema, "
                                 "relation.name, login);\n"
                           : "      " + grant_in_loop(std::string(each.name));
  }
  return "    IF relation.whole THEN\n" + whole + "    ELSIF relation.columns IS NOT NULL THEN\n"
         + part + "    END IF;\n";
}

std::string by_loop(const rights& role, const std::vector<privilege>& what,
                    const std::string& login) {
  const auto relation = [](const qualified_pattern& each) {
    return matches(each);
  };
  const auto schemas = any_of(granted_schemas(role),
                              [](const name_pattern& each) { return matches("n.nspname", each); });
  const auto open = open_columns(role);
  const auto deny
    = role.deny.empty() ? std::string() : "\n      AND NOT " + any_of(role.deny, relation);
  auto body = filled_text(
    loop_head, {{"{login}", literal(login)},
                {"{columns}", open.empty() ? "" : ", s.whole, s.columns"},
                {"{column_part}", open.empty() ? "" : filled_text(column_part, {{"{open}", open}})},
                {"{schemas}", schemas},
                {"{tables}", any_of(role.tables, relation)},
                {"{deny}", deny}});
  body += grants_in_loop(what, !open.empty());
  if (role.may("insert"))
    body += sequences;
  return "-- For tables that are created later, run this again.\n"
         + do_block(body + "  END LOOP;\nEND\n");
}

} // namespace

bool writes(const rights& role) {
  return std::ranges::any_of(privileges_of(role),
                             [](const privilege& each) { return each.name != "SELECT"; });
}

std::string reads_of(const std::vector<std::string>& schemas, const std::string& login) {
  std::string out;
  for (const auto& each : schemas)
    out += on_schema(each, "SELECT", login);
  return out;
}

std::string grants_of(const rights& role, const std::string& login) {
  const auto what = privileges_of(role);
  if (!whole_schemas(role))
    return by_loop(role, what, login);
  std::string out;
  for (const auto& each : granted_schemas(role))
    out += on_schema(each.text(), listed(what), login);
  return out;
}

} // namespace howdah::app
