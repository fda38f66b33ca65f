#include "tests/app/load_fixture.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(load_test, a_permissions_file_is_read_before_anything_listens) {
  const auto tokens = file("tokens: [{name: a, sha256: "
                           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad}]");
  const auto values = good({"--transport", "streamable-http", "--permissions", tokens});
  ASSERT_TRUE(values.permitted);
  EXPECT_EQ(values.permitted->tokens(), 1U);
  EXPECT_THAT(remarks({"--permissions", tokens}), Contains(HasSubstr("--principal")));
  EXPECT_EQ(
    good({"--transport", "streamable-http", "--host", "0.0.0.0", "--permissions", tokens}).host,
    "0.0.0.0")
    << "whoever asks for tokens may listen everywhere";
  EXPECT_FALSE(good({}).permitted);
}

TEST_F(load_test, a_permissions_file_is_never_silently_ignored) {
  EXPECT_THAT(refusal({"--permissions", "/no/such/p.yaml"}), HasSubstr("/no/such/p.yaml"));
  EXPECT_THAT(refusal({"--permissions", file("roles: {}\n")}), HasSubstr("_default"));
  EXPECT_THAT(refusal({"--transport", "streamable-http", "--permissions", file("tokens: []\n")}),
              HasSubstr("no tokens"));
  EXPECT_THAT(refusal({}, {{"MCP_PERMISSIONS_FILE", file("tokens: 1\n")}}), HasSubstr("tokens"));
}

const std::string two_roles = "roles: {reader: {}, writer: {operations: insert}}\n";

TEST_F(load_test, over_stdio_the_caller_has_the_role_of_its_name) {
  const auto users = file(two_roles + "users: {alice: writer}\n");
  EXPECT_EQ(good({"--permissions", users, "--principal", "alice"}).caller->may()->role, "writer");
  EXPECT_EQ(good({"--permissions", users, "--principal", "bob"}).caller->may()->role, "");
  EXPECT_THAT(remarks({"--permissions", users, "--principal", "bob"}),
              Contains(HasSubstr("no role")));
  EXPECT_THAT(refusal({"--permissions", users}),
              AllOf(HasSubstr(users), HasSubstr("--principal"), HasSubstr("_default")));
  const auto standard = file(two_roles + "users: {_default: reader}\n");
  EXPECT_EQ(good({"--permissions", standard}).caller->may()->role, "reader");
  EXPECT_TRUE(good({"--permissions", standard}).caller->is_anonymous());
  EXPECT_EQ(good({"--permissions", standard, "--principal", "bob"}).caller->may()->role, "reader");
}

TEST_F(load_test, over_http_without_tokens_everybody_has_the_default_role) {
  const words http{"--transport", "streamable-http", "--permissions"};
  const auto with = [&](const std::string& text) {
    auto flags = http;
    flags.push_back(file(text));
    return flags;
  };
  EXPECT_EQ(good(with(two_roles + "users: {_default: reader}\n")).caller->may()->role, "reader");
  EXPECT_THAT(remarks(with(two_roles + "users: {_default: reader}\n")),
              Contains(AllOf(HasSubstr("no tokens"), HasSubstr("reader"))));
  EXPECT_THAT(refusal(with(two_roles + "users: {alice: reader}\n")),
              AllOf(HasSubstr("_default"), HasSubstr("tokens")));
  EXPECT_THAT(refusal(with("tokens: []\n" + two_roles + "users: {_default: reader}\n")),
              HasSubstr("no tokens"));
  auto everywhere = with(two_roles + "users: {_default: reader}\n");
  everywhere.insert(everywhere.end(), {"--host", "0.0.0.0"});
  EXPECT_THAT(refusal(everywhere), HasSubstr("--insecure-bind"));
}

TEST_F(load_test, whoever_is_held_to_no_role_is_told_so) {
  const auto tokens = file("tokens: [{name: a, sha256: "
                           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad}]");
  EXPECT_THAT(remarks({"--transport", "streamable-http", "--permissions", tokens}),
              ElementsAre(HasSubstr("neither roles nor users")));
  EXPECT_THAT(remarks({"--permissions", tokens}),
              ElementsAre(HasSubstr("neither roles nor users")));
  EXPECT_FALSE(good({"--permissions", tokens}).caller->may());
  EXPECT_FALSE(good({}).caller->may());
}

TEST_F(load_test, what_is_not_judged_cannot_be_held_to_permissions) {
  EXPECT_THAT(
    refusal({"--access", "unrestricted", "--permissions",
             file(two_roles + "users: {_default: reader}\n")}),
    AllOf(HasSubstr("--permissions"), HasSubstr("unrestricted"), HasSubstr("contradict")));
}

TEST_F(load_test, tools_of_a_role_are_those_that_there_are) {
  EXPECT_THAT(refusal({"--permissions", file("roles: {r: {tables: x, tools: [qurey]}}\n")}),
              AllOf(HasSubstr("qurey"), HasSubstr("describe_table")));
  good({"--permissions", file("roles: {r: {tools: [query, list_*]}}\nusers: {_default: r}\n")});
}

TEST_F(load_test, over_stdio_the_operator_names_the_caller) {
  EXPECT_TRUE(good({}).caller->is_anonymous());
  EXPECT_EQ(good({"--principal", "alice"}).caller->subject(), "alice");
  EXPECT_EQ(good({}, {{"MCP_PRINCIPAL", "bob"}}).caller->subject(), "bob");
  EXPECT_THAT(refusal({"--principal", "a\nb"}), HasSubstr("--principal"));
  EXPECT_THAT(refusal({"--principal", "alice", "--transport", "streamable-http"}),
              AllOf(HasSubstr("--principal"), HasSubstr("--permissions")));
}

} // namespace
} // namespace howdah::app
