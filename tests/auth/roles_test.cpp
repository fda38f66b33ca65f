#include "tests/auth/permissions_fixture.hpp"

namespace howdah::auth {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using tests::good;
using tests::refusal;
using tests::role;

TEST(roles, without_a_word_select_all_of_public) {
  const auto may = role("{}");
  EXPECT_EQ(may.role, "r");
  EXPECT_TRUE(may.may("select"));
  EXPECT_FALSE(may.may("insert"));
  EXPECT_TRUE(may.reaches("public", "anything"));
  EXPECT_FALSE(may.reaches("sales", "anything"));
  EXPECT_FALSE(may.reaches("pg_catalog"));
  EXPECT_FALSE(may.calls("public", "f"));
  EXPECT_TRUE(may.uses_tool("query"));
  EXPECT_FALSE(may.limits.rows);
}

TEST(roles, a_scalar_is_a_list_of_one) {
  const auto may = role("{schemas: sales, tables: customer, operations: INSERT, deny: x, "
                        "functions: f, tools: query}");
  EXPECT_TRUE(may.reaches("sales", "customer"));
  EXPECT_FALSE(may.reaches("sales", "custome"));
  EXPECT_FALSE(may.reaches("sale"));
  EXPECT_FALSE(may.reaches("public", "customer"));
  EXPECT_THAT(may.operations, ElementsAre("insert"));
  EXPECT_TRUE(may.calls("any", "f"));
  EXPECT_FALSE(may.uses_tool("list_tables"));
}

TEST(roles, have_quotas_for_each_caller_and_for_a_tenant) {
  const auto limits
    = role("{limits: {concurrent_statements: 2, calls_per_minute: 600, rows_per_minute: 1e6, "
           "tenant: {database_seconds_per_minute: 30, bytes_per_minute: 1000000, weight: 2.5}}}")
        .limits;
  EXPECT_EQ(limits.of_caller, (quotas{.at_once = 2, .calls = 600, .rows = 1e6}));
  EXPECT_EQ(limits.of_tenant, (quotas{.bytes = 1e6, .seconds = 30}));
  EXPECT_EQ(limits.weight, 2.5);
  const auto refused = [](const std::string& limit) {
    return refusal("roles: {r: {limits: {" + limit + "}}}\n");
  };
  EXPECT_THAT(refused("concurrent_statements: 0"), HasSubstr("concurrent_statements"));
  EXPECT_THAT(refused("calls_per_minute: -1"), HasSubstr("calls_per_minute"));
  EXPECT_THAT(refused("weight: 1"), HasSubstr("weight"));
  EXPECT_THAT(refused("tenant: {row_limit: 1}"), HasSubstr("row_limit"));
  EXPECT_THAT(refused("tenant: {weight: 0.0001}"), HasSubstr("0.001 to 1000"));
  EXPECT_THAT(refused("tenant: 5"), HasSubstr("tenant"));
}

TEST(roles, of_quotas_that_are_inherited_the_stricter_holds) {
  const auto file = good("roles:\n  a: {limits: {calls_per_minute: 10, tenant: {weight: 2}}}\n"
                         "  b: {inherits: a, limits: {calls_per_minute: 20, rows_per_minute: 5}}\n"
                         "users: {u: b}\n");
  const auto& limits = file.rights_of("u")->limits;
  EXPECT_EQ(limits.of_caller, (quotas{.calls = 10, .rows = 5}));
  EXPECT_EQ(limits.weight, 2);
}

TEST(roles, an_empty_list_allows_nothing) {
  const auto may = role("{schemas: [], tables: [], operations: [], tools: []}");
  EXPECT_FALSE(may.reaches("public"));
  EXPECT_FALSE(may.may("select"));
  EXPECT_FALSE(may.uses_tool("query"));
}

TEST(roles, a_star_is_a_pattern_everywhere) {
  for (const auto* list : {R"("*")", R"(["*"])"}) {
    const auto text = std::string(list);
    const auto may
      = role("{schemas: " + text + ", tables: " + text + ", operations: " + text + "}");
    EXPECT_TRUE(may.reaches("sales", "x"));
    EXPECT_FALSE(may.reaches("pg_catalog", "pg_class")) << "PostgreSQL's own are named";
    EXPECT_TRUE(may.may("truncate"));
  }
  EXPECT_TRUE(role("{tables: cust*}").reaches("public", "customer"));
  EXPECT_FALSE(role("{tables: cust*}").reaches("public", "acust"));
}

TEST(roles, a_lone_star_without_quotes_is_told_how_to_be_written) {
  EXPECT_THAT(refusal("roles:\n  r: {tables: *}\n"),
              AllOf(HasSubstr("p.yaml:2:"), HasSubstr("\"*\"")));
}

TEST(roles, tables_and_functions_may_have_their_schema) {
  const auto may = role(R"({schemas: "*", tables: [public.customer, "sales.*", '"my.table"',
                            'audit."a.b"'], functions: [util.*, similarity]})");
  EXPECT_TRUE(may.reaches("public", "customer"));
  EXPECT_FALSE(may.reaches("other", "customer"));
  EXPECT_TRUE(may.reaches("sales", "x"));
  EXPECT_TRUE(may.reaches("other", "my.table"));
  EXPECT_TRUE(may.reaches("audit", "a.b"));
  EXPECT_FALSE(may.reaches("my", "table"));
  EXPECT_TRUE(may.calls("util", "g"));
  EXPECT_TRUE(may.calls("public", "similarity"));
  EXPECT_FALSE(may.calls("public", "g"));
}

