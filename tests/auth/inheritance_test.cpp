#include "tests/auth/permissions_fixture.hpp"

namespace howdah::auth {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::UnorderedElementsAre;
using tests::good;
using tests::refusal;

rights heir(const std::string& roles) {
  return *good("roles:\n" + roles + "users: {u: heir}\n").rights_of("u");
}

TEST(inheritance, what_is_allowed_is_united) {
  const auto may = heir("  a: {schemas: [public, sales], tables: [x, y]}\n"
                        "  b: {schemas: hr, operations: [insert], functions: f}\n"
                        "  heir: {inherits: [a, b], tables: z, operations: delete}\n");
  EXPECT_EQ(may.role, "heir");
  EXPECT_THAT(may.operations, UnorderedElementsAre("select", "insert", "delete"));
  EXPECT_EQ(may.schemas.size(), 3U);
  EXPECT_TRUE(may.reaches("hr", "z"));
  EXPECT_TRUE(may.calls("public", "f"));
}

TEST(inheritance, an_heir_has_nothing_that_nobody_says) {
  const auto may = heir("  a: {schemas: sales, tables: x, operations: insert}\n"
                        "  heir: {inherits: a}\n");
  EXPECT_FALSE(may.reaches("public"));
  EXPECT_FALSE(may.reaches("sales", "y")) << "the default of tables came through";
  EXPECT_FALSE(may.may("select"));
}

TEST(inheritance, what_is_denied_stays_denied) {
  const auto may
    = heir("  a: {deny: secrets, columns: {customer: {mask: email, allow: [id, email]}}}\n"
           "  heir: {inherits: a, tables: '*', columns: {customer: {deny: id}}}\n");
  EXPECT_FALSE(may.reaches("public", "secrets"));
  EXPECT_EQ(may.access("public", "customer", "email"), column_access::masked);
  EXPECT_EQ(may.access("public", "customer", "id"), column_access::hidden);
  EXPECT_EQ(may.access("public", "customer", "name"), column_access::hidden);
}

TEST(inheritance, of_two_limits_the_stricter_holds) {
  const auto may
    = heir("  a: {limits: {row_limit: 10, work_mem: 1GB, max_cost: 5}}\n"
           "  b: {limits: {row_limit: 20, work_mem: 512MB, parallel_workers: 2}}\n"
           "  heir: {inherits: [a, b], limits: {max_cost: 7, statement_timeout_ms: 9}}\n");
  EXPECT_EQ(may.limits.rows, 10);
  EXPECT_EQ(may.limits.work_mem, "512MB");
  EXPECT_EQ(may.limits.cost, 5);
  EXPECT_EQ(may.limits.parallel_workers, 2);
  EXPECT_EQ(may.limits.statement_timeout, std::chrono::milliseconds(9));
}

TEST(inheritance, a_list_of_tools_holds_against_none) {
  EXPECT_FALSE(heir("  a: {}\n  heir: {inherits: a, tools: query}\n").uses_tool("list_tables"));
  EXPECT_FALSE(heir("  a: {tools: query}\n  heir: {inherits: a}\n").uses_tool("list_tables"));
  EXPECT_TRUE(
    heir("  a: {tools: query}\n  heir: {inherits: a, tools: list_tables}\n").uses_tool("query"));
  EXPECT_TRUE(heir("  a: {}\n  heir: {inherits: a}\n").uses_tool("query"));
}

TEST(inheritance, goes_through_several_roles_in_any_order) {
  const auto may = heir("  heir: {inherits: [z, y]}\n"
                        "  y: {inherits: z, operations: insert}\n"
                        "  z: {deny: d, columns: {c: {mask: m}}}\n");
  EXPECT_THAT(may.operations, UnorderedElementsAre("select", "insert"));
  EXPECT_EQ(may.deny.size(), 1U);
  EXPECT_EQ(may.columns.size(), 1U) << "what comes twice is there once";
}

TEST(inheritance, a_circle_is_refused_at_its_place) {
  EXPECT_THAT(refusal("roles:\n  a: {inherits: a}\n"),
              AllOf(HasSubstr("p.yaml:2:17"), HasSubstr("\"a\" < \"a\"")));
  EXPECT_THAT(refusal("roles:\n  a: {inherits: b}\n  b: {inherits: [c]}\n  c: {inherits: a}\n"),
              AllOf(HasSubstr("p.yaml:4:17"), HasSubstr("\"a\" < \"b\" < \"c\" < \"a\"")));
}

TEST(inheritance, an_unknown_role_is_refused_at_its_place) {
  EXPECT_THAT(refusal("roles:\n  reader: {}\n  a: {inherits: [reader, raeder]}\n"),
              AllOf(HasSubstr("p.yaml:3:26"), HasSubstr("did you mean reader?")));
  for (const auto* parents : {"~", "''", "[~]", "[[a]]", "{a: b}"})
    refusal("roles: {a: {}, b: {inherits: " + std::string(parents) + "}}");
}

TEST(inheritance, has_bounds) {
  std::string chain = "roles:\n  r0: {}\n";
  for (int i = 1; i < 40; ++i)
    chain += "  r" + std::to_string(i) + ": {inherits: r" + std::to_string(i - 1) + "}\n";
  EXPECT_TRUE(permissions::parse(chain.substr(0, chain.find("  r20")), "p"));
  std::string many = "roles:\n  a: {tables: [";
  for (int i = 0; i < 2001; ++i)
    many += "t" + std::to_string(i) + ",";
  EXPECT_THAT(refusal(many + "]}\n"), HasSubstr("2000"));
  std::string roles = "roles:\n";
  for (int i = 0; i < 1001; ++i)
    roles += "  r" + std::to_string(i) + ": {}\n";
  EXPECT_THAT(refusal(roles), HasSubstr("1000"));
}

} // namespace
} // namespace howdah::auth
