#include "mcp/document.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/test_cluster.hpp"
#include "tests/tools/tool_caller.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <gmock/gmock.h>
#include <map>
#include <sstream>

namespace howdah::tests {

using testing::HasSubstr;
using testing::Not;

namespace {

std::string joined(const seen_result& got) {
  auto all = got.text;
  for (const auto& each : got.more)
    all += '\n' + each;
  return all;
}

/// Checks one word of `expect`; words that this test does not know fail it.
void expect_word(std::string_view word, mcp::value wanted, const seen_result& got,
                 mcp::value structured) {
  const auto error = structured["error"];
  if (word == "error")
    EXPECT_EQ(got.is_error, *wanted.boolean());
  else if (word == "text")
    EXPECT_EQ(got.text, *wanted.string());
  else if (word == "json")
    EXPECT_EQ(normal(got.text), wanted.text());
  else if (word == "contains")
    for (const auto part : wanted.elements())
      EXPECT_THAT(joined(got), HasSubstr(std::string(*part.string())));
  else if (word == "lacks")
    for (const auto part : wanted.elements())
      EXPECT_THAT(joined(got), Not(HasSubstr(std::string(*part.string()))));
  else if (word == "lines")
    EXPECT_EQ(std::ranges::count(got.text, '\n') + 1, wanted.integer());
  else if (word == "code")
    EXPECT_THAT(wanted.text(),
                HasSubstr('"' + std::string(error["code"].string().value_or("-")) + '"'));
  else if (word == "sqlstate")
    EXPECT_EQ(error["sqlstate"].string().value_or(""),
              wanted.string().value_or(error["sqlstate"].string().value_or("missing")));
  else if (word == "row_count")
    EXPECT_EQ(structured["row_count"].integer(), wanted.integer());
  else if (word == "truncated")
    EXPECT_EQ(structured["truncated"].boolean(), wanted.boolean());
  else if (word == "command")
    EXPECT_THAT(std::string(structured["command"].string().value_or("")),
                testing::StartsWith(std::string(*wanted.string())));
  else if (word == "affected")
    EXPECT_THAT(std::string(structured["command"].string().value_or("")) + ' ',
                HasSubstr(' ' + wanted.text() + ' '));
  else
    EXPECT_EQ(word, "shape") << "unknown word";
}

void expect_all(mcp::value expect, const seen_result& got) {
  mcp::document structured;
  ASSERT_FALSE(structured.load(got.structured)) << got.structured;
  if (const auto choices = expect["one_of"]) // of the choices ours is not to refuse
    return expect_all(choices.at(choices.size() - 1), got);
  for (const auto& [word, wanted] : expect.members())
    expect_word(word, wanted, got, structured.root());
}

/// Loads the sample rather than copying the database: other tests of this program are connected to
/// it.
void make_copy(const std::string& name) {
  administrate("CREATE DATABASE " + name, sample_database::shared().dsn(""));
  administrate(corpus_file("sample.sql"), sample_database::shared().dsn("", name));
}

/// A fresh copy of the sample database for each sequence, one for the calls that belong to none.
class stage {
public:
  explicit stage(caller_options wanted) : wanted_(std::move(wanted)) {}

  tool_caller& caller(const std::string& sequence, const std::string& login) {
    auto& caller = callers_[sequence + '/' + login];
    if (!caller) {
      const auto copy = "recorded_" + std::to_string(++copies);
      make_copy(copy);
      caller = std::make_unique<tool_caller>(sample_database::shared().dsn(login, copy), wanted_);
    }
    return *caller;
  }

private:
  static inline int copies = 0;
  caller_options wanted_;
  std::map<std::string, std::unique_ptr<tool_caller>> callers_;
};

/// Replays the calls of `query` and `db_identity` of a file; returns how many there were.
int replay(const std::string& file, const std::string& login, caller_options wanted) {
  stage on(std::move(wanted));
  std::istringstream lines(corpus_file("recorded/" + file + ".jsonl"));
  int calls = 0;
  for (std::string line; std::getline(lines, line);) {
    mcp::document entry;
    EXPECT_FALSE(entry.load(line)) << line;
    const auto tool = std::string(entry.root()["tool"].string().value_or(""));
    if (tool != "query" && tool != "db_identity")
      continue;
    SCOPED_TRACE(entry.root()["id"].text() + ' ' + entry.root()["arguments"].text());
    const auto sequence = std::string(entry.root()["sequence"].string().value_or("none"));
    const auto given = entry.root()["arguments"];
    expect_all(entry.root()["expect"],
               on.caller(sequence, login).call(tool, given ? given.text() : "{}"));
    ++calls;
  }
  return calls;
}

} // namespace

TEST(recorded_query, the_owner_is_answered_as_decided) {
  EXPECT_GT(replay("db", "mcp_owner", {}), 150);
}

TEST(recorded_query, a_login_with_few_rights_is_answered_as_decided) {
  EXPECT_GE(replay("ro_dbuser", "mcp_ro", {}), 5);
}

TEST(recorded_query, the_read_only_mode_is_answered_as_decided) {
  EXPECT_GT(replay("readonly", "mcp_owner", {.mode = access_mode::read_only}), 50);
}

} // namespace howdah::tests
