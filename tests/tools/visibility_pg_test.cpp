#include "mcp/completion.hpp"
#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"
#include "tools/name_completion.hpp"
#include "tools/resource_uri.hpp"
#include "tools/visibility.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <gmock/gmock.h>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace howdah::tests {

namespace {

using testing::ElementsAreArray;
using testing::IsEmpty;

constexpr std::array<std::string_view, 24> pieces{
  "a",   "b", "B", "data", ".", "\"",  "\n",  "*", "(", ")", "[a-z]", "\\",
  "\\d", "$", "^", "+",    "?", "{2}", "a|b", "é", "'", "%", "_",     " "};

/// Names and patterns as nobody would choose them, the same ones in every run.
class odd_names {
public:
  std::size_t below(std::size_t end) { return source_() % end; }
  bool one_in(std::size_t count) { return below(count) == 0; }

  std::string name() {
    std::string out;
    for (auto left = 1 + below(4); left > 0; --left)
      out += pieces[below(pieces.size())];
    return out;
  }

  /// Of a name that there is: it, parts of it, or another one.
  name_pattern pattern(const std::vector<std::string>& names) {
    auto text = one_in(5) ? name() : names[below(names.size())];
    const auto place = below(text.size());
    if (one_in(3) && static_cast<unsigned char>(text[place]) < 0x80)
      text.replace(place, 1, "*");
    if (one_in(4))
      text += '*';
    return name_pattern(one_in(9) ? "*" : text);
  }

  std::vector<name_pattern> patterns(const std::vector<std::string>& names, std::size_t most) {
    std::vector<name_pattern> out;
    for (auto left = below(most + 1); left > 0; --left)
      out.push_back(pattern(names));
    return out;
  }

private:
  std::mt19937 source_{20'251'123};
};

std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char each : name)
    out += each == '"' ? std::string("\"\"") : std::string(1, each);
  return out + '"';
}

/// What there is in the database of these tests.
struct odd_database {
  std::vector<std::string> schemas, relations, columns;

  odd_database() {
    odd_names some;
    std::set<std::string> seen;
    while (schemas.size() < 12)
      if (auto name = some.name(); seen.insert(name).second)
        schemas.push_back(name);
    while (relations.size() < 12)
      if (auto name = some.name(); seen.insert(name).second)
        relations.push_back(name);
    while (columns.size() < 6)
      if (auto name = some.name(); seen.insert(name).second)
        columns.push_back(name);
  }

  std::string sql() const {
    std::string out = "BEGIN;";
    for (const auto& schema : schemas) {
      out += "CREATE SCHEMA " + quoted(schema) + ';';
      for (const auto& relation : relations) {
        out += "CREATE TABLE " + quoted(schema) + '.' + quoted(relation) + '(';
        for (const auto& column : columns)
          out += (column == columns.front() ? "" : ",") + quoted(column) + " int";
        out += ");";
      }
    }
    return out + "COMMIT";
  }
};

std::shared_ptr<rights> some_rights(odd_names& some, const odd_database& there) {
  auto may = std::make_shared<rights>(rights{.role = "odd"});
  const auto relation = [&] {
    return qualified_pattern{.schema = some.one_in(2) ? std::optional(some.pattern(there.schemas))
                                                      : std::nullopt,
                             .name = some.pattern(there.relations)};
  };
  may->schemas = some.patterns(there.schemas, 4);
  if (some.one_in(3))
    may->schemas.emplace_back(some.one_in(2) ? "pg_catalog" : "information_schema");
  if (some.one_in(6))
    may->schemas.emplace_back("*_*");
  for (auto left = some.below(5); left > 0; --left)
    may->tables.push_back(relation());
  for (auto left = some.below(3); left > 0; --left)
    may->deny.push_back(relation());
  for (auto left = some.below(3); left > 0; --left)
    may->columns.push_back(
      {.of = relation(),
       .allow = some.one_in(2) ? std::optional(some.patterns(there.columns, 3)) : std::nullopt,
       .deny = some.patterns(there.columns, 2),
       .mask = some.patterns(there.columns, 1)});
  return may;
}

class visibility : public testing::Test {
protected:
  static void SetUpTestSuite() { administrate(there().sql(), own_dsn()); }

  static const odd_database& there() {
    static const odd_database all;
    return all;
  }
  static std::string own_dsn() {
    return sample_database::shared().dsn("", sample_copy("visibility_of_names"));
  }

  static std::vector<std::string> system_schemas() {
    return {"information_schema", "pg_catalog", "pg_toast"};
  }

  /// resources/list, all of its pages.
  static std::vector<std::string> resources(tool_caller& caller) {
    std::vector<std::string> uris;
    std::optional<std::string> cursor;
    do {
      mcp::document page;
      EXPECT_FALSE(
        page.load(caller.encoded(*caller.offered().index->page(cursor, caller.context()))));
      for (const auto each : page.root()["result"]["resources"].elements())
        uris.emplace_back(*each["uri"].string());
      const auto next = page.root()["result"]["nextCursor"].string();
      cursor = next ? std::optional(std::string(*next)) : std::nullopt;
    } while (cursor);
    std::ranges::sort(uris);
    return uris;
  }

