#include "tools/catalog/reference.hpp"

#include <gtest/gtest.h>

using namespace howdah::tools;

namespace {

constexpr std::uint32_t int4 = 23, int8 = 20, text = 25, varchar = 1043, uuid = 2950;

/// Percent for a column that meets the primary key of a table of the same type.
int confidence(const std::string& column, const std::string& table, const std::string& key = "id") {
  const auto found = judge_reference(
    {.name = column, .type = int4},
    {.table = table, .column = key, .type = int4, .unique = true, .primary_key = true});
  return found ? found->confidence : 0;
}

} // namespace

TEST(reference, names_of_the_table_with_a_suffix_are_strong) {
  for (const auto& [column, table] : {std::pair("customer_id", "customer"),
                                      {"customer_fk", "customer"},
                                      {"customerId", "customer"},
                                      {"customerID", "Customer"},
                                      {"customerFk", "customer"},
                                      {"CustomerId", "customer"},
                                      {"customer_id", "customers"},
                                      {"category_id", "categories"},
                                      {"person_id", "people"},
                                      {"order_item_id", "order_items"},
                                      {"orderItemId", "order_item"},
                                      {"orderitem_id", "order_items"},
                                      {"fk_customer", "customer"},
                                      {"id_customer", "customer"},
                                      {"customers_id", "customer"},
                                      {"customer_uuid", "customer"}})
    EXPECT_GE(confidence(column, table), strong_confidence) << column << ' ' << table;
}

TEST(reference, the_closer_the_name_the_higher_the_confidence) {
  EXPECT_GT(confidence("customer_id", "customer"), confidence("customer_id", "customers"));
  EXPECT_GT(confidence("order_item_id", "order_item"), confidence("orderitem_id", "order_item"));
  EXPECT_GT(confidence("customer_id", "customers"), confidence("billing_customer_id", "customers"));
  EXPECT_LT(confidence("customer_id", "customer"), 100);
}

TEST(reference, a_role_in_front_or_a_prefixed_table_is_possible) {
  for (const auto& [column, table] : {std::pair("billing_customer_id", "customer"),
                                      {"ship_to_customer_id", "customers"},
                                      {"customer_id", "app_customers"},
                                      {"customerId", "tbl_customer"}}) {
    EXPECT_GT(confidence(column, table), 0) << column;
    EXPECT_LT(confidence(column, table), strong_confidence) << column;
  }
}

TEST(reference, names_that_only_look_alike_do_not_count) {
  for (const auto& [column, table] : {std::pair("paid", "pa"),
                                      {"customer", "customer"},
                                      {"id", "customer"},
                                      {"_id", "customer"},
                                      {"valid", "val"},
                                      {"customer_identity", "customer"},
                                      {"warehouse_id", "customer"},
                                      {"custom_id", "customer"},
                                      {"customer_ids", "customer"},
                                      {"", "customer"},
                                      {"grid", "gr"},
                                      {"parent_id", "customer"}})
    EXPECT_EQ(confidence(column, table), 0) << column << ' ' << table;
}

TEST(reference, a_key_of_another_name_is_found_by_the_table_or_by_its_own_name) {
  EXPECT_GE(confidence("customer_id", "customer", "customer_id"), strong_confidence);
  EXPECT_GE(confidence("customer_id", "customer", "customer_no"), strong_confidence);
  const auto by_code
    = judge_reference({.name = "country_code", .type = text},
                      {.table = "country", .column = "code", .type = varchar, .unique = true});
  ASSERT_TRUE(by_code);
  EXPECT_EQ(by_code->reasons.size(), 3u);
  EXPECT_FALSE(
    judge_reference({.name = "country_id", .type = text},
                    {.table = "country", .column = "code", .type = text, .unique = true}));
}

TEST(reference, types_must_be_the_same_or_comparable) {
  const auto with_types = [](std::uint32_t from, std::uint32_t to) {
    const auto found = judge_reference(
      {.name = "customer_id", .type = from},
      {.table = "customer", .column = "id", .type = to, .unique = true, .primary_key = true});
    return found ? found->confidence : 0;
  };
  EXPECT_GT(with_types(int4, int4), with_types(int4, int8));
  EXPECT_GT(with_types(int4, int8), 0);
  EXPECT_GT(with_types(text, varchar), 0);
  EXPECT_EQ(with_types(text, int4), 0);
  EXPECT_EQ(with_types(uuid, text), 0);
  EXPECT_GT(with_types(uuid, uuid), 0);
}

TEST(reference, a_target_that_is_not_unique_counts_less) {
  const auto with_target = [](bool unique, bool primary) {
    return judge_reference({.name = "customer_id", .type = int4}, {.table = "customer",
                                                                   .column = "id",
                                                                   .type = int4,
                                                                   .unique = unique,
                                                                   .primary_key = primary})
      ->confidence;
  };
  EXPECT_GT(with_target(true, true), with_target(true, false));
  EXPECT_GT(with_target(true, false), with_target(false, false));
}

TEST(reference, a_table_refers_to_itself_by_parent_or_by_a_role) {
  const auto own = [](const std::string& column) {
    const auto found = judge_reference({.name = column, .type = int4}, {.table = "category",
                                                                        .column = "id",
                                                                        .type = int4,
                                                                        .unique = true,
                                                                        .primary_key = true,
                                                                        .own_table = true});
    return found ? found->confidence : 0;
  };
  EXPECT_GT(own("parent_id"), 0);
  EXPECT_GT(own("parent_category_id"), 0);
  EXPECT_LT(own("parent_id"), strong_confidence);
  EXPECT_EQ(own("id"), 0);
}
