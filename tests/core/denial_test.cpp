#include "core/denial.hpp"

#include <gtest/gtest.h>

namespace howdah {
namespace {

rights analyst() {
  return {.role = "analyst",
          .operations = {"select"},
          .schemas = {name_pattern("public"), name_pattern("sales_*")},
          .tables = {{.name = name_pattern("customer")},
                     {.schema = name_pattern("sales_*"), .name = name_pattern("*")}}};
}

TEST(denial, says_what_was_denied_and_what_would_be_allowed) {
  const auto operation = denied_operation(analyst(), "insert");
  EXPECT_EQ(operation.code, errc::access_denied);
  EXPECT_EQ(operation.message, "Access denied: operation 'insert' is not allowed for your role.");
  EXPECT_EQ(operation.hint, "Allowed operations: select.");
  EXPECT_EQ(denied_operation(analyst(), "set", false).message,
            "Access denied: operation 'set' is not allowed.");
  EXPECT_EQ(denied_function(analyst(), "public.f").hint, "Your role has no functions.");
}

TEST(denial, of_a_relation_names_the_schema_before_the_table) {
  const auto may = analyst();
  EXPECT_EQ(denied_relation(may, "internal", "customer")->message,
            "Access denied: schema 'internal' is not in your allowlist.");
  const auto table = denied_relation(may, "public", "secrets");
  EXPECT_EQ(table->message, "Access denied: table 'public.secrets' is not in your allowlist.");
  EXPECT_EQ(table->hint, "Allowed tables: customer, sales_*.*.");
  EXPECT_FALSE(denied_relation(may, "public", "customer"));
}

TEST(denial, of_somebody_without_a_role_is_always_the_same) {
  const rights nobody{};
  for (const auto& each :
       {denied_operation(nobody, "select"), denied_schema(nobody, "public"),
        denied_table(nobody, "public", "t"), denied_column(nobody, "t", "c"),
        denied_function(nobody, "f"), denied_relation(nobody, "public", "t").value_or(problem{})})
    EXPECT_EQ(each.message, "Access denied: no role assigned and no default role configured.");
}

TEST(denial, lists_no_more_than_a_few_names) {
  auto may = analyst();
  may.operations.assign(1000, "select");
  EXPECT_LT(denied_operation(may, "insert").hint.size(), 300U);
}

} // namespace
} // namespace howdah