TEST(roles, quotes_in_a_quoted_name_are_doubled) {
  EXPECT_TRUE(role(R"({tables: ['"a""b"']})").reaches("public", "a\"b"));
  EXPECT_TRUE(role(R"({schemas: ['"a.b"'], tables: x})").reaches("a.b", "x"));
}

TEST(roles, a_name_that_cannot_be_is_refused_at_its_place) {
  for (const auto* name : {"a.b.c", ".a", "a.", ".", "'\"a'", "'a\"b'", "'\"a\"b'", "'\"\"'",
                           "' a'", "''", "~", "[a]", "{a: b}", "\"a\\0b\""}) {
    EXPECT_THAT(refusal("roles:\n  r: {tables: [x, " + std::string(name) + "]}\n"),
                HasSubstr("p.yaml:2:"))
      << name;
  }
  EXPECT_THAT(refusal("roles:\n  r: {schemas: [public.customer]}\n"),
              AllOf(HasSubstr("p.yaml:2:17"), HasSubstr("dot"), HasSubstr("quotes")));
  EXPECT_THAT(refusal("roles: {r: {tables: " + std::string(300, 'a') + "}}"), HasSubstr("longer"));
}

TEST(roles, what_is_denied_is_not_reached) {
  const auto may = role("{schemas: '*', deny: [secret*, internal.*]}");
  EXPECT_TRUE(may.reaches("public", "customer"));
  EXPECT_FALSE(may.reaches("public", "secrets"));
  EXPECT_FALSE(may.reaches("internal", "customer"));
}

TEST(roles, columns_are_allowed_denied_and_masked) {
  const auto may = role("{columns: {customer: {mask: email, deny: [ssn]}, "
                        "sales.orders: {allow: [id, total]}}}");
  using enum column_access;
  EXPECT_EQ(may.access("public", "customer", "name"), open);
  EXPECT_EQ(may.access("public", "customer", "email"), masked);
  EXPECT_EQ(may.access("public", "customer", "ssn"), hidden);
  EXPECT_EQ(may.access("sales", "orders", "id"), open);
  EXPECT_EQ(may.access("sales", "orders", "note"), hidden);
  EXPECT_EQ(may.access("public", "orders", "note"), open);
}

