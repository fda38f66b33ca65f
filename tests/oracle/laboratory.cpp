#include "tests/oracle/laboratory.hpp"

#include "sql/functions.hpp"
#include "sql/relations.hpp"
#include "sql/secret_columns.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/test_cluster.hpp"

#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::oracle {

namespace {

constexpr const char* quiet = "autovacuum = off\n"
                              "checkpoint_timeout = 1d\n"
                              "max_wal_size = 10GB\n"
                              "jit = off\n"
                              "wal_level = logical\n"
                              "max_wal_senders = 2\n"
                              "max_prepared_transactions = 2\n";

std::unique_ptr<postgres::private_cluster> started(const std::string& sql) {
  auto cluster = postgres::private_cluster::start({.sql = sql, .configuration = quiet});
  if (!cluster)
    throw std::runtime_error(cluster.error().message + " " + cluster.error().detail);
  howdah::tests::expect_version_asked_for(**cluster);
  return std::move(*cluster);
}

/// As the values of an array literal.
std::string refused_builtins() {
  std::string names;
  for (const auto name : sql::other_builtins())
    names.append(names.empty() ? "'" : ",'").append(name).append("'");
  return names;
}

std::string row(std::string_view schema, std::string_view name, const std::string& columns) {
  return std::string("('").append(schema).append("','").append(name).append("',").append(columns)
         + ')';
}

std::string array_of(const std::vector<std::string_view>& names) {
  std::string text;
  for (const auto name : names)
    text.append(text.empty() ? "'{" : ",").append(name);
  return text + "}'";
}

/// What the guard keeps from readers.
std::string kept() {
  std::string rows;
  const auto add = [&](const std::string& next) {
    rows.append(rows.empty() ? "" : ", ").append(next);
  };
  for (const auto name : sql::secret_catalogs())
    add(row("pg_catalog", name, "NULL"));
  for (const auto name : sql::secret_information())
    add(row("information_schema", name, "NULL"));
  for (const auto name : sql::secret_extension_views())
    add(row("*", name, "NULL"));
  for (const auto& each : sql::secret_columns())
    if (!each.schema.empty())
      add(row(each.schema, each.name, array_of(each.columns)));
  return "CREATE TABLE narrow.kept (schema text, name text, columns text[]);"
         "INSERT INTO narrow.kept VALUES "
         + rows;
}

} // namespace

laboratory::laboratory(const std::string& sql) : cluster_(started(sql)) {
  using howdah::tests::administrate;
  administrate(
    "CREATE SCHEMA narrow; CREATE VIEW narrow.pg_proc AS SELECT * FROM pg_catalog.pg_proc"
    " WHERE proname <> ALL (ARRAY["
      + refused_builtins() + "]) AND NOT (provolatile = 'v' AND oid >= 16384)",
    dsn());
  administrate(kept(), dsn());
  administrate(howdah::tests::corpus_file("oracle/openers.sql"), dsn());
  administrate(howdah::tests::corpus_file("oracle/plain.sql"), dsn());
  administrate("VACUUM (FREEZE, ANALYZE)", dsn());
  administrate("CHECKPOINT", dsn());
}

laboratory laboratory::attacked() {
  using howdah::tests::corpus_file;
  return laboratory(corpus_file("attacks/schema.sql") + corpus_file("oracle/objects.sql"));
}

laboratory laboratory::sample() {
  return laboratory(howdah::tests::corpus_file("sample.sql"));
}

std::string laboratory::dsn(const std::string& login) const {
  return cluster_->dsn(login);
}

std::string laboratory::dsn_for_sqlsmith() const {
  return dsn() + " options='-csearch_path=narrow,public,pg_catalog'";
}

} // namespace howdah::oracle
