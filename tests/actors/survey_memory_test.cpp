#include "actors/survey_memory.hpp"
#include "sql/guard.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;

sql::admitted_ptr admitted(const std::string& text) {
  sql::guard strict(sql::policy{});
  return *strict.judge(text);
}

TEST(survey_memory, holds_until_the_moment_that_was_said) {
  survey_memory memory;
  const auto asked = admitted("SELECT 1");
  const auto reached = admitted("SELECT 2");
  const survey_memory::time_point start{};
  EXPECT_EQ(memory.find(asked, start), nullptr);
  memory.keep(asked, reached, start + 100ms);
  EXPECT_EQ(memory.find(asked, start + 99ms), reached);
  EXPECT_EQ(memory.find(asked, start + 100ms), nullptr);
}

TEST(survey_memory, tells_equal_texts_apart) {
  survey_memory memory;
  const auto asked = admitted("SELECT 1");
  memory.keep(asked, asked, survey_memory::time_point::max());
  EXPECT_EQ(memory.find(admitted("SELECT 1"), {}), nullptr) << "somebody else's rights may be in it";
}

TEST(survey_memory, is_bounded) {
  survey_memory memory;
  std::vector<sql::admitted_ptr> all;
  for (int i = 0; i < 1'000; ++i) {
    all.push_back(admitted("SELECT " + std::to_string(i)));
    memory.keep(all.back(), all.back(), survey_memory::time_point::max());
  }
  std::size_t known = 0;
  for (const auto& each : all)
    known += memory.find(each, {}) ? 1 : 0;
  EXPECT_GT(known, 0U);
  EXPECT_LT(known, all.size());
  EXPECT_EQ(memory.find(all.back(), {}), all.back());
}

} // namespace
} // namespace howdah::actors