TEST(roles, columns_that_say_nothing_are_refused) {
  for (const auto* columns :
       {"{customer: {}}", "{customer: }", "{customer: [a]}", "{customer: a}", "[customer]",
        "customer", "{customer: {masks: a}}", "{customer: {mask: a, mask: b}}",
        "{a.b.c: {mask: a}}", "{customer: {mask: a.b}}", "{[a]: {mask: a}}", "~"})
    EXPECT_THAT(refusal("roles:\n  r: {columns: " + std::string(columns) + "}\n"),
                HasSubstr("p.yaml:2:"))
      << columns;
}

TEST(roles, every_pattern_of_tools_fits_a_tool) {
  EXPECT_TRUE(role("{tools: list_*}").uses_tool("list_tables"));
  EXPECT_THAT(refusal("roles: {r: {tools: [query, list_table]}}"),
              AllOf(HasSubstr("\"list_table\""), HasSubstr("query, list_tables")));
  EXPECT_TRUE(permissions::parse("roles: {r: {tools: whatever}}", "p")) << "no tools are known";
}

TEST(roles, limits_are_in_their_ranges) {
  const auto limits = role("{limits: {statement_timeout_ms: 1500, row_limit: 100, max_cost: 1e6, "
                           "max_rows_estimate: 2500.5, work_mem: 16MB, parallel_workers: 0}}")
                        .limits;
  EXPECT_EQ(limits.statement_timeout, std::chrono::milliseconds(1500));
  EXPECT_EQ(limits.rows, 100);
  EXPECT_EQ(limits.cost, 1e6);
  EXPECT_EQ(limits.estimated_rows, 2500.5);
  EXPECT_EQ(limits.work_mem, "16MB");
  EXPECT_EQ(limits.parallel_workers, 0);
  for (const auto* limit : {"statement_timeout_ms: 0",
                            "statement_timeout_ms: -1",
                            "statement_timeout_ms: 1.5",
                            "statement_timeout_ms: 99999999999",
                            "statement_timeout_ms: ten",
                            "row_limit: 0",
                            "row_limit: [1]",
                            "row_limit: ",
                            "max_cost: 0",
                            "max_cost: nan",
                            "max_cost: inf",
                            "max_cost: -1",
                            "max_cost: 1e999",
                            "max_rows_estimate: '1 '",
                            "work_mem: 16",
                            "work_mem: 1kB",
                            "work_mem: 16mb",
                            "work_mem: 9999TB",
                            "work_mem: -16MB",
                            "parallel_workers: -1",
                            "parallel_workers: 1025",
                            "rows: 5",
                            "row_limit: 5, row_limit: 6"})
    EXPECT_THAT(refusal("roles:\n  r: {limits: {" + std::string(limit) + "}}\n"),
                HasSubstr("p.yaml:2:"))
      << limit;
}

TEST(roles, unknown_keys_are_refused_with_the_one_that_was_meant) {
  EXPECT_THAT(
    refusal("roles:\n  r: {schema: [x]}\n"),
    AllOf(HasSubstr("p.yaml:2:7"), HasSubstr("did you mean schemas?"), HasSubstr("inherits")));
  EXPECT_THAT(refusal("roles: {r: {tables: a, tables: b}}"), HasSubstr("twice"));
  EXPECT_THAT(refusal("roles: {r: {}, r: {}}"), HasSubstr("twice"));
  EXPECT_THAT(refusal("roles: {r: {}}\nroles: {r: {}}"), HasSubstr("twice"));
}

TEST(roles, what_is_empty_is_refused) {
  for (const auto* text :
       {"roles:\nusers: {}\n", "roles: []", "roles: a", "roles: {a: }", "roles: {a: []}",
        "roles: {a: b}", "roles: {a: {tables: }}", "roles: {a: {operations: {}}}",
        "roles: {'': {}}", "roles: {~: {}}", "roles: {\"a\\nb\": {}}", "roles: {[a]: {}}",
        "roles: {a: {limits: }}", "roles: {a: {inherits: }}", "roles: {a: {tools: }}"})
    refusal(text);
}

} // namespace
} // namespace howdah::auth
