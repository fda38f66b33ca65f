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

/// Equal, numbers by their value: 1.10 is 1.1.
bool same(mcp::value a, mcp::value b) {
  if (a.number() && b.number())
    return std::stod(std::string(*a.number())) == std::stod(std::string(*b.number()));
  if (a.size() != b.size() || a.is_array() != b.is_array() || a.is_object() != b.is_object())
    return false;
  for (std::size_t i = 0; a.is_array() && i < a.size(); ++i)
    if (!same(a.at(i), b.at(i)))
      return false;
  for (const auto& [name, inner] : a.members())
    if (!same(inner, b[name]))
      return false;
  return a.is_array() || a.is_object() || a.text() == b.text();
}

bool is_kind(mcp::value value, std::string_view kinds) {
  const auto kind = value.is_null()     ? "null"
                    : value.is_bool()   ? "boolean"
                    : value.is_number() ? "number"
                    : value.is_string() ? "string"
                                        : "other";
  return kinds.find(kind) != std::string_view::npos;
}

/// The same keys (more are allowed), types and number of items.
bool fits(mcp::value value, mcp::value shape) {
  if (const auto kinds = shape.string())
    return is_kind(value, *kinds);
  if (const auto items = shape["length"].integer()) {
    bool all = value.is_array() && value.size() == static_cast<std::size_t>(*items);
    for (const auto each : value.elements())
      all = all && fits(each, shape["each"]);
    return all;
  }
  bool all = value.is_object();
  for (const auto& [name, inner] : shape.members())
    all = all && fits(value[name], inner);
  return all;
}

/// A call's answer, parsed.
struct checked_call {
  explicit checked_call(const seen_result& seen) : got(seen) {
    EXPECT_FALSE(structured.load(got.structured));
  }
  std::string member(std::string_view name) const {
    return std::string(structured.root()[name].string().value_or(""));
  }
  std::string error(std::string_view name) const {
    return std::string(structured.root()["error"][name].string().value_or("none"));
  }
  std::string all_texts() const {
    auto all = got.text;
    for (const auto& each : got.more)
      all += '\n' + each;
    return all;
  }

  const seen_result& got;
  mcp::document structured;
};

void expect_json(mcp::value wanted, const checked_call& of, bool (*holds)(mcp::value, mcp::value)) {
  mcp::document text;
  EXPECT_FALSE(text.load(of.got.text)) << of.got.text;
  EXPECT_TRUE(holds(text.root(), wanted)) << of.got.text;
}

using word_check = void (*)(mcp::value wanted, const checked_call& of);

/// The words of `expect`, see tests/corpus/recorded/README.md.
const std::map<std::string_view, word_check> words{
  {"error",
   [](mcp::value wanted, const checked_call& of) {
     EXPECT_EQ(of.got.is_error, wanted.boolean());
   }},
  {"text",
   [](mcp::value wanted, const checked_call& of) {
     EXPECT_EQ(of.got.text, wanted.string());
   }},
  {"json",
   [](mcp::value wanted, const checked_call& of) {
     expect_json(wanted, of, same);
   }},
  {"shape",
   [](mcp::value wanted, const checked_call& of) {
     expect_json(wanted, of, fits);
   }},
  {"contains",
   [](mcp::value wanted, const checked_call& of) {
     for (const auto part : wanted.elements())
       EXPECT_THAT(of.all_texts(), HasSubstr(std::string(*part.string())));
   }},
  {"lacks",
   [](mcp::value wanted, const checked_call& of) {
     for (const auto part : wanted.elements())
       EXPECT_THAT(of.all_texts(), Not(HasSubstr(std::string(*part.string()))));
   }},
  {"lines",
   [](mcp::value wanted, const checked_call& of) {
     EXPECT_EQ(std::ranges::count(of.got.text, '\n') + 1, wanted.integer());
   }},
  {"code",
   [](mcp::value wanted, const checked_call& of) {
     EXPECT_THAT(wanted.text(), HasSubstr('"' + of.error("code") + '"'));
   }},
  {"sqlstate",
   [](mcp::value wanted, const checked_call& of) {
     if (wanted.is_string())
       EXPECT_EQ(of.error("sqlstate"), *wanted.string());
     else
       EXPECT_EQ(of.error("sqlstate").size(), 5U);
   }},
  {"row_count",
   [](mcp::value wanted, const checked_call& of) {
     EXPECT_EQ(of.structured.root()["row_count"].integer(), wanted.integer());
   }},
  {"truncated",
   [](mcp::value wanted, const checked_call& of) {
     EXPECT_EQ(of.structured.root()["truncated"].boolean(), wanted.boolean());
   }},
  {"command",
   [](mcp::value wanted, const checked_call& of) {
     EXPECT_THAT(of.member("command"), testing::StartsWith(std::string(*wanted.string())));
   }},
  {"affected", [](mcp::value wanted, const checked_call& of) {
     EXPECT_THAT(of.member("command") + ' ', HasSubstr(' ' + wanted.text() + ' '));
   }}};

