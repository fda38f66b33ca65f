#include "tests/tools/catalog_tools.hpp"

#include <gmock/gmock.h>

namespace howdah::tests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A schema for one test, gone after it.
class find_relationships : public testing::Test {
protected:
  find_relationships() { run("CREATE SCHEMA r"); }
  ~find_relationships() override { run("DROP SCHEMA r CASCADE"); }

  static void run(const std::string& sql) { execute(sample_database::shared().connection(), sql); }

  static seen_result find(const std::string& table, const std::string& schema = "r") {
    return sample_database::shared().call(
      "find_relationships", R"({"table_name":")" + table + R"(","schema":")" + schema + "\"}");
  }

  /// "column>schema.table.column" of each entry; implied ones with + when they are strong, ? else.
  static std::vector<std::string> brief(const seen_result& result, std::string_view member) {
    mcp::document found;
    EXPECT_FALSE(found.load(result.text)) << result.text;
    EXPECT_EQ(normal(result.text), result.structured);
    std::vector<std::string> all;
    for (const auto each : found.root()[member].elements()) {
      const auto text = [&](std::string_view name) {
        return std::string(*each[name].string());
      };
      const auto type = text("relationship_type");
      all.push_back(text("column_name") + '>' + text("foreign_schema") + '.' + text("foreign_table")
                    + '.' + text("foreign_column")
                    + (type == "strong_implied"     ? "+"
                       : type == "possible_implied" ? "?"
                                                    : ""));
    }
    return all;
  }
  static std::vector<std::string> implied(const std::string& table) {
    return brief(find(table), "implied");
  }
};

TEST_F(find_relationships, declared_ones_carry_their_schema_and_are_not_repeated_as_implied) {
  run("CREATE TABLE r.region (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE r.customer (id int "
      "PRIMARY KEY);"
      "CREATE TABLE r.t (x int, y int, customer_id int REFERENCES public.customer, FOREIGN KEY (x, "
      "y) REFERENCES r.region)");
  const auto result = find("t");
  EXPECT_THAT(brief(result, "explicit"),
              ElementsAre("customer_id>public.customer.id", "x>r.region.a", "y>r.region.b"));
  EXPECT_THAT(brief(result, "implied"), IsEmpty());
}

TEST_F(find_relationships, implied_ones_are_in_the_order_of_columns_and_then_of_confidence) {
  run("CREATE TABLE r.customers (id int PRIMARY KEY); CREATE VIEW r.customer AS SELECT 1 AS id;"
      "CREATE TABLE r.app_product (id bigint PRIMARY KEY);"
      "CREATE TABLE r.country (id int PRIMARY KEY, code text UNIQUE);"
      "CREATE TABLE r.t (product_id int, country_code varchar(2), \"customerId\" int, "
      "billing_customer_id int, paid int, warehouse_id int)");
  EXPECT_THAT(implied("t"),
              ElementsAre("product_id>r.app_product.id?", "country_code>r.country.code+",
                          "customerId>r.customers.id+", "customerId>r.customer.id+",
                          "billing_customer_id>r.customers.id?",
                          "billing_customer_id>r.customer.id?"));
}

TEST_F(find_relationships, a_part_of_a_name_does_not_count_beside_the_whole) {
  run("CREATE TABLE r.item (id int PRIMARY KEY); CREATE TABLE r.order_items (id int PRIMARY KEY);"
      "CREATE TABLE r.t (order_item_id int)");
  EXPECT_THAT(implied("t"), ElementsAre("order_item_id>r.order_items.id+"));
}

TEST_F(find_relationships, only_keys_of_comparable_type_and_whole_indexes_count) {
  run("CREATE DOMAIN r.key AS int; CREATE TABLE r.customer (id r.key PRIMARY KEY);"
      "CREATE TABLE r.product (id uuid PRIMARY KEY);"
      "CREATE TABLE r.shop (id int PRIMARY KEY, code text);"
      "CREATE UNIQUE INDEX ON r.shop (code) WHERE code <> '';"
      "CREATE TABLE r.brand (id int PRIMARY KEY, code text); CREATE UNIQUE INDEX ON r.brand "
      "(lower(code));"
      "CREATE TABLE r.t (customer_id int, product_id int, shop_code text, brand_code text)");
  EXPECT_THAT(implied("t"), ElementsAre("customer_id>r.customer.id+"));
}

TEST_F(find_relationships, partitions_and_the_own_key_are_no_targets) {
  run("CREATE TABLE r.event (event_id int PRIMARY KEY, parent_id int) PARTITION BY RANGE "
      "(event_id);"
      "CREATE TABLE r.event_1 PARTITION OF r.event FOR VALUES FROM (0) TO (9);"
      "CREATE TABLE r.log (event_id int)");
  EXPECT_THAT(implied("log"), ElementsAre("event_id>r.event.event_id+"));
  EXPECT_THAT(implied("event"), ElementsAre("parent_id>r.event.event_id?"));
}

TEST_F(find_relationships, a_shared_primary_key_points_to_the_other_table) {
  run("CREATE TABLE r.customer (id int PRIMARY KEY);"
      "CREATE TABLE r.customer_profile (customer_id int PRIMARY KEY)");
  EXPECT_THAT(implied("customer_profile"), ElementsAre("customer_id>r.customer.id+"));
}

TEST_F(find_relationships, works_for_views_and_says_the_same_every_time) {
  run("CREATE TABLE r.customer (id int PRIMARY KEY); CREATE TABLE r.customers (id int PRIMARY KEY);"
      "CREATE VIEW r.v AS SELECT 1 AS customer_id");
  const auto first = find("v");
  EXPECT_EQ(first.trips, 1);
  EXPECT_THAT(brief(first, "implied"),
              ElementsAre("customer_id>r.customer.id+", "customer_id>r.customers.id+"));
  EXPECT_EQ(find("v").text, first.text);
}

} // namespace
} // namespace howdah::tests
