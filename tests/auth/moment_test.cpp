#include "auth/moment.hpp"

#include <gtest/gtest.h>

namespace howdah::auth {
namespace {

using namespace std::chrono;

TEST(parse_moment, a_day_begins_at_midnight_in_utc) {
  EXPECT_EQ(parse_moment("1970-01-02"), sys_seconds(days(1)));
  EXPECT_EQ(parse_moment("2027-01-31"), sys_days(2027y / 1 / 31));
}

TEST(parse_moment, a_time_is_given_to_the_second) {
  EXPECT_EQ(parse_moment("1970-01-01T00:00:00Z"), sys_seconds(seconds(0)));
  EXPECT_EQ(parse_moment("2028-02-29T23:59:59Z"), sys_days(2028y / 2 / 29) + 23h + 59min + 59s);
}

TEST(parse_moment, everything_else_is_refused) {
  for (const auto* text : {"",
                           "2027",
                           "2027-1-31",
                           "2027-01-31 ",
                           " 2027-01-31",
                           "2027-02-29",
                           "2027-13-01",
                           "2027-00-10",
                           "2027-01-00",
                           "2027-01-32",
                           "2027-01-31T",
                           "2027-01-31T18:00",
                           "2027-01-31T18:00:00",
                           "2027-01-31T18:00:00+01:00",
                           "2027-01-31T24:00:00Z",
                           "2027-01-31T18:60:00Z",
                           "2027-01-31T18:00:60Z",
                           "2027-01-31T18:00:00ZZ",
                           "2027-01-31 18:00:00Z",
                           "2027-01-31t18:00:00z",
                           "-027-01-31",
                           "+027-01-31",
                           "1800000000",
                           "tomorrow",
                           "2027/01/31",
                           "2027-01-31T-1:00:00Z"})
    EXPECT_FALSE(parse_moment(text)) << text;
}

} // namespace
} // namespace howdah::auth
