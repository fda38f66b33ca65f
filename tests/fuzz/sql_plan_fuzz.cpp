// Any text for a caller whose statements are explained first: what PostgreSQL is asked is an
// EXPLAIN that runs nothing, of the very statement that would run.
#include "sql/guard.hpp"
#include "sql/parse.hpp"
#include "sql/walk.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

using namespace howdah;

namespace {

void expect(bool held) {
  if (!held)
    std::abort();
}

rights_ptr frugal() {
  rights may{.role = "frugal", .operations = {"*"}, .schemas = {name_pattern("*")}};
  may.tables = {{.name = name_pattern("*")}};
  may.functions = {{.name = name_pattern("*")}};
  may.limits.cost = 1000;
  return std::make_shared<const rights>(std::move(may));
}

sql::facts facts_of(const std::string& text) {
  const auto tree = sql::parse_tree::of(text);
  expect(tree.has_value());
  const auto found = sql::walk(tree->json(), {.nesting = 2000, .nodes = 300'000});
  expect(found.has_value());
  return *found;
}

void expect_runs_nothing(const sql::facts& found) {
  expect(found.starts.size() == 1);
  expect(found.statements.front().kind->node == std::string_view("ExplainStmt"));
  expect(!found.find("ExplainStmt", "option:analyze"));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto may = frugal();
  static sql::guard guard({.mode = access_mode::read_write, .cache_bytes = 0});
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto verdict = guard.judge(text, may);
  if (!verdict || !(*verdict)->explained())
    return 0;
  const auto& question = *(*verdict)->explained();
  const auto asked = facts_of(question.text()), run = facts_of(text);
  expect_runs_nothing(asked);
  const bool explains = run.statements.front().kind->node == std::string_view("ExplainStmt");
  expect(asked.statements.size() == run.statements.size() + (explains ? 0 : 1));
  expect(asked.relations.size() == run.relations.size());
  expect(asked.functions.size() == run.functions.size());
  expect(asked.parameters == run.parameters);
  const auto inner = question.text().substr(std::string_view("EXPLAIN (FORMAT JSON) ").size());
  expect(text.ends_with(inner));
  return 0;
}
