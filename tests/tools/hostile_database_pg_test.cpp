#include "tests/tools/catalog_tools.hpp"

#include <libpq-fe.h>

#include <gmock/gmock.h>

namespace howdah::tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Operators and functions that raise, and relations and types that hide the catalogs', in a schema
/// that comes before pg_catalog.
std::string traps() {
  std::string sql = "CREATE SCHEMA trap; CREATE FUNCTION trap.spring() RETURNS bool LANGUAGE "
                    "plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;";
  for (const std::string types :
       {"name,name", "name,text", "text,name", "text,text", "oid,oid", "int2,int2", "int4,int4",
        "int8,int8", "float4,float4", "\"char\",\"char\"", "bool,bool", "oid,int4", "int2,int4",
        "float4,int4", "anyarray,anyarray"}) {
    sql += "CREATE FUNCTION trap.spring(" + types
           + ") RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;";
    const auto comma = types.find(',');
    for (const std::string name : {"=", "<>", "<", ">", ">=", "<=", "~~", "~~*", "~"})
      sql += "CREATE OPERATOR trap." + name + " (LEFTARG = " + types.substr(0, comma)
             + ", RIGHTARG = " + types.substr(comma + 1) + ", FUNCTION = trap.spring);";
  }
  for (const std::string function :
       {"format_type(oid,int4)", "lower(text)", "length(text)", "left(text,int4)", "abs(int4)",
        "starts_with(text,text)", "current_setting(text)", "pg_get_expr(pg_node_tree,oid)",
        "has_table_privilege(oid,text)", "has_schema_privilege(oid,text)", "pg_get_userbyid(oid)",
        "pg_get_constraintdef(oid)", "pg_get_indexdef(oid)", "current_schemas(bool)",
        "current_schema()", "to_json(anyelement)"})
    sql += "CREATE FUNCTION trap." + function
           + " RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;";
  for (const std::string relation : {"pg_class", "pg_namespace", "pg_attribute", "pg_constraint",
                                     "pg_type", "pg_index", "pg_inherits", "pg_description"})
    sql += "CREATE TABLE trap." + relation + " (trapped int);";
  for (const std::string type : {"text", "name", "oid", "regclass", "int4"})
    sql += "CREATE DOMAIN trap." + type + " AS pg_catalog.bool CHECK (false);";
  return sql;
}

/// One call of each path through the tools' statements. No view is described: PostgreSQL's own
/// pg_get_viewdef looks operators up by the search path.
std::vector<seen_result> calls(pg_conn* connection) {
  std::vector<seen_result> all;
  for (const auto& [tool, arguments] :
       {std::pair("list_schemas", R"({"name_pattern":"s%"})"),
        {"get_foreign_keys", R"({"table_name":"orders","schema":"sales"})"},
        {"get_foreign_keys", R"({"table_name":"customer","schema":"public"})"},
        {"find_relationships", R"({"table_name":"orders","schema":"public"})"},
        {"list_tables", R"({"schema":"public","table_types":["BASE TABLE"],"page_size":9})"},
        {"list_tables", R"({"schema":"slaes"})"},
        {"list_schemas", R"({"include_system":true,"page_size":3,"name_pattern":"p%"})"},
        {"describe_table", R"({"table_name":"all_types","schema":"public"})"},
        {"describe_table", R"({"table_name":"events","schema":"public"})"},
        {"describe_table", R"({"table_name":"cusotmer","schema":"public"})"}})
    all.push_back(call(connection, tool, arguments));
  return all;
}

TEST(hostile_database, what_comes_before_pg_catalog_in_the_search_path_changes_nothing) {
  auto* connection = sample_database::shared().connection("");
  execute(connection, "SET search_path = public, pg_catalog");
  const auto before = calls(connection);
  execute(connection, traps() + "SET search_path = trap, public, pg_catalog");
  const auto after = calls(connection);
  execute(connection, "SET search_path = pg_catalog; DROP SCHEMA trap CASCADE; RESET search_path");
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].is_error, after[i].is_error) << after[i].text;
    EXPECT_THAT(after[i].structured, Not(HasSubstr("trapped")));
    // describe_table writes types that are hidden now with their schema, as it should
    if (i < 7) {
      EXPECT_EQ(before[i].structured, after[i].structured);
    }
  }
}

TEST(hostile_database, the_traps_do_spring) {
  auto* connection = sample_database::shared().connection("");
  execute(connection, traps() + "SET search_path = trap, public, pg_catalog");
  PQclear(
    PQexec(connection, "SELECT 1 FROM pg_catalog.pg_class WHERE relname = 'x'::pg_catalog.name"));
  EXPECT_THAT(PQerrorMessage(connection), HasSubstr("trapped"));
  execute(connection, "SET search_path = pg_catalog; DROP SCHEMA trap CASCADE; RESET search_path");
}

TEST(hostile_database, bytes_that_are_no_utf_8_never_break_the_json) {
  auto* connection = sample_database::shared().new_database(
    "bytes", "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
  execute(connection, "SET client_encoding = SQL_ASCII");
  execute(connection,
          "CREATE SCHEMA \"s\xE9\";"
          "CREATE TYPE \"s\xE9\".e AS ENUM ('\xFF', 'ok');"
          "CREATE TABLE \"s\xE9\".\"t\xE9\xE9\" (\"c\xFF\" \"s\xE9\".e PRIMARY KEY, p text DEFAULT "
          "'\x80');"
          "COMMENT ON TABLE \"s\xE9\".\"t\xE9\xE9\" IS 'half \xE6\xBC';"
          "CREATE TABLE public.t (\"c\xFF\" \"s\xE9\".e REFERENCES \"s\xE9\".\"t\xE9\xE9\");"
          "COMMENT ON TABLE public.t IS '\xC0\x80';");
  EXPECT_THAT(call(connection, "list_schemas", "{}").text, HasSubstr("s\uFFFD"));
  EXPECT_THAT(call(connection, "list_tables", "{}").structured, HasSubstr("\uFFFD\uFFFD"));
  EXPECT_THAT(call(connection, "describe_table", R"({"table_name":"t"})").structured,
              AllOf(HasSubstr("c\uFFFD"), HasSubstr(R"("enum_values":["�","ok"])")));
  for (const auto* tool : {"get_foreign_keys", "find_relationships"})
    EXPECT_THAT(call(connection, tool, R"({"table_name":"t"})").text, HasSubstr("t\uFFFD\uFFFD"));
  EXPECT_TRUE(call(connection, "describe_table", R"({"table_name":"té"})").is_error);
  execute(connection, "SET client_encoding = UTF8");
  const auto refused = call(connection, "list_schemas", "{}");
  EXPECT_TRUE(refused.is_error);
  EXPECT_THAT(refused.structured, HasSubstr("22021"));
}

} // namespace
} // namespace howdah::tests
