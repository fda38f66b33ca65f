#include "auth/moment.hpp"
#include "tests/auth/permissions_fixture.hpp"

#include <memory>

namespace howdah::auth {
namespace {

using testing::HasSubstr;
using tests::good;
using tests::refusal;

const auto noon = *parse_moment("2026-11-22T12:00:00Z");

token_claims token(const std::string& subject = "alice", const std::string& jti = "j1") {
  return {.issuer = "https://a.example", .subject = subject, .issued_at = noon, .jti = jti};
}

bool let_in(const std::string& entries, const token_claims& said) {
  const auto who
    = good("revoked: " + entries + "\n").vouch(std::make_shared<const token_claims>(said));
  if (!who) {
    EXPECT_EQ(who.error().code, errc::not_authenticated);
    EXPECT_EQ(who.error().message, "The access token has been revoked.");
  }
  return who.has_value();
}

TEST(revoked, means_subjects_single_tokens_and_issuers) {
  EXPECT_FALSE(let_in("[{subject: alice}]", token()));
  EXPECT_FALSE(let_in("[{jti: j1}]", token()));
  EXPECT_FALSE(let_in("[{issuer: 'https://a.example'}]", token()));
  EXPECT_FALSE(let_in("[{subject: x}, {jti: j1}]", token())) << "one entry is enough";
  EXPECT_FALSE(let_in("[{issuer: 'https://a.example', subject: alice}]", token()));
  EXPECT_FALSE(let_in("[{subject: 42}]", token("42")));
}

TEST(revoked, means_nothing_else) {
  for (const auto* entries :
       {"[]", "[{subject: bob}]", "[{subject: Alice}]", "[{subject: alic}]", "[{jti: j}]",
        "[{jti: alice}]", "[{subject: j1}]", "[{subject: alice, jti: j2}]",
        "[{issuer: 'https://b.example', subject: alice}]", "[{issuer: 'https://a.example/'}]"})
    EXPECT_TRUE(let_in(entries, token())) << entries;
  EXPECT_TRUE(let_in("[{jti: j1}]", token("alice", "")));
}

TEST(revoked, ends_what_was_issued_before_a_moment) {
  EXPECT_FALSE(let_in("[{issued_before: 2026-11-22T12:00:01Z}]", token()));
  EXPECT_TRUE(let_in("[{issued_before: 2026-11-22T12:00:00Z}]", token()));
  EXPECT_FALSE(let_in("[{subject: alice, issued_before: 2026-11-23}]", token()));
  EXPECT_TRUE(let_in("[{subject: bob, issued_before: 2026-11-23}]", token()));
  auto ageless = token();
  ageless.issued_at.reset();
  EXPECT_FALSE(let_in("[{issued_before: 2020-01-01}]", ageless)) << "it may be as old";
}

TEST(revoked, means_tokens_of_the_file_as_well) {
  const auto file = good("tokens:\n  - {name: alice, sha256: " + token_digest::of("t").hex()
                         + "}\n  - {name: bob, sha256: " + token_digest::of("u").hex()
                         + "}\nrevoked: [{subject: alice}]\n");
  const auto alice = file.vouch("t", noon);
  ASSERT_FALSE(alice);
  EXPECT_EQ(alice.error().message, "The access token has been revoked.");
  EXPECT_TRUE(file.vouch("u", noon));
}

TEST(revoked, alone_holds_nobody_to_a_role) {
  EXPECT_FALSE(good("revoked: []\n").restricts());
}

TEST(revoked, that_cannot_be_is_refused_at_its_place) {
  for (const auto* entry :
       {"{}", "alice", "[]", "~", "{subject: }", "{subject: ''}", "{subject: [a]}", "{sub: alice}",
        "{jti: {}}", "{issuer: ''}", "{issued_before: soon}", "{issued_before: 2026-13-01}",
        "{issued_before: [2026-01-01]}", "{subject: a, subject: b}", "{subject: a, role: b}"})
    EXPECT_THAT(refusal("revoked:\n  - " + std::string(entry) + "\n"), HasSubstr("p.yaml:2:"))
      << entry;
  for (const auto* section : {"revoked:\n", "revoked: {}\n", "revoked: alice\n"})
    EXPECT_THAT(refusal(section), HasSubstr("p.yaml:1:")) << section;
}

} // namespace
} // namespace howdah::auth
