#include "tests/auth/permissions_fixture.hpp"

#include <memory>

namespace howdah::auth {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using tests::good;
using tests::refusal;

const std::string roles = "roles: {one: {}, two: {}, three: {}}\n";

token_claims_ptr said(const std::string& json, const std::string& issuer = "https://a.example",
                      std::vector<std::string> scopes = {}) {
  auto all = claim_values::parse(json);
  EXPECT_TRUE(all) << json;
  token_claims made{.issuer = issuer, .subject = "4711", .scopes = std::move(scopes)};
  made.identity = all->text("sub").value_or("");
  made.all = *std::move(all);
  return std::make_shared<const token_claims>(std::move(made));
}

std::string role_of(const permissions& file, const token_claims_ptr& claims) {
  const auto who = file.vouch(claims);
  return who ? (*who)->may() ? (*who)->may()->role : "free" : who.error().message;
}

/// The role that an entry gives whoever's token says this; "": none.
std::string matched(const std::string& entry, const std::string& json) {
  return role_of(good(roles + "match:\n  - {" + entry + ", role: one}\n"), said(json));
}

TEST(match, compares_texts_and_members_of_lists) {
  EXPECT_EQ(matched("claim: team, is: red", R"({"team":"red"})"), "one");
  EXPECT_EQ(matched("claim: team, is: red", R"({"team":["blue","red"]})"), "one");
  EXPECT_EQ(matched("claim: a.b, is: red", R"({"a":{"b":["red"]}})"), "one");
  EXPECT_EQ(matched("claim: a.b, is: red", R"({"a.b":"red"})"), "one");
  EXPECT_EQ(matched("claim: team, any_of: [red, blue]", R"({"team":"blue"})"), "one");
  EXPECT_EQ(matched("claim: team, is: 42", R"({"team":"42"})"), "one");
  EXPECT_EQ(matched("claim: mail, matches: '*@x.example'", R"({"mail":"a@x.example"})"), "one");
  EXPECT_EQ(matched("claim: mail, matches: '*@x.example'", R"({"mail":["z","a@x.example"]})"),
            "one");
}

TEST(match, takes_nothing_for_what_it_is_not) {
  for (const auto* json :
       {R"({})", R"({"team":"Red"})", R"({"team":"red "})", R"({"team":"redder"})",
        R"({"team":""})", R"({"team":null})", R"({"team":true})", R"({"team":7})",
        R"({"team":{"red":1}})", R"({"team":["red",7]})", R"({"team":[["red"]]})",
        R"({"team":"red blue"})", R"({"Team":"red"})", R"({"team":"re*"})"})
    EXPECT_EQ(matched("claim: team, is: red", json), "") << json;
  EXPECT_EQ(matched("claim: team, is: '*'", R"({"team":"red"})"), "") << "only matches has stars";
  EXPECT_EQ(matched("claim: team, any_of: ['r*']", R"({"team":"red"})"), "");
  EXPECT_EQ(matched("claim: mail, matches: '*@x.example'", R"({"mail":"a@x.example.evil"})"), "");
  EXPECT_EQ(matched("claim: mail, matches: '*@x.example'", R"({"mail":"a@y.example"})"), "");
  EXPECT_EQ(matched("claim: mail, matches: 'a.b'", R"({"mail":"axb"})"), "");
}

TEST(match, takes_no_address_that_is_not_verified) {
  const std::string own = "claim: email, is: a@x.example";
  EXPECT_EQ(matched(own, R"({"email":"a@x.example"})"), "one");
  EXPECT_EQ(matched(own, R"({"email":"a@x.example","email_verified":true})"), "one");
  EXPECT_EQ(matched(own, R"({"email":"a@x.example","email_verified":"true"})"), "one");
  for (const auto* no : {"false", "\"false\"", "null", "1", "[true]", "{}"})
    EXPECT_EQ(matched(own, R"({"email":"a@x.example","email_verified":)" + std::string(no) + "}"),
              "")
      << no;
}

TEST(match, means_the_scopes_by_scope) {
  const auto file = good(roles + "match:\n  - {claim: scope, is: db, role: one}\n");
  EXPECT_EQ(role_of(file, said("{}", "https://a.example", {"x", "db"})), "one");
  EXPECT_EQ(role_of(file, said(R"({"scope":"db"})")), "") << "the issuer's scopes are elsewhere";
}

TEST(match, gives_the_role_of_the_first_entry_that_fits) {
  const auto file = good(roles
                         + "match:\n"
                           "  - {claim: t, is: a, issuer: 'https://b.example', role: one}\n"
                           "  - {claim: t, is: a, role: two}\n"
                           "  - {claim: t, matches: '*', role: three}\n");
  EXPECT_EQ(role_of(file, said(R"({"t":"a"})", "https://b.example")), "one");
  EXPECT_EQ(role_of(file, said(R"({"t":"a"})")), "two");
  EXPECT_EQ(role_of(file, said(R"({"t":["z","a"]})")), "two");
  EXPECT_EQ(role_of(file, said(R"({"t":"z"})")), "three");
  EXPECT_EQ(role_of(file, said("{}")), "");
}

TEST(match, comes_after_users_and_before_the_default) {
  const auto file = good(roles
                         + "match: [{claim: t, is: a, role: one}]\n"
                           "users: {ann: two, _default: three}\n");
  EXPECT_EQ(role_of(file, said(R"({"sub":"ann","t":"a"})")), "two");
  EXPECT_EQ(role_of(file, said(R"({"sub":"bob","t":"a"})")), "one");
  EXPECT_EQ(role_of(file, said(R"({"t":"a"})")), "one");
  EXPECT_EQ(role_of(file, said(R"({"sub":"bob"})")), "three");
  EXPECT_EQ((*file.process_owner("bob"))->may()->role, "three") << "it brings no claims";
}

TEST(match, holds_callers_to_roles_even_when_it_is_empty) {
  const auto file = good("match: []\n");
  EXPECT_TRUE(file.restricts());
  EXPECT_EQ(role_of(file, said("{}")), "");
  EXPECT_EQ(role_of(good("tokens: []\n"), said("{}")), "free");
}

TEST(match, that_cannot_be_is_refused_at_its_place) {
  const auto told = [](const std::string& entry) {
    return refusal(roles + "match:\n  - " + entry + "\n");
  };
  EXPECT_THAT(told("{claim: t, is: a, role: tow}"),
              AllOf(HasSubstr("p.yaml:3:29"), HasSubstr("did you mean two?")));
  EXPECT_THAT(told("{claim: t, is: a, any_of: [b], role: one}"), HasSubstr("one of is"));
  EXPECT_THAT(told("{claim: t, si: a, role: one}"), HasSubstr("did you mean is?"));
  for (const auto* entry : {"{}",
                            "one",
                            "[]",
                            "~",
                            "{claim: t, role: one}",
                            "{is: a, role: one}",
                            "{claim: t, is: a}",
                            "{claim: [t], is: a, role: one}",
                            "{claim: t, is: [a], role: one}",
                            "{claim: t, is: '', role: one}",
                            "{claim: t, is: ~, role: one}",
                            "{claim: t, any_of: a, role: one}",
                            "{claim: t, any_of: [], role: one}",
                            "{claim: t, any_of: [[a]], role: one}",
                            "{claim: t, matches: [a], role: one}",
                            "{claim: t, is: a, matches: b, role: one}",
                            "{claim: '', is: a, role: one}",
                            "{claim: t, is: a, role: [one]}",
                            "{claim: t, is: a, role: one, issuer: ''}",
                            "{claim: t, is: a, is: b, role: one}",
                            "{claim: t, is: \"a\\0\", role: one}"})
    EXPECT_THAT(told(entry), HasSubstr("p.yaml:3:")) << entry;
  for (const auto* section : {"match:\n", "match: {}\n", "match: one\n", "match: ~\n"})
    EXPECT_THAT(refusal(roles + section), HasSubstr("p.yaml:2:")) << section;
}

} // namespace
} // namespace howdah::auth
