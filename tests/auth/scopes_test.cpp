#include "tests/auth/permissions_fixture.hpp"

#include <algorithm>
#include <memory>

namespace howdah::auth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::good;
using tests::refusal;

const std::string roles = "roles: {writer: {operations: [select, insert, update]}, "
                          "all: {operations: '*'}}\n"
                          "users: {ann: writer, bob: writer, root: all}\n";
const std::string file_text
  = roles + "scopes: {db:read: select, db:write: [insert, update, delete]}\n";

token_claims_ptr said(const std::string& subject, std::vector<std::string> scopes) {
  token_claims made{
    .issuer = "https://a.example", .subject = subject, .scopes = std::move(scopes)};
  made.identity = subject;
  return std::make_shared<const token_claims>(std::move(made));
}

rights_ptr rights_with(const permissions& file, const std::string& subject,
                       std::vector<std::string> scopes) {
  return (*file.vouch(said(subject, std::move(scopes))))->may();
}

std::vector<std::string> withheld(const rights& of) {
  std::vector<std::string> all;
  for (const auto& each : of.withheld)
    all.push_back(each.operation + " by " + each.scope);
  return all;
}

TEST(scopes, a_token_has_of_its_role_what_its_scopes_give) {
  const auto file = good(file_text);
  EXPECT_THAT(rights_with(file, "ann", {"db:read"})->operations, ElementsAre("select"));
  EXPECT_THAT(rights_with(file, "ann", {"openid", "db:write"})->operations,
              ElementsAre("insert", "update"));
  EXPECT_THAT(rights_with(file, "ann", {"db:read", "db:write"})->operations,
              ElementsAre("select", "insert", "update"));
  EXPECT_THAT(rights_with(file, "ann", {"db:reader", "DB:READ"})->operations, IsEmpty());
}

TEST(scopes, what_they_withhold_is_known_with_a_scope_that_gives_it) {
  const auto file = good(file_text);
  EXPECT_THAT(withheld(*rights_with(file, "ann", {"db:read"})),
              ElementsAre("insert by db:write", "update by db:write"));
  EXPECT_THAT(withheld(*rights_with(file, "ann", {})),
              ElementsAre("select by db:read", "insert by db:write", "update by db:write"));
  EXPECT_THAT(withheld(*rights_with(file, "ann", {"db:read", "db:write"})), IsEmpty());
}

TEST(scopes, a_role_that_may_everything_has_what_they_name) {
  const auto file = good(file_text);
  EXPECT_THAT(rights_with(file, "root", {"db:write"})->operations,
              ElementsAre("insert", "update", "delete"));
  const auto open = good(roles + "scopes: {db:read: select, admin: '*'}\n");
  EXPECT_THAT(rights_with(open, "root", {"admin"})->operations, ElementsAre("*", "select"));
  EXPECT_THAT(rights_with(open, "ann", {"admin"})->operations,
              ElementsAre("select", "insert", "update"));
}

TEST(scopes, callers_of_one_role_and_the_same_scopes_have_one_object) {
  const auto file = good(file_text);
  EXPECT_EQ(rights_with(file, "ann", {"db:read"}), rights_with(file, "bob", {"x", "db:read"}));
  EXPECT_NE(rights_with(file, "ann", {"db:read"}), rights_with(file, "ann", {"db:write"}));
  EXPECT_NE(rights_with(file, "ann", {"db:read"}), rights_with(file, "root", {"db:read"}));
}

TEST(scopes, are_asked_of_access_tokens_alone) {
  const auto file = good(file_text);
  EXPECT_THAT((*file.process_owner("ann"))->may()->operations,
              ElementsAre("select", "insert", "update"));
}

TEST(scopes, refuses_what_it_could_not_keep) {
  EXPECT_THAT(refusal("scopes: {db:read: select}\n"), HasSubstr("the file has no roles"));
  EXPECT_THAT(refusal("roles: {r: {}}\nscopes: {db:read: selekt}\n"),
              HasSubstr("\"selekt\" is not an operation (did you mean select?)"));
  EXPECT_THAT(refusal("roles: {r: {}}\nscopes: {'db read': select}\n"), HasSubstr("a scope has no "));
  EXPECT_THAT(refusal("roles: {r: {}}\nscopes: [select]\n"), HasSubstr("scopes"));
  EXPECT_THAT(refusal("roles: {r: {}}\nscopes: {db:read: }\n"), HasSubstr("a list of operations"));
}

} // namespace
} // namespace howdah::auth
