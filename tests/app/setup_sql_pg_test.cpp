#include "app/doctor/doctor_command.hpp"
#include "app/permissions_source.hpp"
#include "app/setup_sql/setup_command.hpp"
#include "app/setup_sql/setup_sql.hpp"
#include "mcp/document.hpp"
#include "tests/support/test_cluster.hpp"

#include <libpq-fe.h>

#include <gmock/gmock.h>
#include <memory>
#include <stdexcept>
#include <string>

namespace howdah::app {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using tests::administrate;
using tests::test_cluster;

constexpr const char* shop = R"(
  CREATE SCHEMA sales; CREATE SCHEMA "Odd schema"; CREATE SCHEMA hidden;
  CREATE TABLE public.product (id int, name text); CREATE TABLE public.customer (id int, email text, tax_id text);
  CREATE TABLE sales."order" (id serial, total int, note text); CREATE TABLE sales.commission (id int);
  CREATE VIEW sales.totals AS SELECT total FROM sales."order";
  CREATE TABLE "Odd schema"."Odd ""table""" (id int, "Odd column" int); CREATE TABLE hidden.secrets (id int);
  CREATE TABLE public.without_columns ())";

/// A database of a test's own with the tables above.
class setup_sql_on_postgresql : public testing::Test {
protected:
  void SetUp() override {
    static int number = 0;
    database = "setup" + std::to_string(++number);
    role = "Reader of \"" + database + "\"";
    administrate("CREATE DATABASE " + database);
    run(shop);
  }

  std::string dsn(const std::string& user = {}) const {
    return test_cluster().dsn(user) + " dbname=" + database;
  }
  void run(const std::string& sql) const { administrate(sql, dsn()); }

  /// Sets the login up for the roles of a permissions file, or for schemas.
  void set_up(const std::string& permissions) const {
    setup_request wanted{.role = role};
    if (!permissions.empty()) {
      const auto read = parse_permissions(permissions, "p");
      ASSERT_TRUE(read) << read.error().message;
      for (const auto& [name, each] : *read->sections().roles)
        wanted.roles.push_back(each.may);
    }
    run(setup_sql(wanted));
  }

  /// "ok", or the SQLSTATE.
  std::string as_login(const std::string& sql) const {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> session(PQconnectdb(dsn(role).c_str()),
                                                               &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQexec(session.get(), sql.c_str()),
                                                               &PQclear);
    const char* state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
    return state ? state : PQstatus(session.get()) == CONNECTION_OK ? "ok" : "no connection";
  }
  bool may(const std::string& sql) const {
    const auto state = as_login("BEGIN READ WRITE; " + sql);
    EXPECT_TRUE(state == "ok" || state == "42501") << sql << ": " << state;
    return state == "ok";
  }

  std::string doctor(const std::string& more = "--json") const {
    const auto told = doctor_command({"doctor", more, "--conn", dsn(role)}, {});
    return told && *told ? (*told)->text : (*told).error().message;
  }

  std::string database;
  std::string role;
};

TEST_F(setup_sql_on_postgresql, makes_a_login_that_the_doctor_finds_nothing_wrong_with) {
  set_up("");
  EXPECT_THAT(doctor(), HasSubstr(R"("grade":"A","fine":true,"findings":[])"));
  EXPECT_THAT(doctor("--writer"), HasSubstr("Grade A\n\nNothing is wrong with it.\n"));
}

TEST_F(setup_sql_on_postgresql, lets_the_login_read_and_nothing_else) {
  set_up("");
  EXPECT_EQ(as_login("SELECT * FROM product"), "ok");
  EXPECT_EQ(as_login("INSERT INTO product VALUES (1)"), "25006") << "read-only by default";
  EXPECT_FALSE(may("INSERT INTO product VALUES (1)"));
  EXPECT_FALSE(may("CREATE TABLE more ()"));
  EXPECT_FALSE(may("SELECT * FROM sales.\"order\""));
  EXPECT_FALSE(may("COPY product TO '/nowhere'"));
  run("CREATE TABLE later (a int)");
  EXPECT_TRUE(may("SELECT * FROM later"));
}

TEST_F(setup_sql_on_postgresql, can_be_run_again) {
  set_up("");
  set_up("");
  EXPECT_THAT(doctor(), HasSubstr(R"("grade":"A")"));
}

TEST_F(setup_sql_on_postgresql, follows_schemas_with_any_name) {
  run(setup_sql({.role = role, .database = database, .schemas = {"Odd schema", "sales"}}));
  EXPECT_TRUE(may("SELECT * FROM \"Odd schema\".\"Odd \"\"table\"\"\""));
  EXPECT_TRUE(may("SELECT * FROM sales.totals"));
  EXPECT_FALSE(may("SELECT * FROM public.product"));
}

TEST_F(setup_sql_on_postgresql, makes_the_seats_of_roles) {
  const auto own = database + "'s own";
  const auto member = "Member of \"" + database;
  for (int again = 0; again < 2; ++again)
    set_up("roles: {a: {tables: product, database: {role: '" + member + "'}}, "
           + "b: {tables: customer, database: {login: \"" + own + "\"}}}");
  const auto as = [](const std::string& name) {
    std::string out = "SET LOCAL ROLE \"";
    for (const char c : name)
      out.append(c == '"' ? 2 : 1, c);
    return out + "\"; ";
  };
  EXPECT_TRUE(may(as(member) + "SELECT * FROM product"));
  EXPECT_FALSE(may(as(member) + "SELECT * FROM customer"));
  EXPECT_FALSE(may("SELECT * FROM customer")) << "is the other login's";
  EXPECT_FALSE(may(as(own) + "SELECT * FROM customer"));
  role = own;
  EXPECT_TRUE(may("SELECT * FROM customer"));
  EXPECT_FALSE(may("SELECT * FROM product"));
  EXPECT_FALSE(may(as(member) + "SELECT 1"));
}

