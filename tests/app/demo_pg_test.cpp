#include "app/demo/demo.hpp"

#include <libpq-fe.h>

#include <gmock/gmock.h>
#include <memory>
#include <string>

namespace howdah::app {
namespace {

class demo_test : public testing::Test {
protected:
  static void SetUpTestSuite() {
    auto started = demo::start({});
    ASSERT_TRUE(started) << started.error().message << started.error().detail;
    shared = std::make_unique<demo>(*std::move(started));
  }
  static void TearDownTestSuite() { shared.reset(); }

  /// The first value, or the error.
  static std::string ask(const std::string& sql, const demo& of = *shared) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
      PQconnectdb(of.dsn().reveal().c_str()), &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> answer(
      PQexec(connection.get(), sql.c_str()), &PQclear);
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK || PQntuples(answer.get()) == 0)
      return PQerrorMessage(connection.get());
    return PQgetvalue(answer.get(), 0, 0);
  }

  static constexpr const char* ours = "('shop', 'warehouse', 'hr', 'analytics')";
  static inline std::unique_ptr<demo> shared;
};

TEST_F(demo_test, logs_in_as_the_owner_of_the_data_who_is_no_superuser) {
  EXPECT_EQ(ask("select current_user || ' ' || current_setting('is_superuser')"), "demo off");
  EXPECT_EQ(ask(std::string("select count(*) from pg_tables where schemaname in ") + ours
                + " and tableowner <> 'demo'"),
            "0");
}

TEST_F(demo_test, finds_the_shop_first) {
  EXPECT_EQ(ask("select current_schema()"), "shop");
}

TEST_F(demo_test, has_some_fifty_thousand_rows_that_the_planner_knows_of) {
  const auto rows = std::stol(
    ask(std::string(
          "select sum(reltuples)::bigint from pg_class where relkind = 'r' and relnamespace in "
          "(select oid from pg_namespace where nspname in ")
        + ours + ")"));
  EXPECT_GT(rows, 40'000);
  EXPECT_LT(rows, 70'000);
}

TEST_F(demo_test, has_something_of_every_kind_to_explore) {
  const auto count = [](const std::string& of) {
    return std::stol(ask("select count(*) from " + of));
  };
  EXPECT_GE(count("pg_matviews"), 1);
  EXPECT_GE(
    count("pg_constraint where contype = 'f' and cardinality(conkey) > 1 and conparentid = 0"), 4)
    << "composite keys";
  EXPECT_GE(count("pg_constraint k join pg_class a on a.oid = k.conrelid join pg_class b on b.oid "
                  "= k.confrelid "
                  "where contype = 'f' and a.relnamespace <> b.relnamespace"),
            3)
    << "keys across schemas";
  EXPECT_GE(count("pg_constraint where contype = 'f' and conrelid = confrelid"), 3)
    << "self references";
  EXPECT_GE(count("pg_partitioned_table"), 2);
  EXPECT_GE(count("pg_attribute where attidentity <> '' and attnum > 0"), 5);
  EXPECT_GE(count("pg_attribute where attgenerated <> ''"), 2);
  EXPECT_GE(count("pg_type where typtype = 'e' and typowner = 'demo'::regrole"), 4);
  EXPECT_GE(
    count(
      "pg_description where classoid = 'pg_class'::regclass and objsubid > 0 and objoid >= 16384"),
    15);
  EXPECT_GE(
    count(
      "information_schema.columns where table_schema = 'shop' and data_type in ('jsonb', 'ARRAY')"),
    4);
}

TEST_F(demo_test, every_order_and_line_belongs_to_something) {
  EXPECT_EQ(ask("select count(*) from shop.orders o where not exists (select from shop.order_items "
                "i where (i.order_id, i.ordered_on) "
                "= (o.id, o.ordered_on))"),
            "0");
  EXPECT_EQ(ask("select count(*) from shop.orders o join shop.customers c on c.id = o.customer_id "
                "where c.joined_at > o.ordered_on + 1"),
            "0");
  EXPECT_EQ(
    ask(
      "select sum(total) = (select sum(revenue) from analytics.daily_sales) from shop.order_items"),
    "t");
}

TEST_F(demo_test, is_the_same_every_time) {
  const std::string digest
    = "select md5(string_agg(t.* ::text, '|' order by id)) from shop.customers t";
  const auto again = demo::start({});
  ASSERT_TRUE(again);
  EXPECT_EQ(ask(digest), ask(digest, *again));
}

TEST(demo_template_path, lies_in_the_user_s_cache) {
  const auto with = [](const char* cache, const char* home) {
    return demo_template_path({{"XDG_CACHE_HOME", cache}, {"HOME", home}});
  };
  EXPECT_EQ(with("/cache", "/people/me"), "/cache/howdah/demo");
  EXPECT_EQ(with("", "/people/me"), "/people/me/.cache/howdah/demo");
  EXPECT_EQ(with("relative", "/people/me"), "/people/me/.cache/howdah/demo");
  EXPECT_EQ(with("", ""), "");
  EXPECT_EQ(demo_template_path({}), "");
}

} // namespace
} // namespace howdah::app
