#include "actors/quota_book.hpp"
#include "auth/jose/token_claims.hpp"
#include "auth/voucher.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <memory>
#include <string>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr quota_book::time_point start{100s};

auth::principal_ptr caller(const role_limits& limits, const char* name = "ann") {
  return *auth::voucher::token_holder(
    name, std::make_shared<const rights>(rights{.role = "r", .limits = limits}));
}

TEST(quota_book, without_quotas_admits_whatever_was_taken) {
  quota_book book;
  const auto free = caller({});
  book.charge(*free, {.calls = 1e9, .rows = 1e9, .bytes = 1e12, .seconds = 1e6}, start);
  EXPECT_FALSE(book.admit(*free, start));
  EXPECT_FALSE(book.admit(*auth::anonymous(), start));
}

TEST(quota_book, counts_calls_of_a_minute_that_slides) {
  quota_book book;
  const auto ann = caller({.of_caller = {.calls = 3}});
  for (int i = 0; i < 3; ++i)
    EXPECT_FALSE(book.admit(*ann, start + std::chrono::seconds(i)));
  const auto refused = book.admit(*ann, start + 10s);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code, errc::busy);
  EXPECT_THAT(refused->message, HasSubstr("quota of 3 calls a minute"));
  EXPECT_EQ(refused->retry_after_ms, 50'000);
  EXPECT_TRUE(book.admit(*ann, start + 59s));
  EXPECT_TRUE(book.admit(*ann, start + 61s)) << "most of the minute before is still within";
  EXPECT_FALSE(book.admit(*ann, start + 81s)) << "a third of it is not";
  EXPECT_FALSE(book.admit(*ann, start + 300s));
}

TEST(quota_book, what_calls_took_keeps_the_next_one_out) {
  const spent taken{.rows = 100, .bytes = 1000, .seconds = 2};
  const auto refused = [&](const quotas& allowed) {
    quota_book book;
    const auto ann = caller({.of_caller = allowed});
    EXPECT_FALSE(book.admit(*ann, start));
    book.charge(*ann, taken, start);
    const auto why = book.admit(*ann, start + 1s);
    return why ? why->message : std::string();
  };
  EXPECT_THAT(refused({.rows = 100}), HasSubstr("100 rows"));
  EXPECT_THAT(refused({.bytes = 999.5}), HasSubstr("999.5 bytes"));
  EXPECT_THAT(refused({.seconds = 1.5}), HasSubstr("1.5 seconds of the database's time"));
  EXPECT_EQ(refused({.rows = 101, .bytes = 1001, .seconds = 2.5}), "");
}

TEST(quota_book, callers_are_counted_each_by_itself) {
  quota_book book;
  const role_limits one{.of_caller = {.calls = 1}};
  EXPECT_FALSE(book.admit(*caller(one, "ann"), start));
  EXPECT_TRUE(book.admit(*caller(one, "ann"), start));
  EXPECT_FALSE(book.admit(*caller(one, "bob"), start));
}

TEST(quota_book, callers_of_one_tenant_are_counted_together) {
  const auto member = [](const char* name, const char* tenant) {
    const auto said = std::make_shared<const auth::token_claims>(
      auth::token_claims{.issuer = "https://id.example", .subject = name, .tenant = tenant});
    return *auth::voucher::token_subject(
      said, std::make_shared<const rights>(rights{
              .role = "r", .limits = {.of_caller = {.calls = 2}, .of_tenant = {.calls = 3}}}));
  };
  constexpr auto red = "red";
  quota_book book;
  EXPECT_FALSE(book.admit(*member("ann", red), start));
  EXPECT_FALSE(book.admit(*member("ann", red), start));
  EXPECT_FALSE(book.admit(*member("bob", red), start));
  const auto refused = book.admit(*member("bob", red), start);
  ASSERT_TRUE(refused);
  EXPECT_THAT(refused->message, HasSubstr("Your tenant's quota of 3 calls"));
  EXPECT_FALSE(book.admit(*member("eve", "green"), start));
}

TEST(quota_book, a_refused_call_is_not_counted) {
  quota_book book;
  const auto ann = caller({.of_caller = {.calls = 1}});
  EXPECT_FALSE(book.admit(*ann, start));
  for (int i = 0; i < 1000; ++i)
    EXPECT_TRUE(book.admit(*ann, start));
  EXPECT_FALSE(book.admit(*ann, start + 121s));
}

TEST(quota_book, forgets_who_took_nothing_lately) {
  quota_book book;
  for (int i = 0; i < 100; ++i)
    book.charge(*caller({}, ("u" + std::to_string(i)).c_str()), {.rows = 1}, start);
  EXPECT_EQ(book.size(), 200U);
  book.forget_idle(start + 60s);
  EXPECT_EQ(book.size(), 200U);
  book.forget_idle(start + 121s);
  EXPECT_EQ(book.size(), 0U);
}

TEST(quota_book, tells_what_a_caller_and_its_tenant_took_lately) {
  quota_book book;
  const auto ann = caller({});
  EXPECT_EQ(book.of(*ann, start).caller.calls, 0);
  EXPECT_FALSE(book.admit(*ann, start));
  book.charge(*ann, {.rows = 60, .bytes = 600, .seconds = 6}, start);
  const auto now = book.of(*ann, start + 1s);
  EXPECT_EQ(now.caller.calls, 1);
  EXPECT_EQ(now.tenant.rows, 60);
  const auto later = book.of(*ann, start + 80s);
  EXPECT_NEAR(later.caller.bytes, 400, 1) << "two thirds of it are within the last minute";
  EXPECT_NEAR(later.caller.seconds, 4, 0.01);
  EXPECT_EQ(book.of(*ann, start + 121s).caller.rows, 0);
  EXPECT_EQ(book.of(*caller({}, "bob"), start).caller.calls, 0);
}

TEST(quota_book, reports_what_was_taken_since_the_last_report) {
  quota_book book;
  for (int i = 0; i < 3; ++i)
    EXPECT_FALSE(book.admit(*caller({}), start + std::chrono::seconds(50 * i)));
  EXPECT_FALSE(book.admit(*caller({}, "bob"), start));
  const auto first = book.take_report();
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].second.calls + first[1].second.calls, 4);
  EXPECT_THAT(book.take_report(), testing::IsEmpty());
  EXPECT_FALSE(book.admit(*caller({}, "bob"), start + 200s));
  const auto second = book.take_report();
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].first, caller({}, "bob")->tenant_key());
}

} // namespace
} // namespace howdah::actors
