#include "postgres/driver.hpp"

#include <gmock/gmock.h>

namespace howdah::postgres {
namespace {

TEST(driver_text, names_both_libraries_with_their_versions) {
  EXPECT_THAT(driver_text(),
              testing::MatchesRegex("libpqxx [0-9]+\\.[0-9.]+, libpq [0-9]+\\.[0-9]+"));
}

} // namespace
} // namespace howdah::postgres
