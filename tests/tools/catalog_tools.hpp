#pragma once

#include "mcp/document.hpp"
#include "postgres/private_cluster.hpp"
#include "tests/support/run_plan.hpp"
#include "tools/tool.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace howdah::tests {

/// A call's answer as a client sees it.
struct seen_result {
  bool is_error = false;
  std::string text;              ///< content[0]
  std::vector<std::string> more; ///< further texts
  std::string structured;        ///< JSON
  int trips = 0;
};

/// The five catalog tools by name.
const tools::tool& catalog_tool(const std::string& name);

/// Prepares a call: its plan, or the answer that needs none.
tools::step prepare(const tools::tool& tool, const std::string& arguments,
                    const limits& bounds = {});

/// The result as a client sees it; fails the test when it is none or its texts are no JSON.
seen_result seen(const mcp::answer& answer);

/// JSON text in one form: no blanks. Fails the test when it is no JSON.
std::string normal(const std::string& json);

/// Calls a tool over a connection.
seen_result call(pg_conn* connection, const std::string& tool, const std::string& arguments,
                 const limits& bounds = {});

/// A PostgreSQL with the sample database of tests/corpus, for all tests of the program.
class sample_database {
public:
  static sample_database& shared();

  /// The connection of a login, kept open: mcp_owner, mcp_ro, or the superuser when empty.
  pg_conn* connection(const std::string& login = "mcp_owner");
  /// Calls a tool as a login.
  seen_result call(const std::string& tool, const std::string& arguments,
                   const std::string& login = "mcp_owner", const limits& bounds = {});
  /// The dsn of a login, perhaps with another database.
  std::string dsn(const std::string& login, const std::string& database = {}) const;
  /// A new database of the cluster, gone with it; the superuser's connection to it. `options` as
  /// in CREATE DATABASE.
  pg_conn* new_database(const std::string& name, const std::string& options = {});

  ~sample_database();

private:
  sample_database();
  std::unique_ptr<postgres::private_cluster> cluster_;
  pg_conn* open(const std::string& dsn);

  std::vector<pg_conn*> connections_;
  std::map<std::string, pg_conn*> logins_;
};

} // namespace howdah::tests
