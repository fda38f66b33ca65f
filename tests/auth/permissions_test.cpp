#include "auth/moment.hpp"
#include "auth/permissions.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::auth {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::chrono::sys_seconds today = *parse_moment("2026-11-22");

std::string hash_of(std::string_view token) {
  return token_digest::of(token).hex();
}

std::string entry(const std::string& name, std::string_view token, const std::string& more = {}) {
  return "  - {name: " + name + ", sha256: " + hash_of(token) + more + "}\n";
}

std::string refusal(const std::string& text) {
  const auto read = permissions::parse(text, "p.yaml");
  EXPECT_FALSE(read) << text;
  if (read)
    return {};
  EXPECT_THAT(read.error().message, AllOf(StartsWith("p.yaml"), Not(HasSubstr("\n")))) << text;
  return read.error().message;
}

permissions good(const std::string& text) {
  auto read = permissions::parse(text, "p.yaml");
  EXPECT_TRUE(read) << read.error().message;
  return read ? *std::move(read) : permissions();
}

std::string holder(const permissions& file, std::string_view token,
                   std::chrono::sys_seconds now = today) {
  const auto who = file.vouch(token, now);
  if (!who) {
    EXPECT_EQ(who.error().code, errc::not_authenticated);
    EXPECT_THAT(who.error().message, Not(HasSubstr(std::string(token)))) << "it tells the token";
  }
  return who ? (*who)->subject() : '!' + who.error().message;
}

TEST(permissions, what_is_no_yaml_is_told_on_one_line) {
  const auto told = refusal("tokens: \"\\\n\\\x01\"\n");
  EXPECT_NE(told.find("not YAML: "), told.npos) << told;
  EXPECT_EQ(told.find_first_of("\n\x01"), told.npos) << told;
}

TEST(permissions, a_stray_comma_is_refused_and_does_not_hang) {
  for (const auto* text :
       {",", ",tokens: []\n", "tokens: []\n,\n", "tokens: []\n---\ntokens: []\n"})
    EXPECT_NE(refusal(text), "") << text;
}

TEST(permissions, whoever_brings_a_token_is_its_holder) {
  const auto file = good("tokens:\n" + entry("alice", "a-token") + entry("bob", "b-token"));
  EXPECT_EQ(file.tokens(), 2U);
  EXPECT_EQ(holder(file, "a-token"), "alice");
  EXPECT_EQ(holder(file, "b-token"), "bob");
  const auto alice = *file.vouch("a-token", today);
  EXPECT_FALSE(alice->is_anonymous());
  EXPECT_NE(alice->issuer(), "");
  EXPECT_NE(alice->key(), (*file.vouch("b-token", today))->key());
}

TEST(permissions, nobody_else_is_let_in) {
  const auto file = good("tokens:\n" + entry("alice", "a-token"));
  for (const auto* token : {"", "a-toke", "a-token ", "A-TOKEN", "a-token=", "x"})
    EXPECT_THAT(holder(file, std::string("~") + token), StartsWith("!"));
  EXPECT_THAT(holder(file, hash_of("a-token")), StartsWith("!")) << "the hash is no token";
  EXPECT_THAT(holder(good("tokens: []"), "a-token"), StartsWith("!"));
}

TEST(permissions, a_token_ends_when_it_says) {
  const auto file = good("tokens:\n" + entry("alice", "sesame", ", expires: 2026-11-22T00:00:01Z"));
  EXPECT_EQ(holder(file, "sesame", today), "alice");
  EXPECT_THAT(holder(file, "sesame", today + std::chrono::seconds(1)), HasSubstr("expired"));
}

TEST(permissions, two_tokens_of_one_name_are_one_caller) {
  const auto file = good("tokens:\n" + entry("alice", "old") + entry("alice", "new"));
  EXPECT_EQ((*file.vouch("old", today))->key(), (*file.vouch("new", today))->key());
}

TEST(permissions, what_is_not_a_list_of_tokens_is_refused) {
  for (const auto* text : {"", "~", "[]", "tokens", "{}", "tokens:", "tokens: ~", "tokens: abc",
                           "tokens: {}", "tokens: [1]", "tokens: [~]", "a: 1\n---\nb: 2",
                           "tokens: [\n", "\ttokens: []", "? [a]\n: 1", "tokens: []\n---\n"})
    refusal(text);
}

