#include "auth/token_cache.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace howdah::auth {
namespace {

using namespace std::chrono_literals;

token_claims_ptr claims_of(const std::string& subject, std::chrono::sys_seconds until) {
  return std::make_shared<const token_claims>(token_claims{
    .issuer = "https://one.example", .subject = subject, .identity = subject, .expires = until});
}

permissions_ptr file(const std::string& text) {
  auto read = permissions::parse(text, "permissions.yaml");
  EXPECT_TRUE(read) << read.error().message;
  return std::make_shared<const permissions>(*std::move(read));
}

class token_cache_test : public testing::Test {
protected:
  std::shared_ptr<key_trust> remember(token_cache& in, const std::string& token,
                                      std::chrono::seconds lasts = 3'600s) {
    auto trust = std::make_shared<key_trust>();
    in.remember(token_digest::of(token),
                {.claims = claims_of(token, now + lasts), .until = now + lasts, .by = trust}, now);
    return trust;
  }
  /// The subject, the reason why not, or "unknown".
  std::string holder(token_cache& in, const std::string& token) {
    const auto known = in.holder_of(token, by, now);
    if (!known)
      return "unknown";
    return *known ? (**known)->subject() : known->error().message;
  }

  std::chrono::sys_seconds now{1'800'000'000s};
  permissions_ptr by = std::make_shared<const permissions>();
  token_cache cache{3, 300s};
};

TEST_F(token_cache_test, knows_what_it_was_told_and_nothing_else) {
  remember(cache, "alice");
  EXPECT_EQ(holder(cache, "alice"), "alice");
  EXPECT_EQ(holder(cache, "alic"), "unknown");
  EXPECT_EQ(holder(cache, ""), "unknown");
}

TEST_F(token_cache_test, a_token_ends_with_its_time) {
  remember(cache, "alice", 60s);
  now += 59s;
  EXPECT_EQ(holder(cache, "alice"), "alice");
  now += 1s;
  EXPECT_EQ(holder(cache, "alice"), "unknown");
  EXPECT_EQ(cache.size(), 0U);
}

TEST_F(token_cache_test, a_token_is_verified_again_after_a_while_however_long_it_lasts) {
  remember(cache, "alice", 24h);
  now += 299s;
  EXPECT_EQ(holder(cache, "alice"), "alice");
  now += 1s;
  EXPECT_EQ(holder(cache, "alice"), "unknown");
}

TEST_F(token_cache_test, a_token_ends_with_the_trust_in_its_key) {
  const auto trust = remember(cache, "alice");
  remember(cache, "bob");
  trust->end();
  EXPECT_EQ(holder(cache, "alice"), "unknown");
  EXPECT_EQ(holder(cache, "bob"), "bob");
}

TEST_F(token_cache_test, the_one_that_was_not_asked_for_longest_goes_first) {
  for (const auto* token : {"a", "b", "c"})
    remember(cache, token);
  EXPECT_EQ(holder(cache, "a"), "a");
  remember(cache, "d");
  EXPECT_EQ(holder(cache, "b"), "unknown");
  for (const auto* token : {"a", "c", "d"})
    EXPECT_EQ(holder(cache, token), token);
  EXPECT_EQ(cache.size(), 3U);
}

TEST_F(token_cache_test, large_tokens_take_the_room_of_several) {
  token_cache small(100, 300s, 16 * 1024);
  const auto trust = std::make_shared<key_trust>();
  const auto put = [&](const std::string& token, std::size_t bytes) {
    auto said = *claims_of(token, now + 1h);
    said.all = claim_values::parse(R"({"a":")" + std::string(bytes, 'a') + "\"}").value();
    small.remember(token_digest::of(token),
                   {.claims = std::make_shared<const token_claims>(std::move(said)),
                    .until = now + 1h,
                    .by = trust},
                   now);
  };
  for (const auto* token : {"a", "b", "c"})
    put(token, 1000);
  EXPECT_EQ(small.size(), 3U);
  put("d", 2000);
  EXPECT_EQ(holder(small, "a"), "unknown");
  EXPECT_EQ(holder(small, "d"), "d");
  put("huge", 10'000);
  EXPECT_EQ(holder(small, "huge"), "unknown");
  EXPECT_EQ(holder(small, "d"), "d");
}

TEST_F(token_cache_test, to_remember_again_takes_no_more_room) {
  for (int i = 0; i < 5; ++i)
    remember(cache, "alice");
  remember(cache, "bob");
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_EQ(holder(cache, "alice"), "alice");
}

TEST_F(token_cache_test, other_permissions_judge_anew) {
  remember(cache, "alice");
  remember(cache, "bob");
  EXPECT_EQ(cache.holder_of("alice", by, now).value().value()->may(), nullptr);
  by = file("roles: {reader: {}}\nusers: {alice: reader}");
  EXPECT_NE(cache.holder_of("alice", by, now).value().value()->may(), nullptr);
}

TEST_F(token_cache_test, the_same_permissions_give_the_same_principal) {
  remember(cache, "alice");
  EXPECT_EQ(cache.holder_of("alice", by, now).value().value(),
            cache.holder_of("alice", by, now).value().value());
}

TEST_F(token_cache_test, a_cache_without_room_remembers_nothing) {
  token_cache none(0, 300s);
  remember(none, "alice");
  EXPECT_EQ(none.size(), 0U);
  remember(cache, "late", 0s);
  remember(cache, "later", -5s);
  EXPECT_EQ(cache.size(), 0U);
}

TEST_F(token_cache_test, may_be_asked_while_it_is_told) {
  token_cache busy(50, 300s);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2'000; ++i) {
        const auto token = std::to_string((i * 7 + t) % 100);
        if (t % 2 == 0)
          remember(busy, token);
        else if (const auto told = holder(busy, token); told != token && told != "unknown")
          ++wrong;
      }
    });
  for (auto& thread : threads)
    thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(busy.size(), 50U);
}

} // namespace
} // namespace howdah::auth
