#include "auth/operations.hpp"

#include <gmock/gmock.h>

namespace howdah::auth {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string refusal(std::string_view word) {
  const auto parsed = parse_operation(word);
  EXPECT_FALSE(parsed) << word;
  return parsed ? std::string() : parsed.error().message;
}

TEST(operations, are_words_in_any_case) {
  EXPECT_EQ(parse_operation("SELECT"), "select");
  EXPECT_EQ(parse_operation("Truncate"), "truncate");
  EXPECT_EQ(parse_operation("*"), "*");
  for (const auto each : known_operations())
    EXPECT_EQ(parse_operation(each), each);
}

TEST(operations, what_nobody_may_be_given_is_refused_with_the_reason) {
  for (const auto* word : {"begin", "COMMIT", "rollback", "savepoint"})
    EXPECT_THAT(refusal(word), HasSubstr("transaction"));
  for (const auto* word : {"set", "reset", "listen", "lock", "prepare", "declare"})
    EXPECT_THAT(refusal(word), HasSubstr("connection"));
  for (const auto* word : {"checkpoint", "load", "import"})
    EXPECT_THAT(refusal(word), HasSubstr("server"));
  for (const auto* word : {"explain", "show", "values", "with"})
    EXPECT_THAT(refusal(word), HasSubstr("select"));
}

TEST(operations, what_is_mistyped_is_refused_with_what_was_meant) {
  EXPECT_THAT(refusal("selct"), AllOf(HasSubstr("did you mean select?"), HasSubstr("vacuum")));
  EXPECT_THAT(refusal("read"), HasSubstr("select"));
  for (const auto* word : {"", "select ", "sel*", "1", "select,insert", "**"})
    refusal(word);
}

} // namespace
} // namespace howdah::auth
