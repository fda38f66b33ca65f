#include "app/caller_book.hpp"
#include "app/permissions_source.hpp"
#include "auth/token.hpp"

#include <atomic>
#include <chrono>
#include <gmock/gmock.h>
#include <memory>
#include <string>
#include <thread>

namespace howdah::app {
namespace {

using testing::HasSubstr;

const std::string roles = "roles: {reader: {}, writer: {operations: insert}}\n";
const std::string tokens
  = "tokens: [{name: alice, sha256: " + auth::token_digest::of("t").hex() + "}]\n";

auth::permissions_ptr file(const std::string& text) {
  auto read = parse_permissions(text, "p.yaml");
  EXPECT_TRUE(read) << read.error().message;
  return std::make_shared<const auth::permissions>(read ? *std::move(read) : auth::permissions());
}

std::string role_of(const auth::principal_ptr& who) {
  return who->may() ? who->may()->role : "free";
}

TEST(caller_book, names_the_owner_with_the_role_that_is_good_now) {
  caller_book book(file(roles + "users: {alice: reader}\n"), "alice");
  const auto before = book.caller();
  EXPECT_EQ(role_of(before), "reader");
  book.replace(file(roles + "users: {alice: writer}\n"));
  EXPECT_EQ(role_of(book.caller()), "writer");
  EXPECT_EQ(book.caller()->key(), before->key()) << "the caller became somebody else";
  book.replace(file(roles + "users: {bob: writer}\n"));
  EXPECT_EQ(role_of(book.caller()), "");
  EXPECT_EQ(role_of(before), "reader") << "a call that is under way changed its mind";
}

TEST(caller_book, without_an_owner_everybody_is_the_default) {
  caller_book book(file(roles + "users: {alice: writer, _default: reader}\n"), "");
  EXPECT_TRUE(book.caller()->is_anonymous());
  EXPECT_EQ(role_of(book.caller()), "reader");
  book.replace(file(roles));
  EXPECT_EQ(role_of(book.caller()), "");
}

TEST(caller_book, holders_of_tokens_have_the_role_that_is_good_now) {
  caller_book book(file(tokens + roles + "users: {alice: reader}\n"), "");
  EXPECT_EQ(role_of(**book.holder_of("t")), "reader");
  book.replace(file(tokens + roles + "users: {alice: writer}\n"));
  EXPECT_EQ(role_of(**book.holder_of("t")), "writer");
  book.replace(file("tokens: []\n" + roles));
  EXPECT_FALSE(*book.holder_of("t"));
}

class caller_book_of_issuers : public testing::Test {
protected:
  caller_book_of_issuers() {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto until = now + std::chrono::hours(1);
    verified->remember(auth::token_digest::of("a.b.c"),
                       {.claims = std::make_shared<const auth::token_claims>(
                          auth::token_claims{.issuer = "https://id.example",
                                             .subject = "alice",
                                             .identity = "alice",
                                             .expires = until}),
                        .until = until,
                        .by = std::make_shared<auth::key_trust>()},
                       now);
  }

