#include "tests/actors/authenticator_fixture.hpp"

#include <gmock/gmock.h>

namespace howdah::actors {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

TEST_F(authenticator_test, gets_every_issuers_keys_at_once) {
  open();
  ASSERT_THAT(one, SizeIs(1));
  EXPECT_EQ(one.back().url, "https://one.example/keys");
  ASSERT_THAT(two, SizeIs(1));
  EXPECT_EQ(two.back().url, "https://two.example/keys");
}

TEST_F(authenticator_test, vouches_for_a_good_token_and_remembers_it) {
  open();
  publish({&first});
  const auto good = token(first);
  EXPECT_FALSE(cached(good));
  EXPECT_EQ(ask(good), "alice");
  EXPECT_TRUE(cached(good));
}

TEST_F(authenticator_test, a_token_waits_for_the_first_keys) {
  open();
  EXPECT_EQ(ask(token(first)), "");
  EXPECT_EQ(ask(token(second, "mallory")), "");
  publish({&first});
  EXPECT_EQ(told_to(1), "alice");
  EXPECT_THAT(told_to(2), HasSubstr("key"));
}

TEST_F(authenticator_test, what_is_no_token_of_a_known_issuer_is_refused_at_once) {
  open();
  EXPECT_NE(ask("no.token"), "");
  EXPECT_THAT(ask(token(first, "alice", "https://three.example")), HasSubstr("issuer"));
  EXPECT_THAT(ask(token(first, "alice", "https://one.example/")), HasSubstr("issuer"));
}

TEST_F(authenticator_test, a_token_that_is_not_good_is_neither_let_in_nor_remembered) {
  open();
  publish({&first});
  const tests::signing_key forged("first");
  const auto bad = token(forged);
  EXPECT_NE(ask(bad), "alice");
  EXPECT_NE(told_to(last), "");
  EXPECT_FALSE(cached(bad));
  const auto old = token(first, "alice", "https://one.example", -3'600);
  EXPECT_NE(ask(old), "alice");
  EXPECT_FALSE(cached(old));
}

TEST_F(authenticator_test, one_issuer_cannot_speak_for_another) {
  open();
  publish({&first}, 0);
  publish({&second}, 1);
  EXPECT_EQ(ask(token(second, "bob", "https://two.example")), "bob");
  EXPECT_NE(ask(token(second, "bob", "https://one.example")), "bob");
}

TEST_F(authenticator_test, a_silent_issuer_delays_no_other) {
  open();
  EXPECT_EQ(ask(token(first)), "");
  publish({&second}, 1);
  EXPECT_EQ(ask(token(second, "bob", "https://two.example")), "bob");
}

TEST_F(authenticator_test, nobody_waits_longer_than_the_patience) {
  open();
  EXPECT_EQ(ask(token(first)), "");
  advance(5s);
  EXPECT_EQ(ask(token(first, "late")), "");
  advance(4s);
  EXPECT_EQ(told_to(1), "");
  advance(1100ms);
  EXPECT_THAT(told_to(1), HasSubstr("cannot be fetched now"));
  EXPECT_EQ(told_to(2), "");
  publish({&first});
  EXPECT_EQ(told_to(2), "late");
  EXPECT_THAT(told_to(1), testing::Not(HasSubstr(" and "))) << "an answer came twice";
}

TEST_F(authenticator_test, no_more_wait_than_may) {
  settings.known.waiting_tokens = 2;
  open();
  EXPECT_EQ(ask(token(first, "a")), "");
  EXPECT_EQ(ask(token(first, "b")), "");
  EXPECT_THAT(ask(token(first, "c")), HasSubstr("Too many"));
  publish({&first});
  EXPECT_EQ(told_to(1), "a");
  EXPECT_EQ(told_to(2), "b");
}

TEST_F(authenticator_test, while_an_issuer_cannot_be_reached_tokens_are_told_so_at_once) {
  open();
  EXPECT_EQ(ask(token(first)), "");
  fail();
  EXPECT_THAT(told_to(1), HasSubstr("cannot be fetched now"));
  EXPECT_THAT(ask(token(first)), HasSubstr("cannot be fetched now"));
  ASSERT_THAT(one, SizeIs(1));
  advance(1100ms);
  ASSERT_THAT(one, SizeIs(2)) << "tried again without being asked";
  EXPECT_EQ(ask(token(first)), "");
  publish({&first});
  EXPECT_EQ(told_to(last), "alice");
}

TEST_F(authenticator_test, keys_are_renewed_before_anybody_has_to_wait) {
  open();
  publish({&first}, 0, 100s);
  advance(99s);
  EXPECT_THAT(one, SizeIs(1));
  advance(6s);
  EXPECT_THAT(one, SizeIs(2));
  EXPECT_EQ(ask(token(first)), "alice") << "stale while it is asked";
}

TEST_F(authenticator_test, stale_keys_count_while_the_issuer_is_silent_but_not_for_ever) {
  open();
  publish({&first}, 0, 60s);
  const auto good = token(first);
  ASSERT_EQ(ask(good), "alice");
  advance(61s);
  fail();
  EXPECT_EQ(ask(token(first, "bob")), "bob");
  EXPECT_TRUE(cached(good));
  for (int i = 0; i < 60; ++i) {
    advance(10s);
    fail();
  }
  EXPECT_FALSE(cached(good));
  EXPECT_THAT(ask(token(first, "carol")), HasSubstr("cannot be fetched now"));
}

TEST_F(authenticator_test, a_new_key_is_looked_for) {
  open();
  publish({&first});
  advance(2s);
  EXPECT_EQ(ask(token(second)), "");
  ASSERT_THAT(one, SizeIs(2));
  publish({&first, &second});
  EXPECT_EQ(told_to(last), "alice");
  EXPECT_EQ(ask(token(first)), "alice");
}

TEST_F(authenticator_test, many_tokens_of_a_new_key_cause_one_look) {
  open();
  publish({&first});
  advance(2s);
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(ask(token(second, std::to_string(i))), "");
  ASSERT_THAT(one, SizeIs(2));
  publish({&second});
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(told_to(static_cast<std::uint64_t>(i) + 1), std::to_string(i));
}

TEST_F(authenticator_test, random_keys_are_refused_and_cause_one_look_in_each_pause) {
  open();
  publish({&first});
  advance(20s);
  int refused = 0;
  for (int i = 0; i < 200; ++i) {
    refused += ask(token(tests::signing_key("random" + std::to_string(i)))).empty() ? 0 : 1;
    publish({&first}, 0, 3'600s);
    advance(50ms);
  }
  EXPECT_LE(one.size(), 1U + 2U) << "200 tokens in 10 s";
  EXPECT_GT(refused, 170);
  EXPECT_EQ(ask(token(first)), "alice");
}

TEST_F(authenticator_test, a_key_that_is_gone_takes_its_tokens_with_it) {
  open();
  publish({&first, &second}, 0, 60s);
  const auto by_first = token(first, "alice");
  const auto by_second = token(second, "bob");
  ASSERT_EQ(ask(by_first), "alice");
  ASSERT_EQ(ask(by_second), "bob");
  advance(66s);
  publish({&second});
  EXPECT_FALSE(cached(by_first));
  EXPECT_TRUE(cached(by_second));
  EXPECT_NE(ask(by_first), "alice");
}

TEST_F(authenticator_test, a_key_that_changed_under_its_name_is_another_one) {
  open();
  publish({&first}, 0, 60s);
  const auto good = token(first);
  ASSERT_EQ(ask(good), "alice");
  const tests::signing_key other("first");
  advance(66s);
  publish({&other});
  EXPECT_FALSE(cached(good));
  EXPECT_NE(ask(good), "alice");
  EXPECT_EQ(ask(token(other)), "alice");
}

TEST_F(authenticator_test, an_answer_that_is_no_key_set_changes_nothing) {
  open();
  publish({&first}, 0, 60s);
  const auto good = token(first);
  ASSERT_EQ(ask(good), "alice");
  for (const std::string body : {"", "<html>", "[]", "{\"keys\":7}", "{\"keys\":"}) {
    advance(66s);
    serve(fetched_page{.status = 200, .body = body});
    EXPECT_TRUE(cached(good)) << body;
    EXPECT_EQ(ask(token(first, "bob")), "bob");
  }
}

TEST_F(authenticator_test, searches_for_keys_whose_place_is_not_given) {
  settings.known.issuers = {issuer_of("https://one.example")};
  open();
  settings.known.issuers.front().jwks_url.clear();
  one.clear();
  settings.fetchers.resize(1);
  settings.known.issuers.resize(1);
  under_test = spawn(authenticator, settings);
  EXPECT_EQ(ask(token(first)), "");
  EXPECT_EQ(one.back().url, "https://one.example/.well-known/openid-configuration");
  serve(fetched_page{.status = 200,
                     .body
                     = R"({"issuer":"https://one.example","jwks_uri":"https://keys.example/1"})"});
  EXPECT_EQ(one.back().url, "https://keys.example/1");
  publish({&first});
  EXPECT_EQ(told_to(last), "alice");
}

TEST_F(authenticator_test, answers_to_fetches_of_nobody_are_ignored) {
  open();
  tell(under_test, fetched{.ticket = 77, .page = fetched_page{}});
  publish({&first});
  EXPECT_EQ(ask(token(first)), "alice");
}

TEST_F(authenticator_test, ends_with_tokens_waiting) {
  open();
  EXPECT_EQ(ask(token(first)), "");
  end_all();
}

} // namespace
} // namespace howdah::actors
