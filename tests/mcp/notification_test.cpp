#include "mcp/meta.hpp"
#include "mcp/notification.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::message_of;
using howdah::tests::request_of;

TEST(progress_notification, repeats_the_token_and_says_how_far) {
  const progress how_far{.done = 3, .total = 10, .message = "rows\n"};
  EXPECT_EQ(
    progress_notification(R"("t")", how_far, revision::v2025_03_26),
    R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"t","progress":3,"total":10,"message":"rows\n"}})");
  EXPECT_EQ(
    progress_notification("7", how_far, revision::v2024_11_05),
    R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":3,"total":10}})");
  EXPECT_EQ(
    progress_notification("7", {.done = 1}, revision::v2026_07_28),
    R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":1}})");
}

TEST(progress_token, is_a_string_or_an_integer_of_meta) {
  for (const std::string token : {"7", "\"abc\"", "0", "\"\"", "18446744073709551616"})
    EXPECT_EQ(progress_token(*request_of("x", R"({"_meta":{"progressToken":)" + token + "}}")),
              token);
  for (const std::string params :
       {"{}", R"({"_meta":null})", R"({"_meta":{}})", R"({"_meta":{"progressToken":null}})",
        R"({"_meta":{"progressToken":1.5}})", R"({"_meta":{"progressToken":{}}})",
        R"({"progressToken":1})"})
    EXPECT_EQ(progress_token(*request_of("x", params)), "") << params;
}

TEST(cancelled_request, is_named_in_the_form_of_request_ids) {
  const auto named = [](const std::string& params) {
    return cancelled_request(*message_of(
      R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":)" + params + '}'));
  };
  EXPECT_EQ(named(R"({"requestId":7,"reason":"late"})"), request_id{"7"});
  EXPECT_EQ(named(R"({"requestId":"\u0041"})"), request_id{R"("A")"});
  EXPECT_EQ(named(R"({"requestId":"7"})"), request_id{R"("7")"});
  for (const std::string params : {"{}", R"({"requestId":null})", R"({"requestId":1.0})"})
    EXPECT_EQ(named(params), std::nullopt) << params;
}

TEST(batch_of, leaves_out_what_is_not_answered) {
  EXPECT_EQ(batch_of({}), "");
  EXPECT_EQ(batch_of({"", ""}), "");
  EXPECT_EQ(batch_of({"", R"({"id":1})", "", R"({"id":2})"}), R"([{"id":1},{"id":2}])");
}