  std::shared_ptr<auth::token_cache> verified
    = std::make_shared<auth::token_cache>(10, std::chrono::seconds(300));
};

TEST_F(caller_book_of_issuers, knows_verified_tokens_with_the_role_that_is_good_now) {
  caller_book book(file(roles + "users: {alice: reader}\n"), "", verified);
  EXPECT_EQ((**book.holder_of("a.b.c"))->issuer(), "https://id.example");
  EXPECT_EQ(role_of(**book.holder_of("a.b.c")), "reader");
  book.replace(file(roles + "users: {alice: writer}\n"));
  EXPECT_EQ(role_of(**book.holder_of("a.b.c")), "writer");
}

TEST_F(caller_book_of_issuers, has_others_verified_that_may_be_good) {
  const caller_book book(file(roles), "", verified);
  EXPECT_FALSE(book.holder_of("a.b.d")) << "AUTH has to be asked";
  for (const auto* text : {"", "t", "a.b", "a.b.c.d", "...", "sesame"}) {
    const auto known = book.holder_of(text);
    ASSERT_TRUE(known) << text;
    EXPECT_FALSE(*known) << text;
  }
}

TEST_F(caller_book_of_issuers, knows_the_file_s_tokens_too) {
  const auto dotted = "tokens: [{name: bob, sha256: " + auth::token_digest::of("x.y.z").hex()
                      + "}, {name: carol, sha256: " + auth::token_digest::of("t").hex() + "}]\n";
  const caller_book book(file(dotted), "", verified);
  EXPECT_EQ((**book.holder_of("x.y.z"))->subject(), "bob");
  EXPECT_EQ((**book.holder_of("t"))->subject(), "carol");
  EXPECT_EQ((**book.holder_of("a.b.c"))->subject(), "alice");
  EXPECT_FALSE(book.holder_of("x.y.zz"));
}

TEST_F(caller_book_of_issuers, without_issuers_no_token_waits) {
  const caller_book book(file(tokens), "");
  ASSERT_TRUE(book.holder_of("a.b.c"));
  EXPECT_FALSE(*book.holder_of("a.b.c"));
}

TEST(caller_book, is_asked_while_it_is_replaced) {
  const auto one = file(roles + "users: {alice: reader}\n");
  const auto other = file(roles + "users: {alice: writer}\n");
  caller_book book(one, "alice");
  std::atomic<bool> stop = false;
  std::thread main([&] {
    for (int i = 0; i < 2000; ++i)
      book.replace(i % 2 == 0 ? other : one);
    stop = true;
  });
  while (!stop)
    EXPECT_NE(role_of(book.caller()), "");
  main.join();
}

std::string why_not(const std::string& first, const std::string& next, bool over_http = true) {
  const auto fine = may_follow(*file(first), *file(next), over_http);
  return fine ? "" : fine.error().message;
}

TEST(may_follow, is_whatever_opens_nothing) {
  EXPECT_EQ(why_not(tokens, "tokens: []\n"), "");
  EXPECT_EQ(why_not(tokens, tokens + roles), "");
  EXPECT_EQ(why_not(tokens + roles, tokens + "users: {}\n"), "");
  EXPECT_EQ(why_not(roles, roles + tokens, false), "") << "tokens mean nothing over stdio";
}

TEST(may_follow, is_never_what_lets_in_or_loose) {
  EXPECT_THAT(why_not(tokens + roles, roles), HasSubstr("tokens is gone"));
  EXPECT_THAT(why_not(roles + "revoked: []\n", roles), HasSubstr("revoked is gone"));
  EXPECT_THAT(why_not(roles, roles + tokens), HasSubstr("tokens is new"));
  EXPECT_THAT(why_not(tokens + roles, tokens), HasSubstr("roles and users are gone"));
  EXPECT_THAT(why_not(roles, tokens, false), HasSubstr("roles and users are gone"));
}

TEST(reloadable_permissions, are_taken_and_told) {
  const auto book
    = std::make_shared<caller_book>(file(roles + "users: {alice: reader}\n"), "alice");
  int told = 0;
  const auto files = reloadable_permissions("p.yaml", book, false, [&] { ++told; });
  EXPECT_EQ(files.paths, std::vector<std::string>{"p.yaml"});
  EXPECT_EQ(files.take({roles + "users: {alice: writer, x: reader}\n"}),
            "0 tokens, 2 roles, 2 users");
  EXPECT_EQ(role_of(book->caller()), "writer");
  for (const auto& bad :
       {std::string("roles: [oops"), std::string(), tokens, roles + "users: {alice: writr}\n"}) {
    const auto taken = files.take({bad});
    ASSERT_FALSE(taken) << bad;
    EXPECT_THAT(taken.error().message, testing::StartsWith("p.yaml:"));
  }
  EXPECT_EQ(role_of(book->caller()), "writer") << "the last good one is gone";
  EXPECT_EQ(told, 1);
}

} // namespace
} // namespace howdah::app