  static std::vector<std::string> schemas(tool_caller& caller) {
    mcp::document page;
    EXPECT_FALSE(page.load(caller.call("list_schemas", R"({"include_system":true})").text));
    std::vector<std::string> names;
    for (const auto each : page.root()["items"].elements())
      if (const std::string name(*each["schema_name"].string()); !name.starts_with("pg_temp"))
        names.push_back(name);
    std::ranges::sort(names);
    return names;
  }

  static std::vector<std::string> columns(tool_caller& caller, const std::string& schema,
                                          const std::string& relation) {
    std::string chosen = R"({"arguments":{"schema":)";
    mcp::append_quoted(chosen, schema);
    mcp::append_quoted(chosen += R"(,"table":)", relation);
    mcp::document context, answer;
    EXPECT_FALSE(context.load(chosen + "}}"));
    const mcp::completion_request asked{
      .name = "n", .argument = "column", .typed = "", .context = context.root()};
    EXPECT_FALSE(answer.load(
      caller.encoded(tools::complete_names(tools::name_kind::column, asked, caller.context()))));
    std::vector<std::string> names;
    for (const auto each : answer.root()["result"]["completion"]["values"].elements())
      names.emplace_back(*each.string());
    std::ranges::sort(names);
    return names;
  }
};

} // namespace

TEST_F(visibility, whoever_is_not_restricted_costs_the_statements_five_nulls) {
  const auto parameters = tools::visibility(nullptr);
  ASSERT_EQ(parameters.size(), 5U);
  for (const auto& each : parameters)
    EXPECT_FALSE(each.text);
}

TEST_F(visibility, the_statements_and_the_rights_agree_on_every_name) {
  odd_names some;
  std::size_t seen = 0, unseen = 0;
  for (int round = 0; round < 80; ++round) {
    const auto may = some_rights(some, there());
    tool_caller caller(own_dsn(), {.may = may});
    std::vector<std::string> expected_schemas, expected_resources;
    for (const auto& schema : system_schemas())
      if (may->reaches(schema))
        expected_schemas.push_back(schema);
    for (const auto& schema : there().schemas) {
      if (!may->reaches(schema))
        continue;
      expected_schemas.push_back(schema);
      expected_resources.push_back(tools::uri_of_schema(schema));
      for (const auto& relation : there().relations)
        if (may->reaches(schema, relation))
          expected_resources.push_back(tools::uri_of({schema, relation}));
    }
    // The sample's own schemas are there as well.
    for (const auto* schema : {"Mixed Schema", "analytics", "empty_schema", "internal",
                               "pgstats_app", "public", "sales"})
      if (may->reaches(schema))
        expected_schemas.emplace_back(schema);
    std::ranges::sort(expected_schemas);
    std::ranges::sort(expected_resources);
    EXPECT_THAT(schemas(caller), ElementsAreArray(expected_schemas)) << "round " << round;
    auto found = resources(caller);
    std::erase_if(found, [&](const auto& uri) {
      return std::ranges::none_of(there().schemas, [&](const auto& schema) {
        const auto own = tools::uri_of_schema(schema).substr(9);
        return uri == "schema://" + own || uri.starts_with("table://" + own + '/');
      });
    });
    EXPECT_THAT(found, ElementsAreArray(expected_resources)) << "round " << round;
    seen += expected_resources.size();
    unseen += there().schemas.size() * there().relations.size() - expected_resources.size();
  }
  EXPECT_GT(seen, 500U);
  EXPECT_GT(unseen, 500U);
}

TEST_F(visibility, the_statements_and_the_rights_agree_on_every_column) {
  odd_names some;
  std::size_t hidden = 0, open = 0;
  for (int round = 0; round < 80; ++round) {
    const auto may = some_rights(some, there());
    may->schemas = {name_pattern("*")};
    may->tables = {{.name = name_pattern("*")}};
    may->deny = {};
    for (auto& each : may->columns)
      if (some.one_in(2))
        each.of = {.name = name_pattern("*")};
    tool_caller caller(own_dsn(), {.may = may});
    const auto& schema = there().schemas[some.below(there().schemas.size())];
    const auto& relation = there().relations[some.below(there().relations.size())];
    std::vector<std::string> expected;
    for (const auto& column : there().columns)
      if (may->access(schema, relation, column) != column_access::hidden)
        expected.push_back(column);
    std::ranges::sort(expected);
    EXPECT_THAT(columns(caller, schema, relation), ElementsAreArray(expected)) << round;
    open += expected.size();
    hidden += there().columns.size() - expected.size();
  }
  EXPECT_GT(hidden, 100U);
  EXPECT_GT(open, 100U);
}

TEST_F(visibility, without_a_role_there_is_nothing_to_see) {
  tool_caller caller(own_dsn(), {.may = std::make_shared<rights>()});
  EXPECT_THAT(schemas(caller), IsEmpty());
  EXPECT_THAT(resources(caller), IsEmpty());
}

} // namespace howdah::tests
