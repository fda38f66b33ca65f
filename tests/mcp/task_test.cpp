#include "mcp/task.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;

namespace {

const envelope to{.id = {"7"}, .rev = revision::v2026_07_28};

task sample(task_status status) {
  return {.id = "t",
          .status = status,
          .created = 1'700'000'000'123,
          .updated = 1'700'000'001'000,
          .ttl_ms = 600'000,
          .open = {{.key = "k", .method = "elicitation/create"}},
          .outcome = R"({"code":1})"};
}

} // namespace

TEST(created_task, is_flat_and_says_when) {
  const json reply(encode(to, created_task(sample(task_status::working))));
  const auto made = reply["result"];
  EXPECT_EQ(made["resultType"].string(), "task");
  EXPECT_EQ(made["taskId"].string(), "t");
  EXPECT_EQ(made["status"].string(), "working");
  EXPECT_EQ(made["createdAt"].string(), "2023-11-14T22:13:20.123Z");
  EXPECT_EQ(made["lastUpdatedAt"].string(), "2023-11-14T22:13:21.000Z");
  EXPECT_EQ(made["ttlMs"].integer(), 600'000);
  EXPECT_TRUE(made["pollIntervalMs"].integer());
  for (const auto* absent : {"task", "result", "error", "inputRequests", "requestState"})
    EXPECT_FALSE(made[absent]) << absent;
}

TEST(task_details, carry_what_the_state_has) {
  const auto has = [](task_status status, std::string_view member) {
    return bool(json(encode(to, task_details(sample(status))))["result"][member]);
  };
  EXPECT_TRUE(has(task_status::input_required, "inputRequests"));
  EXPECT_TRUE(has(task_status::completed, "result"));
  EXPECT_TRUE(has(task_status::failed, "error"));
  for (const auto status : {task_status::working, task_status::cancelled})
    for (const auto* member : {"result", "error", "inputRequests"})
      EXPECT_FALSE(has(status, member));
  EXPECT_FALSE(has(task_status::completed, "error"));
  EXPECT_FALSE(has(task_status::failed, "result"));
}

TEST(split, takes_apart_what_was_encoded) {
  for (const auto& id : {"1", R"("a\"b")", R"("\"result\":")"}) {
    const envelope from{.id = {id}, .rev = revision::v2026_07_28};
    const auto done = encode(from, tool_result{.text = "x"});
    EXPECT_FALSE(split(from, done).failed);
    EXPECT_EQ(json(std::string(split(from, done).json)).root().text(), json(done)["result"].text());
    const auto failed = encode(from, problem{.message = "no"});
    EXPECT_TRUE(split(from, failed).failed);
    EXPECT_EQ(json(std::string(split(from, failed).json)).root().text(),
              json(failed)["error"].text());
  }
  EXPECT_TRUE(split(to, "").failed);
}
