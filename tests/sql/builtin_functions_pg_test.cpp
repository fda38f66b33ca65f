#include "sql/functions.hpp"
#include "tests/sql/judged.hpp"
#include "tests/support/test_cluster.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <gmock/gmock.h>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace howdah::sql::tests {
namespace {

using howdah::tests::administrate;
using howdah::tests::server_version;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

/// One value, several lines.
std::vector<std::string> ask(const std::string& query) {
  return lines_of(administrate("SELECT string_agg(x, E'\\n' ORDER BY x COLLATE \"C\") FROM ("
                               + query + ") q(x)"));
}

std::string review() {
  std::ifstream in(HOWDAH_SOURCE_DIR "/script/builtin-functions.sql");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> strings(std::span<const std::string_view> views) {
  return {views.begin(), views.end()};
}

std::vector<std::string> admitted_by_review() {
  return ask("SELECT proname FROM (" + review() + ") r WHERE admitted");
}

std::vector<std::string> refused_by_review() {
  return ask("SELECT proname FROM (" + review() + ") r WHERE NOT admitted");
}

TEST(builtin_functions, the_lists_are_those_of_version_15) {
  if (server_version() == 15) {
    EXPECT_EQ(strings(harmless_builtins()), admitted_by_review());
    // Its minor releases may add some.
    EXPECT_THAT(strings(other_builtins()), testing::IsSupersetOf(refused_by_review()));
  }
  EXPECT_GT(harmless_builtins().size(), 1500U);
}

/// timezone(text, timetz) reads the clock of the statement before version 15; interval_avg became
/// the inner function of an aggregate in 17.
TEST(builtin_functions, what_is_harmless_in_15_is_harmless_in_every_version) {
  for (const auto& name : refused_by_review())
    EXPECT_TRUE(!std::ranges::binary_search(harmless_builtins(), name) || name == "timezone"
                || name == "interval_avg")
      << name;
}

TEST(builtin_functions, what_is_refused_in_15_is_not_harmless_in_another_version) {
  for (const auto& name : admitted_by_review())
    EXPECT_FALSE(std::ranges::binary_search(other_builtins(), name)) << name;
}

TEST(builtin_functions, no_refused_family_names_a_harmless_one) {
  for (const auto& list : {harmless_builtins(), harmless_elsewhere()})
    for (const auto name : list)
      EXPECT_FALSE(in_refused_family(name)) << name;
}

/// What can be called from SQL and is not on the list must say why; only support functions, and
/// what other versions have under the reserved prefix, are merely unreviewed.
TEST(builtin_functions, every_volatile_one_is_reviewed_or_of_a_family) {
  for (const auto& name : ask(
         "SELECT DISTINCT proname::text FROM pg_proc WHERE pronamespace = "
         "'pg_catalog'::regnamespace "
         "AND provolatile = 'v' AND NOT ('internal'::regtype = ANY (proargtypes::oid[])) "
         "AND prorettype::regtype::text NOT IN ('trigger', 'event_trigger', 'language_handler')")) {
    const bool harmless = std::ranges::binary_search(harmless_builtins(), name)
                          || std::ranges::binary_search(harmless_elsewhere(), name);
    const bool reserved = server_version() != 15 && name.starts_with("pg_");
    const bool inner
      = name.ends_with("_validator") || name == "pg_isolation_test_session_is_blocked";
    EXPECT_TRUE(harmless || reserved || in_refused_family(name) || inner) << name;
    EXPECT_TRUE(harmless || !judged(read_only, "select pg_catalog.\"" + name + "\"()")) << name;
  }
}

TEST(builtin_functions, every_other_one_is_refused_in_every_spelling) {
  for (const auto name : other_builtins())
    for (const auto& call :
         {"\"" + std::string(name) + "\"", "pg_catalog.\"" + std::string(name) + "\""})
      EXPECT_FALSE(judged(read_only, "select " + call + "()")) << call;
}

TEST(builtin_functions, operators_and_casts_call_none_that_is_volatile) {
  EXPECT_EQ(administrate("SELECT count(*) FROM pg_operator o JOIN pg_proc p ON p.oid = oprcode "
                         "WHERE provolatile = 'v'"),
            "0");
  EXPECT_EQ(
    administrate(
      "SELECT count(*) FROM pg_cast JOIN pg_proc p ON p.oid = castfunc WHERE provolatile = 'v'"),
    "0");
}

TEST(builtin_functions, special_syntax_calls_harmless_ones) {
  for (const auto* text :
       {"select extract(day from now()), overlay('a' placing 'b' from 1), position('a' in 'b')",
        "select trim(leading 'a' from 'b'), substring('a' similar 'b' escape '#'), 'a' like 'b' "
        "escape 'c'",
        "select normalize('a', nfc), 'a' is normalized, (now(), now()) overlaps (now(), now())",
        "select now() at time zone 'UTC', collation for ('a'), treat(1 as bigint), xmlexists('a' "
        "passing xml '<a/>')"}) {
    const auto judgement = judged(read_only, text);
    ASSERT_TRUE(judgement) << text << judgement.error().message;
    EXPECT_FALSE((*judgement)->may_leave_session_state()) << text;
  }
}

} // namespace
} // namespace howdah::sql::tests
