#include "core/problem.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace howdah {
namespace {

constexpr errc every_code[] = {
  errc::parse_error,
  errc::invalid_request,
  errc::method_not_found,
  errc::invalid_params,
  errc::header_mismatch,
  errc::missing_capability,
  errc::unsupported_version,
  errc::session_not_found,
  errc::resource_not_found,
  errc::invalid_argument,
  errc::cancelled,
  errc::object_not_found,
  errc::syntax_error,
  errc::statement_refused,
  errc::statement_too_large,
  errc::not_one_statement,
  errc::parameter_mismatch,
  errc::not_confirmed,
  errc::access_denied,
  errc::not_authenticated,
  errc::busy,
  errc::timed_out,
  errc::too_large,
  errc::shutting_down,
  errc::not_configured,
  errc::unavailable,
  errc::query_failed,
  errc::connection_lost,
  errc::outcome_unknown,
  errc::internal,
};

TEST(problem, every_code_has_a_name_of_its_own) {
  std::set<std::string> names;
  for (const auto code : every_code)
    EXPECT_TRUE(names.insert(name_of(code)).second) << name_of(code);
}

result<int> half_of(int number) {
  if (number % 2 != 0)
    return refuse(errc::invalid_argument, "odd", "give an even number");
  return number / 2;
}

result<int> quarter_of(int number) {
  HOWDAH_TRY(const auto half, half_of(number));
  HOWDAH_TRY(const auto quarter, half_of(half));
  return quarter;
}

TEST(result, howdah_try_passes_values_on_and_problems_up) {
  EXPECT_EQ(quarter_of(12), 3);
  const auto failed = quarter_of(6);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, errc::invalid_argument);
  EXPECT_EQ(failed.error().message, "odd");
  EXPECT_EQ(failed.error().hint, "give an even number");
}

TEST(secret, prints_stars_and_reveals_only_when_asked) {
  const secret password{"hunter2"};
  EXPECT_EQ(to_string(password), "***");
  EXPECT_EQ(password.reveal(), "hunter2");
  EXPECT_EQ(password, secret{"hunter2"});
  EXPECT_TRUE(secret{}.empty());
}

} // namespace
} // namespace howdah