TEST_F(setup_sql_on_postgresql, is_not_run_in_another_database_than_it_is_for) {
  EXPECT_THROW(run(setup_sql({.role = role, .database = "elsewhere"})), std::runtime_error);
  EXPECT_EQ(administrate("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'Reader of \"" + database
                         + "%'"),
            "0")
    << "nothing of it stays";
}

TEST_F(setup_sql_on_postgresql, grants_what_a_role_may_and_not_what_it_denies) {
  set_up(
    "roles:\n  analyst:\n    schemas: [public, sales]\n    tables: [customer, product, sales.*]\n"
    "    deny: [sales.commission]\n    columns:\n      customer: {mask: [email], deny: [tax_id]}\n"
    "      sales.order: {allow: [id, tot*]}\nusers: {_default: analyst}\n");
  EXPECT_TRUE(may("SELECT * FROM product"));
  EXPECT_TRUE(may("SELECT id FROM customer"));
  EXPECT_TRUE(may("SELECT email FROM customer")) << "a mark is put in its place";
  EXPECT_FALSE(may("SELECT tax_id FROM customer"));
  EXPECT_TRUE(may("SELECT id, total FROM sales.\"order\""));
  EXPECT_FALSE(may("SELECT note FROM sales.\"order\""));
  EXPECT_TRUE(may("SELECT * FROM sales.totals"));
  EXPECT_FALSE(may("SELECT * FROM sales.commission"));
  EXPECT_FALSE(may("SELECT * FROM hidden.secrets"));
  EXPECT_FALSE(may("SELECT * FROM \"Odd schema\".\"Odd \"\"table\"\"\""));
  EXPECT_THAT(doctor(), HasSubstr(R"("grade":"A")"));
}

TEST_F(setup_sql_on_postgresql, grants_patterns_that_the_catalog_must_tell) {
  set_up("roles:\n  all_but_one:\n    schemas: ['*']\n    tables: ['*']\n    deny: ['hidden.*']\n"
         "users: {_default: all_but_one}\n");
  EXPECT_TRUE(may("SELECT * FROM \"Odd schema\".\"Odd \"\"table\"\"\""));
  EXPECT_TRUE(may("SELECT * FROM without_columns"));
  EXPECT_FALSE(may("SELECT * FROM hidden.secrets"));
}

TEST_F(setup_sql_on_postgresql, gives_writers_what_they_need_and_what_several_roles_may_together) {
  set_up(
    "roles:\n  reader: {schemas: [public], tables: [product]}\n"
    "  writer:\n    schemas: [sales]\n    tables: ['*']\n    operations: [select, insert, update]\n"
    "users: {_default: reader}\n");
  EXPECT_EQ(as_login("INSERT INTO sales.\"order\" (total) VALUES (1)"), "ok");
  EXPECT_EQ(as_login("UPDATE sales.\"order\" SET total = 2"), "ok");
  EXPECT_FALSE(may("DELETE FROM sales.\"order\""));
  EXPECT_FALSE(may("TRUNCATE sales.\"order\""));
  EXPECT_FALSE(may("INSERT INTO product VALUES (1)"));
  EXPECT_FALSE(may("SELECT * FROM customer"));
  EXPECT_THAT(doctor("--writer"), HasSubstr("Grade A"));
  EXPECT_THAT(doctor(), HasSubstr(R"("what":"writes_tables")"));
}

TEST_F(setup_sql_on_postgresql, writes_to_some_columns_and_their_sequences) {
  set_up("roles:\n  clerk:\n    schemas: [sales]\n    tables: [order]\n    operations: [select, "
         "insert]\n"
         "    columns: {order: {deny: [note]}}\nusers: {_default: clerk}\n");
  EXPECT_EQ(as_login("INSERT INTO sales.\"order\" (total) VALUES (1)"), "ok");
  EXPECT_FALSE(may("INSERT INTO sales.\"order\" (note) VALUES ('x')"));
  EXPECT_FALSE(may("SELECT note FROM sales.\"order\""));
}

TEST_F(setup_sql_on_postgresql, names_in_a_permissions_file_cannot_leave_their_quotes) {
  run("CREATE SCHEMA \"it's $setup$ {tables}\"; CREATE TABLE \"it's $setup$ {tables}\".\"a.b\\c\" "
      "(id int)");
  setup_request wanted{.role = role};
  auto odd = std::make_shared<rights>();
  odd->role = "x\n; DROP SCHEMA sales CASCADE; --";
  odd->operations = {"select"};
  odd->schemas = {name_pattern("it's $setup$ {tables}"), name_pattern("no*such$setup$'\"")};
  odd->tables = {{.name = name_pattern("a.b\\c")}};
  odd->columns = {{.of = {.name = name_pattern("x'{deny}")}, .deny = {name_pattern("y'")}}};
  wanted.roles = {odd};
  run(setup_sql(wanted));
  EXPECT_TRUE(may("SELECT * FROM \"it's $setup$ {tables}\".\"a.b\\c\""));
  EXPECT_FALSE(may("SELECT * FROM sales.commission")) << "the schema is still there";
}

} // namespace
} // namespace howdah::app
