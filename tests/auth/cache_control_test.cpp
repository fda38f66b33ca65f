#include "auth/keys/cache_control.hpp"

#include <gtest/gtest.h>

namespace howdah::auth {
namespace {

using namespace std::chrono_literals;

TEST(cache_control, says_for_how_long) {
  EXPECT_EQ(max_age_of("max-age=600"), 600s);
  EXPECT_EQ(max_age_of("public, Max-Age = 19, must-revalidate"), 19s);
  EXPECT_EQ(max_age_of("max-age=\"7\""), 7s);
  EXPECT_EQ(max_age_of("max-age=0"), 0s);
}

TEST(cache_control, may_say_nothing) {
  EXPECT_EQ(max_age_of(""), std::nullopt);
  EXPECT_EQ(max_age_of("public, s-maxage=5, x-max-age=5,,"), std::nullopt);
}

TEST(cache_control, what_must_not_be_kept_is_stale_at_once) {
  EXPECT_EQ(max_age_of("no-store"), 0s);
  EXPECT_EQ(max_age_of("max-age=600, NO-CACHE"), 0s);
  EXPECT_EQ(max_age_of("private, no-cache=\"set-cookie\", max-age=9"), 0s);
}

TEST(cache_control, the_shorter_of_two_counts) {
  EXPECT_EQ(max_age_of("max-age=9, max-age=3, max-age=5"), 3s);
}

TEST(cache_control, nonsense_counts_as_stale_and_too_much_as_for_ever) {
  EXPECT_EQ(max_age_of("max-age"), 0s);
  EXPECT_EQ(max_age_of("max-age="), 0s);
  EXPECT_EQ(max_age_of("max-age=-5"), 0s);
  EXPECT_EQ(max_age_of("max-age=1e3"), 0s);
  EXPECT_EQ(max_age_of("max-age=\""), 0s);
  EXPECT_EQ(max_age_of("max-age=99999999999999999999999"), 2147483647s);
  EXPECT_EQ(max_age_of("max-age=9999999999999"), 2147483647s);
}

} // namespace
} // namespace howdah::auth