TEST(permissions, unknown_and_repeated_keys_are_refused_with_what_is_allowed) {
  EXPECT_THAT(refusal("tokens: []\ntoken: []\n"),
              AllOf(HasSubstr("p.yaml:2:1"), HasSubstr("\"token\""), HasSubstr("tokens")));
  EXPECT_THAT(refusal("tokens: []\ntokens: []\n"), HasSubstr("twice"));
  EXPECT_THAT(refusal("tokens:\n" + entry("a", "t", ", expire: 2027-01-01")),
              AllOf(HasSubstr("expire"), HasSubstr("name, sha256, expires")));
  EXPECT_THAT(refusal("tokens:\n" + entry("a", "t", ", name: b")), HasSubstr("twice"));
}

TEST(permissions, what_is_not_enforced_is_refused) {
  for (const auto* key : {"tenants", "tenant_claim"})
    EXPECT_THAT(refusal("tokens: []\n" + std::string(key) + ": {}\n"),
                AllOf(HasSubstr(key), HasSubstr("not enforced"), HasSubstr("remove")));
  EXPECT_THAT(refusal("tokens:\n" + entry("a", "t", ", tenant: x")),
              AllOf(HasSubstr("tenant"), HasSubstr("not enforced")));
  EXPECT_THAT(refusal("roles: {a: {tenant: x}}\n"),
              AllOf(HasSubstr("p.yaml:1:13"), HasSubstr("tenant"), HasSubstr("not enforced")));
}

TEST(permissions, what_stands_in_a_wrong_place_is_refused) {
  EXPECT_THAT(refusal("tokens: []\n_default: a\n"), HasSubstr("_default"));
  EXPECT_THAT(refusal("tokens: []\nlimits: {}\n"), HasSubstr("limits"));
  EXPECT_THAT(refusal("tokens:\n" + entry("a", "t", ", role: x")), HasSubstr("below users"));
  EXPECT_THAT(refusal("tokens:\n" + entry("a", "t", ", schemas: x")),
              HasSubstr("name, sha256, expires"));
}

TEST(permissions, a_bad_hash_is_refused_and_never_shown) {
  for (const auto* hash : {"my-plain-token", "''", "[a]", "abc123", "{a: b}"}) {
    const auto line = refusal("tokens:\n  - name: a\n    sha256: " + std::string(hash) + '\n');
    EXPECT_THAT(line, AllOf(HasSubstr("p.yaml:3:"), HasSubstr("sha256"),
                            HasSubstr("howdah token new"), Not(HasSubstr("my-plain-token"))));
  }
  EXPECT_THAT(refusal("tokens: [{name: a}]"), HasSubstr("sha256 is missing"));
  EXPECT_THAT(refusal("tokens: [{name: a, sha256: }]"),
              AllOf(HasSubstr("p.yaml:1:20"), HasSubstr("sha256"), HasSubstr("no value")));
  EXPECT_THAT(refusal("tokens: [{name: a, token: my-plain-token}]"),
              AllOf(HasSubstr("\"token\""), Not(HasSubstr("my-plain-token"))));
}

TEST(permissions, one_token_cannot_have_two_holders) {
  EXPECT_THAT(refusal("tokens:\n" + entry("alice", "t") + entry("bob", "t")),
              AllOf(HasSubstr("p.yaml:3:"), HasSubstr("twice")));
}

TEST(permissions, a_name_is_one_line_of_bearable_length) {
  for (const auto* name : {"''", "~", "[a]", "' a'", "'a '", "\"a\\nb\"", "\"\\x7f\"", "\"\\0\""})
    refusal("tokens:\n" + entry(name, "t"));
  refusal("tokens:\n" + entry(std::string(129, 'a'), "t"));
  EXPECT_EQ(holder(good("tokens:\n" + entry("'Zo\xc3\xab D.'", "t")), "t"), "Zo\xc3\xab D.");
  EXPECT_EQ(holder(good("tokens:\n" + entry("007", "t")), "t"), "007");
}

TEST(permissions, a_bad_expiry_never_means_none) {
  for (const auto* moment : {"~", "''", "never", "2027", "2027-02-30", "[2027-01-01]"})
    EXPECT_THAT(refusal("tokens:\n" + entry("a", "t", ", expires: " + std::string(moment))),
                HasSubstr("expires"));
}

TEST(permissions, files_beyond_bounds_are_refused) {
  EXPECT_THAT(refusal("tokens: []\n#" + std::string(1 << 20, 'x')), HasSubstr("1 MiB"));
  std::string many = "tokens:\n";
  for (int i = 0; i < 1001; ++i)
    many += entry("a", std::to_string(i));
  EXPECT_THAT(refusal(many), HasSubstr("1000"));
}

} // namespace
} // namespace howdah::auth
