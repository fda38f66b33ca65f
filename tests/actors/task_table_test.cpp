#include "actors/task_table.hpp"

#include <gtest/gtest.h>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using mcp::task_status;

TEST(task_table, shows_a_task_to_its_owner_alone) {
  task_table tasks({});
  const auto id = tasks.create("ada", 0)->id;
  ASSERT_TRUE(tasks.find("ada", id, 0));
  EXPECT_EQ(tasks.find("ada", id, 0)->id, id);
  EXPECT_FALSE(tasks.find("bob", id, 0));
  EXPECT_FALSE(tasks.find("ada", "other", 0));
  EXPECT_FALSE(tasks.find("ada", "", 0));
  EXPECT_NE(tasks.create("ada", 0)->id, id);
}

TEST(task_table, keeps_a_task_for_its_time_and_as_long_as_it_works) {
  task_table tasks({.ttl = 10ms});
  const auto done = tasks.create("ada", 0)->id;
  const auto works = tasks.create("ada", 0)->id;
  tasks.find("ada", done, 0)->status = task_status::completed;
  EXPECT_TRUE(tasks.find("ada", done, 9));
  EXPECT_FALSE(tasks.find("ada", done, 10));
  EXPECT_TRUE(tasks.find("ada", works, 1000));
  tasks.find("ada", works, 1000)->status = task_status::failed;
  EXPECT_FALSE(tasks.find("ada", works, 1000));
}

TEST(task_table, is_bounded_in_number_for_each_owner_and_in_bytes) {
  task_table tasks({.total = 3, .per_owner = 2, .bytes = 10, .ttl = 10ms});
  ASSERT_TRUE(tasks.create("ada", 0));
  ASSERT_TRUE(tasks.create("ada", 0));
  EXPECT_FALSE(tasks.create("ada", 0));
  const auto last = tasks.create("bob", 0)->id;
  EXPECT_FALSE(tasks.create("cleo", 0));
  tasks.find("bob", last, 0)->status = task_status::completed;
  ASSERT_TRUE(tasks.create("cleo", 10)) << "the finished one made room";
  task_table small({.bytes = 10});
  small.create("ada", 0)->outcome = "0123456789";
  EXPECT_FALSE(small.create("bob", 0));
}

} // namespace
} // namespace howdah::actors
