#include "tests/tools/catalog_tools.hpp"

#include "tests/support/corpus.hpp"
#include "tests/support/test_cluster.hpp"
#include "tools/describe_table.hpp"
#include "tools/find_relationships.hpp"
#include "tools/get_foreign_keys.hpp"
#include "tools/list_schemas.hpp"
#include "tools/list_tables.hpp"

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <stdexcept>

namespace howdah::tests {

namespace {

std::map<std::string, std::unique_ptr<const tools::tool>> all_tools() {
  std::map<std::string, std::unique_ptr<const tools::tool>> all;
  for (auto* make : {tools::make_list_schemas, tools::make_list_tables, tools::make_describe_table,
                     tools::make_get_foreign_keys, tools::make_find_relationships}) {
    auto tool = make(limits{});
    const std::string name(tool->descriptor().name);
    all.emplace(name, std::move(tool));
  }
  return all;
}

std::string unescaped(const std::string& inside) {
  mcp::document text;
  const auto why = text.load('"' + inside + '"');
  EXPECT_FALSE(why) << inside;
  return std::string(text.root().string().value_or(""));
}

} // namespace

const tools::tool& catalog_tool(const std::string& name) {
  static const auto all = all_tools();
  return *all.at(name);
}

tools::step prepare(const tools::tool& tool, const std::string& arguments, const limits& bounds) {
  static const auth::sealer seal(auth::sealer::key_bytes{1, 2, 3});
  static const tools::server_facts facts{.version = "1", .transport = "stdio", .driver = "test"};
  const auto caller = auth::anonymous();
  mcp::document given;
  EXPECT_FALSE(given.load(arguments)) << arguments;
  const auto checked = mcp::arguments::check(tool.descriptor(), given.root());
  if (!checked)
    return tool.refused(checked.error());
  return tool.prepare(*checked, {facts, bounds, seal, caller, {}}, nullptr);
}

seen_result seen(const mcp::answer& answer) {
  const auto* result = std::get_if<mcp::tool_result>(&answer);
  if (!result)
    throw std::runtime_error("not a tool result");
  seen_result out{.is_error = result->is_error,
                  .text = unescaped(result->text),
                  .more = {},
                  .structured = normal(result->structured)};
  for (const auto& block : result->more)
    out.more.push_back(unescaped(block));
  return out;
}

std::string normal(const std::string& json) {
  mcp::document parsed;
  const auto why = parsed.load(json);
  EXPECT_FALSE(why) << why->message << '\n' << json;
  return parsed.root().text();
}

sample_database& sample_database::shared() {
  static sample_database database;
  return database;
}

sample_database::sample_database() {
  auto started
    = postgres::private_cluster::start({.sql = corpus_file("sample.sql"), .database = "sample"});
  if (!started)
    throw std::runtime_error(started.error().message + ' ' + started.error().detail);
  expect_version_asked_for(**started);
  cluster_ = *std::move(started);
}

sample_database::~sample_database() {
  for (auto* connection : connections_)
    PQfinish(connection);
}

std::string sample_database::dsn(const std::string& login, const std::string& database) const {
  return cluster_->dsn(login) + (database.empty() ? "" : " dbname=" + database);
}

pg_conn* sample_database::open(const std::string& dsn) {
  auto* connection = PQconnectdb(dsn.c_str());
  connections_.push_back(connection);
  EXPECT_EQ(PQstatus(connection), CONNECTION_OK) << PQerrorMessage(connection);
  execute(connection, "SET client_min_messages = error");
  return connection;
}

pg_conn* sample_database::connection(const std::string& login) {
  auto& known = logins_[login];
  if (!known)
    known = open(dsn(login));
  return known;
}

pg_conn* sample_database::new_database(const std::string& name, const std::string& options) {
  execute(connection(""), "CREATE DATABASE " + name + ' ' + options);
  return open(dsn("", name) + " client_encoding=UTF8");
}

seen_result sample_database::call(const std::string& tool, const std::string& arguments,
                                  const std::string& login, const limits& bounds) {
  return tests::call(connection(login), tool, arguments, bounds);
}

seen_result call(pg_conn* connection, const std::string& tool, const std::string& arguments,
                 const limits& bounds) {
  auto step = prepare(catalog_tool(tool), arguments, bounds);
  if (const auto* answer = std::get_if<mcp::answer>(&step))
    return seen(*answer);
  int trips = 0;
  auto result = seen(run_plan(connection, *std::get<tools::plan_ptr>(step), &trips));
  result.trips = trips;
  return result;
}

} // namespace howdah::tests
