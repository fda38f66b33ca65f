#include "tests/tools/tool_caller.hpp"

#include "core/narrowed.hpp"
#include "mcp/document.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/test_cluster.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace howdah::tests {

const std::string& sample_copy(const std::string& name) {
  static std::set<std::string> made;
  const auto [found, first] = made.insert(name);
  if (first) {
    administrate("CREATE DATABASE " + name, sample_database::shared().dsn(""));
    administrate(corpus_file("sample.sql"), sample_database::shared().dsn("", name));
  }
  return *found;
}

tool_caller::tool_caller(const std::string& dsn, caller_options wanted)
  : wanted_(std::move(wanted)), facts_{.version = "1.2.3",
                                       .transport = "stdio",
                                       .driver = "test",
                                       .mode = wanted_.mode,
                                       .database_configured = true},
    seal_(auth::sealer::key_bytes{1, 2, 3}), caller_(auth::anonymous(wanted_.may)),
    offered_(tools::standard_catalogue(wanted_.bounds, wanted_.mode, wanted_.marks)),
    guard_(sql::policy{.mode = wanted_.mode, .statement_bytes = wanted_.bounds.sql_bytes}),
    session_(options_for(dsn)) {
}

std::string tool_caller::encoded(const tools::step& planned) {
  return mcp::encode({.id = {"1"}}, run(planned));
}

tools::context tool_caller::context() const {
  return {facts_, wanted_.bounds, seal_, caller_, {}};
}

mcp::answer tool_caller::run(const tools::step& planned) {
  trips_ = 0;
  if (const auto* answer = std::get_if<mcp::answer>(&planned))
    return *answer;
  const auto& plan = *std::get<tools::plan_ptr>(planned);
  const auto talk = plan.start();
  for (auto trip = plan.first();;) {
    ++trips_;
    const postgres::trip_limits bounds{.statement_timeout
                                       = shorter(wanted_.bounds.statement_timeout, trip.at_most)};
    const auto ended = session_.run(std::move(trip), *talk, bounds);
    auto next = talk->finish(ended);
    if (auto* answer = std::get_if<mcp::answer>(&next))
      return std::move(*answer);
    trip = std::get<postgres::trip>(std::move(next));
  }
}

mcp::answer tool_caller::answer(const std::string& name, const std::string& arguments) {
  const auto* tool = offered_.find_tool(name);
  mcp::document document;
  EXPECT_FALSE(document.load(arguments)) << arguments;
  const auto given = mcp::arguments::check(tool->descriptor(), document.root());
  if (!given)
    return tool->refused(given.error());
  const auto statement = tool->statement(*given);
  if (!statement)
    return run(tool->prepare(*given, context(), nullptr));
  if (!*statement)
    return tool->refused(statement->error());
  const auto judged = guard_.judge(**statement, wanted_.may);
  if (!judged)
    return tool->refused_statement(judged.error(), **statement);
  return run(tool->prepare(*given, context(), *judged));
}

seen_result tool_caller::call(const std::string& tool, const std::string& arguments) {
  auto result = seen(answer(tool, arguments));
  result.trips = trips_;
  return result;
}

seen_result tool_caller::query(const std::string& sql) {
  std::string arguments = R"({"sql":)";
  mcp::append_quoted(arguments, sql);
  return call("query", arguments + '}');
}

std::string tool_caller::read(const std::string& uri) {
  const auto planned = offered_.read(uri, context());
  if (!planned)
    return "not of this template";
  const auto got = *planned ? run(**planned) : mcp::answer(planned->error());
  if (const auto* why = std::get_if<problem>(&got))
    return std::string("error ") + name_of(why->code) + ": " + why->message;
  mcp::document text;
  EXPECT_FALSE(text.load('"' + std::get<mcp::resource_result>(got).text + '"'));
  return std::string(text.root().string().value_or(""));
}

} // namespace howdah::tests
