#include "tools/catalog/missing_relation.hpp"

#include <gmock/gmock.h>

using namespace howdah;
using namespace howdah::tools;
using testing::HasSubstr;
using testing::Not;

TEST(missing_relation, says_where_it_looked_and_which_schema_has_the_name) {
  const auto why
    = missing_relation{.name = "invoice",
                       .searched = "public",
                       .relations = {{"sales", "invoice", false}, {"public", "invoices", true}}}
        .explain();
  EXPECT_EQ(why.code, errc::object_not_found);
  EXPECT_THAT(why.message, HasSubstr("\"invoice\" in the schemas searched: public"));
  EXPECT_THAT(why.hint, HasSubstr("\"sales\""));
}

TEST(missing_relation, names_near_names_of_the_searched_schema) {
  const auto why
    = missing_relation{.name = "CUSTOMER",
                       .schema = "public",
                       .schema_exists = true,
                       .relations = {{"public", "customer", true}, {"public", "orders", true}}}
        .explain();
  EXPECT_THAT(why.message, HasSubstr("\"CUSTOMER\" in schema \"public\""));
  EXPECT_THAT(why.hint, HasSubstr("\"customer\""));
  EXPECT_THAT(why.hint, Not(HasSubstr("orders")));
}

TEST(missing_relation, takes_a_schema_written_before_the_name_apart) {
  const auto why = missing_relation{.name = "public.customer",
                                    .searched = "public",
                                    .relations = {{"public", "customer", true}}}
                     .explain();
  EXPECT_EQ(why.hint, "Pass schema \"public\" and table_name \"customer\".");
}

TEST(missing_relation, names_the_missing_schema_rather_than_the_table) {
  const auto why = missing_relation{.name = "orders",
                                    .schema = "slaes",
                                    .relations = {},
                                    .schemas = {"public", "sales"}}
                     .explain();
  EXPECT_EQ(why.message, "There is no schema \"slaes\".");
  EXPECT_THAT(why.hint, HasSubstr("\"sales\""));
}

TEST(missing_relation, finds_a_name_that_differs_in_case_and_schema) {
  const auto why
    = missing_relation{.name = "Invoice", .searched = "public", .relations = {{"sales", "invoice"}}}
        .explain();
  EXPECT_THAT(why.hint, HasSubstr("\"invoice\" in schema \"sales\""));
}

TEST(missing_relation, points_to_the_lists_when_nothing_is_near) {
  const missing_relation missing{.name = "nope", .searched = "public"};
  EXPECT_THAT(missing.explain().hint, HasSubstr("list_tables"));
  EXPECT_THAT(missing_schema("nope", {"public"}).hint, HasSubstr("list_schemas"));
}

TEST(missing_relation, shows_only_the_beginning_of_a_name_beyond_any_of_postgresql) {
  std::string name;
  for (int i = 0; i < 100'000; ++i)
    name += "漢";
  const auto why = missing_relation{.name = name, .searched = "public"}.explain();
  EXPECT_LT(why.message.size(), 300u);
  EXPECT_THAT(why.message, HasSubstr("漢…\""));
}
