#include "tests/support/corpus.hpp"
#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

namespace howdah::tests {
namespace {

/// Equal, where "<cursor>" stands for any text.
bool same(mcp::value wanted, mcp::value got) {
  if (wanted.string() == "<cursor>")
    return got.is_string();
  if (wanted.is_object() || wanted.is_array()) {
    if (wanted.is_object() != got.is_object() || wanted.size() != got.size())
      return false;
    for (const auto& [name, inner] : wanted.members())
      if (!same(inner, got[name]))
        return false;
    for (std::size_t i = 0; wanted.is_array() && i < wanted.size(); ++i)
      if (!same(wanted.at(i), got.at(i)))
        return false;
    return true;
  }
  return wanted.text() == got.text();
}

void check(mcp::value entry, const seen_result& got) {
  EXPECT_EQ(got.is_error, entry["error"].is_string()) << got.text;
  mcp::document answer;
  if (const auto code = entry["error"].string()) {
    EXPECT_FALSE(answer.load(got.structured));
    EXPECT_EQ(answer.root()["error"]["code"].string(), code) << got.structured;
  } else {
    ASSERT_FALSE(answer.load(got.text)) << got.text;
    EXPECT_TRUE(same(entry["answer"], answer.root())) << got.text;
  }
}

void replace(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

/// A line as this server should answer it. Before version 15 the public schema belongs to the
/// superuser; 13 has no multiranges, and a text stands in.
std::string for_this_server(std::string line) {
  if (server_version() < 15)
    replace(line, "\"pg_database_owner\"", "\"postgres\"");
  if (server_version() < 14)
    replace(line, "\"int4multirange\"", "\"text\"");
  return line;
}

} // namespace

TEST(recorded_catalog, every_recorded_call_is_answered_as_it_should_be) {
  tool_caller owner(sample_database::shared().dsn("mcp_owner"));
  tool_caller least_privileged(sample_database::shared().dsn("mcp_ro"));
  std::istringstream lines(corpus_file("recorded_catalog.jsonl"));
  int entries = 0;
  for (std::string line; std::getline(lines, line); ++entries) {
    SCOPED_TRACE(line.substr(0, 200));
    mcp::document entry;
    ASSERT_FALSE(entry.load(for_this_server(line)));
    auto& caller = entry.root()["login"].string() == "mcp_ro" ? least_privileged : owner;
    check(entry.root(), caller.call(std::string(*entry.root()["tool"].string()),
                                    entry.root()["arguments"].text()));
  }
  EXPECT_GT(entries, 100);
}

} // namespace howdah::tests
