#include "actors/event_log.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <vector>

namespace howdah::actors {
namespace {

std::vector<std::string> after(const event_log& log, std::uint64_t number) {
  std::vector<std::string> found;
  log.after(number, [&](const event_log::event& each) { found.push_back(each.body); });
  return found;
}

TEST(event_log, events_after_a_number_come_in_order) {
  event_log log(100);
  for (const auto* const body : {"a", "b", "c"})
    log.append(body);
  EXPECT_THAT(after(log, 0), testing::ElementsAre("a", "b", "c"));
  EXPECT_THAT(after(log, 2), testing::ElementsAre("c"));
  EXPECT_THAT(after(log, 3), testing::IsEmpty());
  EXPECT_THAT(after(log, 1'000), testing::IsEmpty());
}

TEST(event_log, the_oldest_go_first_and_the_newest_stays_whatever_its_size) {
  event_log log(5);
  for (const auto* const body : {"aa", "bb", "cc"})
    log.append(body);
  EXPECT_THAT(after(log, 0), testing::ElementsAre("bb", "cc"));
  log.append("much too large");
  EXPECT_THAT(after(log, 0), testing::ElementsAre("much too large"));
  EXPECT_EQ(log.bytes(), 14U);
  log.forget();
  EXPECT_EQ(log.append("d"), 5U) << "numbers go on";
}

TEST(event_place, a_place_reads_back_and_nothing_else_does) {
  const event_place place{.stream = 18'446'744'073'709'551'615U, .event = 7};
  EXPECT_EQ(parse_event_place(to_text(place)), place);
  for (const auto* const text : {"", "-", "1", "1-", "-1", "1-x", "x-1", "1-2-3", " 1-2", "1-2 ",
                                 "+1-2", "18446744073709551616-1"})
    EXPECT_EQ(parse_event_place(text), std::nullopt) << text;
}

} // namespace
} // namespace howdah::actors
