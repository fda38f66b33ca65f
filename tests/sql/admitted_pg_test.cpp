#include "tests/sql/judged.hpp"
#include "tests/support/test_cluster.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <memory>
#include <string>

namespace howdah::sql::tests {
namespace {

using howdah::tests::administrate;
using howdah::tests::server_version;
using howdah::tests::test_cluster;

constexpr const char* schema = R"(
CREATE TABLE users (id int PRIMARY KEY, name text, at timestamptz DEFAULT now());
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, total numeric, note text);
CREATE TABLE parts (a int) PARTITION BY RANGE (a);
CREATE TABLE part_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE INDEX parts_a ON parts (a);
CREATE SEQUENCE seq1;
CREATE TYPE mood AS ENUM ('sad');
CREATE MATERIALIZED VIEW mv AS SELECT 1 AS a;
CREATE PROCEDURE noop() LANGUAGE plpgsql AS 'begin end';
CREATE FUNCTION own(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 100) g;
INSERT INTO orders SELECT g, g % 100 + 1, g, 'n' || g FROM generate_series(1, 500) g;
)";

/// Runs statements in the form that their verdict wants, as the database actor would.
class admitted : public testing::Test {
protected:
  static void SetUpTestSuite() { administrate(schema); }

  void run(access_mode mode, const char* text) {
    const auto judgement = judged(mode, text);
    ASSERT_TRUE(judgement) << text << ": " << judgement.error().message;
    const auto form = (*judgement)->form();
    if (form != transaction_form::bare)
      command(form == transaction_form::read ? "BEGIN READ ONLY" : "BEGIN");
    EXPECT_EQ(ask(text), "") << text;
    if (form != transaction_form::bare)
      command("ROLLBACK");
  }

  void command(const char* text) { ASSERT_EQ(ask(text), "") << text; }

private:
  /// The extended protocol, one statement; the error's text.
  std::string ask(const char* text) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> answer(
      PQexecParams(connection_.get(), text, 0, nullptr, nullptr, nullptr, nullptr, 0), &PQclear);
    return PQresultErrorMessage(answer.get());
  }

  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_{
    PQconnectdb(test_cluster().dsn().c_str()), &PQfinish};
};

constexpr const char* reads[] = {
  "SELECT name FROM users WHERE name LIKE '%'||'u1'||'%'",
  "SELECT id, sum(total) OVER (ORDER BY id ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) FROM orders "
  "LIMIT 3",
  "SELECT name FROM users UNION SELECT note FROM orders LIMIT 3",
  "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders",
  "WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n+1 FROM t WHERE n<5) SELECT sum(n) FROM t",
  "WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT * FROM b",
  "EXPLAIN (FORMAT JSON) SELECT * FROM users",
  "EXPLAIN (ANALYZE, BUFFERS) SELECT count(*) FROM users",
  "(SELECT 1)",
  "VALUES (1),(2)",
  "TABLE users",
  "SHOW server_version",
  "SHOW ALL",
  "SELECT",
  ";SELECT 1;;",
  "/* a /* b */ */ SELECT 1 -- ; DROP TABLE users",
  "SELECT $$;DROP TABLE users$$",
  "SELECT 1 AS \"update\", 'insert' AS \"delete\"",
  "SELECT replace(name, 'u', 'v'), own(id), random(), gen_random_uuid() FROM users TABLESAMPLE "
  "BERNOULLI (10)",
  "SELECT * FROM unnest(ARRAY['a','b']) WITH ORDINALITY",
  "SELECT 'NaN'::float8, 'infinity'::float8, 12345678901234567890.123456789::numeric, "
  "'\\xdeadbeef'::bytea, NULL",
  "SELECT column_name FROM information_schema.columns LIMIT 1",
  "SELECT relname FROM pg_class LIMIT 1",
  "SELECT extract(epoch FROM now()), EXISTS(SELECT 1 FROM users), "
  "current_setting('server_version_num')",
  "SELECT id FROM users WHERE name = 'x' OR 1=1",
  "SELECT pg_size_pretty(pg_total_relation_size('users'))",
  "SELECT state FROM pg_stat_activity",
  "SELECT name FROM pg_settings LIMIT 1",
  "SELECT (users).name FROM users LIMIT 1",
};

TEST_F(admitted, queries_run_in_a_read_only_transaction) {
  for (const auto* text : reads) {
    run(read_only, text);
    run(read_write, text);
  }
}

struct of_version {
  of_version(const char* what, int from = 13) : text(what), oldest(from) {} // NOLINT(*-explicit-*)
  const char* text;
  int oldest; ///< the first major version that knows it
};

const of_version writes[] = {
  "EXPLAIN INSERT INTO users VALUES (1000)",
  "EXPLAIN (ANALYZE OFF) DELETE FROM orders",
  "EXPLAIN ANALYZE DELETE FROM orders",
  "INSERT INTO users VALUES (1000, 'x') ON CONFLICT (id) DO UPDATE SET name = excluded.name "
  "RETURNING *",
  "WITH d AS (DELETE FROM orders RETURNING *) SELECT count(*) FROM d",
  "SELECT * INTO copied FROM users",
  "SELECT * FROM users FOR UPDATE",
  "SELECT nextval('seq1'), own(1)",
  "CREATE TABLE t AS TABLE users",
  "CREATE TEMP TABLE t (a int)",
  "ALTER TYPE mood ADD VALUE 'happy'",
  "REFRESH MATERIALIZED VIEW mv",
  "CALL noop()",
  "DO $$ BEGIN PERFORM 1; END $$",
  "ANALYZE users",
  "CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = public AS 'SELECT 1'",
  "TRUNCATE orders",
  {"MERGE INTO users u USING orders o ON u.id = o.id WHEN MATCHED THEN DO NOTHING", 15},
  "COMMENT ON TABLE users IS 'x'",
  "SELECT lo_create(0), txid_current(), pg_advisory_xact_lock(1), pg_sleep(0)",
  "VACUUM users",
  "VACUUM (ANALYZE)",
  "CREATE INDEX CONCURRENTLY i ON users (name)",
  "REINDEX INDEX CONCURRENTLY i",
  {"REINDEX TABLE parts", 14},
  "REINDEX SCHEMA public",
  "CLUSTER users USING users_pkey",
  {"CLUSTER parts USING parts_a", 15},
  "CLUSTER",
  "DROP INDEX CONCURRENTLY i",
  {"ALTER TABLE parts DETACH PARTITION part_1 CONCURRENTLY", 14},
  "CREATE DATABASE another",
  "DROP DATABASE another WITH (FORCE)",
};

TEST_F(admitted, writes_run_in_the_form_of_their_verdict) {
  for (const auto& [text, oldest] : writes)
    if (server_version() >= oldest)
      run(read_write, text);
}

TEST_F(admitted, unrestricted_statements_run_in_the_form_of_their_verdict) {
  for (const auto* text : {"ALTER SYSTEM SET work_mem = '5MB'", "ALTER SYSTEM RESET ALL",
                           "DISCARD ALL", "SET search_path = public", "CHECKPOINT", "LISTEN x",
                           "CREATE ROLE r", "SELECT pg_advisory_lock(1)", "LOCK TABLE users"})
    run(unrestricted, text);
}

} // namespace
} // namespace howdah::sql::tests