void expect_all(mcp::value expect, const seen_result& got) {
  if (const auto choices = expect["one_of"]) // the first is to refuse, which ours does not
    return expect_all(choices.at(choices.size() - 1), got);
  const checked_call call(got);
  for (const auto& [word, wanted] : expect.members()) {
    ASSERT_TRUE(words.contains(word)) << word;
    words.at(word)(wanted, call);
  }
}

/// A fresh copy of the sample database for each sequence, one for the calls that belong to none.
class stage {
public:
  explicit stage(caller_options wanted) : wanted_(std::move(wanted)) {}

  tool_caller& caller(const std::string& sequence, const std::string& login) {
    auto& caller = callers_[sequence + '/' + login];
    if (!caller) {
      const auto& copy = sample_copy("recorded_" + std::to_string(++copies));
      caller = std::make_unique<tool_caller>(sample_database::shared().dsn(login, copy), wanted_);
    }
    return *caller;
  }

private:
  static inline int copies = 0;
  caller_options wanted_;
  std::map<std::string, std::unique_ptr<tool_caller>> callers_;
};

/// What is answered otherwise on purpose, by the id of the call. Later lines go before earlier
/// ones.
std::map<std::string, std::string> deviations() {
  std::map<std::string, std::string> all;
  std::istringstream lines(corpus_file("recorded/deviations.jsonl"));
  for (std::string line; std::getline(lines, line);) {
    mcp::document entry;
    EXPECT_FALSE(entry.load(line)) << line;
    if (const auto before = entry.root()["before"].integer(); before && server_version() >= *before)
      continue;
    for (const auto id : entry.root()["ids"].elements())
      all.insert_or_assign(std::string(*id.string()), entry.root()["expect"].text());
  }
  return all;
}

/// Replays the calls of `query` in a file; returns how many there were.
int replay(const std::string& file, const std::string& login, caller_options wanted) {
  stage on(std::move(wanted));
  const auto wanted_otherwise = deviations();
  std::istringstream lines(corpus_file("recorded/" + file + ".jsonl"));
  int calls = 0;
  for (std::string line; std::getline(lines, line);) {
    mcp::document entry;
    EXPECT_FALSE(entry.load(line)) << line;
    const auto call = entry.root();
    if (call["tool"].string() != "query")
      continue;
    SCOPED_TRACE(call["id"].text() + ' ' + call["arguments"].text());
    const auto other = wanted_otherwise.find(std::string(*call["id"].string()));
    mcp::document expect;
    EXPECT_FALSE(
      expect.load(other == wanted_otherwise.end() ? call["expect"].text() : other->second));
    const auto sequence = std::string(call["sequence"].string().value_or("none"));
    expect_all(expect.root(), on.caller(sequence, login).call("query", call["arguments"].text()));
    ++calls;
  }
  return calls;
}

} // namespace

TEST(recorded_query, the_owner_is_answered_as_decided) {
  EXPECT_GT(replay("db", "mcp_owner", {}), 150);
}

TEST(recorded_query, a_login_with_few_rights_is_answered_as_decided) {
  EXPECT_GE(replay("ro_dbuser", "mcp_ro", {}), 4);
}

TEST(recorded_query, the_read_only_mode_is_answered_as_decided) {
  EXPECT_GT(replay("readonly", "mcp_owner", {.mode = access_mode::read_only}), 50);
}

} // namespace howdah::tests
