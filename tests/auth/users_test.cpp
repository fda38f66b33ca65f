#include "auth/moment.hpp"
#include "tests/auth/permissions_fixture.hpp"

namespace howdah::auth {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using tests::good;
using tests::refusal;

const std::string two_roles = "roles: {reader: {}, writer: {operations: [select, insert]}}\n";

std::string role_of(const permissions& file, std::string_view subject) {
  const auto may = file.rights_of(subject);
  return may ? may->role.empty() ? "none" : may->role : "free";
}

TEST(users, have_the_roles_that_the_file_names) {
  const auto file = good(
    two_roles + "users: {alice: writer, bob: {role: reader}, 42: writer, _default: reader}\n");
  EXPECT_EQ(role_of(file, "alice"), "writer");
  EXPECT_EQ(role_of(file, "bob"), "reader");
  EXPECT_EQ(role_of(file, "42"), "writer");
  EXPECT_EQ(role_of(file, "carol"), "reader");
  EXPECT_EQ(role_of(file, "Alice"), "reader");
  EXPECT_EQ(role_of(file, ""), "reader");
  EXPECT_EQ(role_of(file, "_default"), "reader");
}

TEST(users, of_one_role_have_the_same_rights) {
  const auto file
    = good(two_roles + "users: {a: reader, b: reader, c: writer, _default: reader}\n");
  EXPECT_EQ(file.rights_of("a"), file.rights_of("b"));
  EXPECT_EQ(file.rights_of("a"), file.rights_of("x"));
  EXPECT_EQ(file.rights_of("a"), file.rights_of_nobody());
  EXPECT_NE(file.rights_of("a"), file.rights_of("c"));
}

TEST(users, without_a_role_may_nothing) {
  for (const auto& text : {two_roles, two_roles + "users: {alice: reader}\n",
                           std::string("users: {}\n"), std::string("roles: {}\n")}) {
    const auto file = good(text);
    const auto may = file.rights_of("bob");
    ASSERT_TRUE(may) << text;
    EXPECT_EQ(may->role, "");
    EXPECT_FALSE(may->may("select") || may->reaches("public"));
    EXPECT_EQ(file.rights_of("bob"), file.rights_of_nobody());
    EXPECT_TRUE(file.restricts());
    EXPECT_FALSE(file.has_default());
  }
}

TEST(users, are_free_where_a_file_has_only_tokens) {
  const auto file = good("tokens: []\n");
  EXPECT_FALSE(file.restricts());
  EXPECT_FALSE(file.rights_of("alice"));
  EXPECT_FALSE(file.nobody()->may());
  EXPECT_TRUE(file.asks_for_tokens());
}

TEST(users, come_with_their_rights_however_they_are_known) {
  const auto file = good(two_roles
                         + "users: {alice: writer, _default: reader}\n"
                           "tokens:\n  - {name: alice, sha256: "
                         + token_digest::of("t").hex()
                         + "}\n  - {name: bob, sha256: " + token_digest::of("u").hex() + "}\n");
  const auto now = *parse_moment("2026-11-22");
  EXPECT_EQ((*file.vouch("t", now))->may(), file.rights_of("alice"));
  EXPECT_EQ((*file.vouch("u", now))->may(), file.rights_of_nobody());
  EXPECT_EQ((*file.process_owner("alice"))->may(), file.rights_of("alice"));
  EXPECT_EQ((*file.process_owner("alice"))->subject(), "alice");
  EXPECT_EQ(file.nobody()->may(), file.rights_of_nobody());
  EXPECT_TRUE(file.nobody()->is_anonymous());
  EXPECT_FALSE(file.process_owner(""));
}

TEST(users, without_tokens_nobody_is_let_in_by_one) {
  const auto file = good(two_roles);
  EXPECT_FALSE(file.asks_for_tokens());
  EXPECT_FALSE(file.vouch("t", *parse_moment("2026-11-22")));
}

TEST(users, of_unknown_or_missing_roles_are_refused_at_their_place) {
  const auto told = [](const std::string& users) {
    return refusal(two_roles + "users:\n  " + users + "\n");
  };
  EXPECT_THAT(told("dave: readr"),
              AllOf(HasSubstr("p.yaml:3:9"), HasSubstr("did you mean reader?")));
  EXPECT_THAT(told("dave: {role: nosuchrole}"), HasSubstr("p.yaml:3:16"));
  EXPECT_THAT(told("_default: zzz"), AllOf(HasSubstr("p.yaml:3:13"), HasSubstr("_default")));
  for (const auto* user : {"bob: ",
                           "bob: ~",
                           "bob: ''",
                           "bob: []",
                           "bob: [reader]",
                           "bob: {}",
                           "bob: {role: }",
                           "bob: {role: [reader]}",
                           "_default: ",
                           "_default: {role: reader}",
                           "reader: ",
                           "~: reader",
                           "'': reader",
                           "[a]: reader",
                           "\"a\\nb\": reader",
                           "' a': reader",
                           "bob: {role: reader, role: reader}",
                           "bob: {role: reader, extra: 1}",
                           "42: reader\n  \"42\": reader",
                           "bob: reader\n  bob: reader"})
    EXPECT_THAT(told(user), AllOf(HasSubstr("p.yaml:"), Not(HasSubstr("p.yaml: ")))) << user;
  EXPECT_THAT(told("judy: {schemas: [public]}"),
              AllOf(HasSubstr("p.yaml:3:10"), HasSubstr("schemas"), HasSubstr("role")));
}

TEST(users, are_a_map) {
  for (const auto* text :
       {"users:\n", "users: ~\n", "users: []\n", "users: alice\n", "roles: {}\nusers:\n"})
    refusal(text);
}

TEST(users, of_a_file_without_any_section_are_asked_for) {
  for (const auto* text : {"", "# x\n", "{}", "~", "- a\n", "a", "---\n"})
    EXPECT_THAT(refusal(text), AllOf(HasSubstr("tokens"), HasSubstr("roles"), HasSubstr("users")));
  EXPECT_THAT(refusal("users: {}\nfoo: 1\n"), AllOf(HasSubstr("p.yaml:2:1"), HasSubstr("\"foo\"")));
}

} // namespace
} // namespace howdah::auth
