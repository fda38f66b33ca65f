#include "mcp/document.hpp"
#include "sql/guard.hpp"
#include "tools/query_confirmation.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <memory>
#include <string>

namespace howdah::tools {
namespace {

using testing::HasSubstr;
using testing::Not;

class query_confirmation_test : public testing::Test {
protected:
  std::optional<step> before(const std::string& sql, const std::string& said = "",
                             const std::string& state = "") {
    if (!said.empty()) {
      responses = std::make_unique<mcp::document>();
      EXPECT_FALSE(responses->load(said));
    }
    const auto statement = *sql::guard({.mode = access_mode::read_write}).judge(sql);
    return before_it_destroys(
      *statement, {.server = facts,
                   .bounds = bounds,
                   .seal = seal,
                   .caller = caller,
                   .client = {.elicitation = asks},
                   .inputs = mcp::inputs(said.empty() ? mcp::value() : responses->root(), state)});
  }
  input_needed question(const std::string& sql) { return std::get<input_needed>(*before(sql)); }

  std::unique_ptr<mcp::document> responses;
  server_facts facts;
  limits bounds;
  auth::sealer seal = auth::sealer::random();
  auth::principal_ptr caller = auth::anonymous();
  bool asks = true;
};

TEST_F(query_confirmation_test, asks_with_the_statement_and_counts_once) {
  const auto asked = question("drop table orders");
  ASSERT_EQ(asked.requests.size(), 1U);
  EXPECT_TRUE(asked.once);
  EXPECT_FALSE(asked.state.empty());
  EXPECT_THAT(asked.requests.front().params, HasSubstr("drop table orders"));
  mcp::document params;
  EXPECT_FALSE(params.load(asked.requests.front().params));
}

TEST_F(query_confirmation_test, runs_what_was_confirmed) {
  const auto state = question("truncate a").state;
  EXPECT_FALSE(
    before("truncate a", R"({"confirm":{"action":"accept","content":{"confirm":true}}})", state));
}

TEST_F(query_confirmation_test, refuses_what_was_not) {
  const auto state = question("truncate a").state;
  for (const auto* said :
       {R"({"confirm":{"action":"decline"}})", R"({"confirm":{"action":"cancel"}})",
        R"({"confirm":{"action":"accept"}})", R"({"confirm":{"action":"accept","content":{}}})",
        R"({"confirm":{"action":"accept","content":{"confirm":false}}})",
        R"({"confirm":{"action":"accept","content":{"confirm":"true"}}})",
        R"({"confirm":{"action":"decline","content":{"confirm":true}}})", R"({"confirm":{}})"}) {
    const auto next = before("truncate a", said, state);
    ASSERT_TRUE(next) << said;
    const auto& refused = std::get<mcp::tool_result>(std::get<mcp::answer>(*next));
    EXPECT_TRUE(refused.is_error);
    EXPECT_THAT(refused.structured, HasSubstr("not_confirmed"));
  }
}

TEST_F(query_confirmation_test, an_answer_that_nobody_asked_for_is_no_confirmation) {
  const auto* yes = R"({"confirm":{"action":"accept","content":{"confirm":true}}})";
  EXPECT_TRUE(std::holds_alternative<input_needed>(*before("truncate a", yes)));
  EXPECT_TRUE(std::holds_alternative<input_needed>(*before("truncate a", yes, "other")));
  const auto state = question("truncate a").state;
  EXPECT_TRUE(std::holds_alternative<input_needed>(*before("truncate a", R"({"x":{}})", state)));
}

TEST_F(query_confirmation_test, asks_by_the_rule_and_by_what_the_client_can) {
  EXPECT_FALSE(before("delete from a where x = 1"));
  asks = false;
  EXPECT_FALSE(before("delete from a"));
  facts.confirm = confirmation::always;
  EXPECT_TRUE(before("delete from a"));
  facts.confirm = confirmation::never;
  asks = true;
  EXPECT_FALSE(before("delete from a"));
}

TEST_F(query_confirmation_test, shows_long_statements_in_part_and_whole_characters) {
  const auto asked = question("drop table \"" + std::string(1988, 'a') + "öööö" + "\", b");
  const auto& params = asked.requests.front().params;
  EXPECT_THAT(params, HasSubstr("bytes)"));
  mcp::document parsed;
  EXPECT_FALSE(parsed.load(params)) << "well-formed UTF-8";
}

} // namespace
} // namespace howdah::tools
