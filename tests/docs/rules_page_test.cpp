#include "sql/rules.hpp"
#include "tests/support/snapshot.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace howdah::sql {
namespace {

std::string page() {
  std::string text = R"(# Rules

A statement that the guard refuses comes back with the rule that refused it, in `structuredContent.error.rule`, with the position
where there is one, and with a rewrite where one would pass. [access-modes.md](access-modes.md) tells which rule holds in which
access mode.

| rule | a statement is refused when it … | what to do instead |
|---|---|---|
)";
  for (const auto& row : all_rules())
    text += "| `" + std::string(row.id) + "` | " + std::string(row.reason) + " | "
            + std::string(row.remedy) + " |\n";
  return text;
}

TEST(rules_page, is_what_the_code_says) {
  howdah::tests::expect_snapshot("docs/rules.md", page());
}

TEST(rules_page, names_each_rule_once) {
  std::set<std::string_view> ids;
  for (const auto& row : all_rules())
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
}

} // namespace
} // namespace howdah::sql
