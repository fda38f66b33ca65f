#include "tests/oracle/laboratory.hpp"

#include "sql/functions.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/test_cluster.hpp"

#include <stdexcept>
#include <utility>

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

} // namespace

laboratory::laboratory(const std::string& sql) : cluster_(started(sql)) {
  using howdah::tests::administrate;
  administrate(
    "CREATE SCHEMA narrow; CREATE VIEW narrow.pg_proc AS SELECT * FROM pg_catalog.pg_proc"
    " WHERE proname <> ALL (ARRAY["
      + refused_builtins() + "]) AND NOT (provolatile = 'v' AND oid >= 16384)",
    dsn());
  administrate(howdah::tests::corpus_file("oracle/openers.sql"), dsn());
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
