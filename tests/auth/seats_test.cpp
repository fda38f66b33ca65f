#include "auth/permissions_file.hpp"
#include "tests/auth/permissions_fixture.hpp"

namespace howdah::auth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using tests::good;
using tests::refusal;
using tests::role;

std::string refused_role(const std::string& text) {
  return refusal("roles: {r: " + text + "}\nusers: {u: r}\n");
}

TEST(seats, without_a_word_are_shared_and_nothing_is_told) {
  const auto may = role("{}");
  EXPECT_TRUE(may.as.shared());
  EXPECT_FALSE(may.told.any());
  EXPECT_FALSE(may.confined());
}

TEST(seats, are_a_role_a_login_or_both) {
  EXPECT_EQ(role("{database: {role: app}}").as, seat{.role = "app"});
  EXPECT_TRUE(role("{database: {role: app}}").confined());
  EXPECT_EQ(role("{database: {login: l, password_file: /run/l}}").as,
            (seat{.login = "l", .password_file = "/run/l"}));
  EXPECT_FALSE(role("{database: {login: l}}").confined()) << "PostgreSQL itself holds it";
  EXPECT_EQ(role("{database: {role: a, login: l, certificate: /c, key: /k}}").as,
            (seat{.role = "a", .login = "l", .certificate = "/c", .key = "/k"}));
}

TEST(seats, tell_of_claims_and_settings) {
  const auto may
    = role(R"({claims: [sub, tenant], settings: {app.tenant: tenant, my_app.x.y: a.b}})");
  EXPECT_FALSE(may.told.all);
  EXPECT_THAT(may.told.claims, ElementsAre("sub", "tenant"));
  EXPECT_EQ(may.told.settings, (std::vector<told_claims::as_setting>{{"app.tenant", "tenant"},
                                                                     {"my_app.x.y", "a.b"}}));
  EXPECT_TRUE(may.confined());
  EXPECT_TRUE(role(R"({claims: "*"})").told.all);
}

TEST(seats, that_cannot_be_are_refused) {
  EXPECT_THAT(refused_role("{database: {}}"), HasSubstr("database"));
  EXPECT_THAT(refused_role("{database: app}"), HasSubstr("database"));
  EXPECT_THAT(refused_role("{database: {roles: app}}"), HasSubstr("roles"));
  EXPECT_THAT(refused_role("{database: {role: none}}"), HasSubstr("\"none\" is no role"));
  EXPECT_THAT(refused_role("{database: {role: public}}"), HasSubstr("is no role"));
  EXPECT_THAT(refused_role("{database: {role: " + std::string(64, 'a') + "}}"), HasSubstr("63"));
  EXPECT_THAT(refused_role("{database: {password_file: /x}}"), HasSubstr("login"));
  EXPECT_THAT(refused_role("{database: {role: a, password_file: /x}}"), HasSubstr("login"));
  EXPECT_THAT(refused_role("{database: {login: l, password_file: x}}"), HasSubstr("absolute path"));
  EXPECT_THAT(refused_role("{database: {login: l, key: /x}}"), HasSubstr("go together"));
}

TEST(seats, of_settings_that_postgresql_would_not_take_are_refused) {
  for (const auto* name : {"tenant", "work_mem", "app.", ".tenant", "app..t", "app.ten ant", "9a.b",
                           "app.t-x", "\"app.t;x\"", "request.jwt.claims", "Request.JWT.claims"})
    EXPECT_THAT(refused_role("{settings: {" + std::string(name) + ": tenant}}"),
                HasSubstr("settings"))
      << name;
  EXPECT_THAT(refused_role("{settings: {app.t: a, APP.t: b}}"), HasSubstr("twice"));
  EXPECT_THAT(refused_role("{settings: {app.t: }}"), HasSubstr("app.t"));
  EXPECT_THAT(refused_role("{claims: [\"*\", sub]}"), HasSubstr("all of them"));
}

TEST(seats, are_inherited_unless_the_role_has_its_own) {
  const std::string roles = "roles:\n"
                            "  a: {database: {role: x}, claims: sub}\n"
                            "  b: {database: {role: y}, claims: tenant}\n"
                            "  heir: {inherits: a}\n"
                            "  own: {inherits: [a, b], database: {role: z}, claims: \"*\"}\n";
  const auto file = good(roles + "users: {h: heir, o: own}\n");
  EXPECT_EQ(file.rights_of("h")->as.role, "x");
  EXPECT_THAT(file.rights_of("h")->told.claims, ElementsAre("sub"));
  EXPECT_EQ(file.rights_of("o")->as.role, "z");
  EXPECT_TRUE(file.rights_of("o")->told.all);
  EXPECT_THAT(refusal(roles + "  torn: {inherits: [a, b]}\nusers: {}\n"),
              HasSubstr("another database"));
  EXPECT_THAT(refusal("roles: {a: {claims: sub}, b: {claims: x}, c: {inherits: [a, b]}}\n"),
              HasSubstr("other claims"));
}

std::string told_of(const permissions& file, std::string_view user) {
  const auto who = file.process_owner(user);
  if (!who || !(*who)->told())
    return "";
  std::string out;
  for (const auto& each : *(*who)->told())
    out += each.name + "=" + each.value + " ";
  return out;
}

TEST(seats, tell_what_the_file_says_of_a_user) {
  const auto file
    = good("roles: {r: {claims: \"*\", settings: {app.tenant: tenant}}, free: {}}\n"
           "users:\n  ann: {role: r, claims: {tenant: t1}}\n  bob: r\n  eve: {role: free, claims: "
           "{tenant: t9}}\n  _default: r\n");
  EXPECT_EQ(told_of(file, "ann"),
            R"(app.tenant=t1 request.jwt.claims={"sub":"ann","tenant":"t1"} )");
  EXPECT_EQ(told_of(file, "bob"), R"(app.tenant= request.jwt.claims={"sub":"bob"} )");
  EXPECT_EQ(told_of(file, "eve"), "") << "the role tells nothing";
  EXPECT_EQ(told_of(file, "a\"b"), R"(app.tenant= request.jwt.claims={"sub":"a\"b"} )");
  ASSERT_TRUE(file.nobody()->told());
  EXPECT_EQ(file.nobody()->told()->back().value, "{}");
}

TEST(seats, tell_what_an_access_token_says_and_the_file_knows_better) {
  const auto file = good("roles: {r: {claims: [sub, tenant, plan]}}\nusers:\n  ann: {role: r, "
                         "claims: {plan: paid}}\n  _default: r\n");
  const auto told = [&](const std::string& identity) {
    token_claims said{.issuer = "https://id.example", .subject = "4711", .identity = identity};
    said.all = *claim_values::parse(R"({"sub":"4711","tenant":"t1","plan":"free","aud":"x"})");
    return (*file.vouch(std::make_shared<const token_claims>(said)))->told()->back().value;
  };
  EXPECT_EQ(told("ann"), R"({"sub":"4711","tenant":"t1","plan":"paid"})");
  EXPECT_EQ(told("bob"), R"({"sub":"4711","tenant":"t1","plan":"free"})");
}

TEST(seats, of_users_with_claims_that_cannot_be_are_refused) {
  const std::string roles = "roles: {r: {}}\n";
  EXPECT_THAT(refusal(roles + "users: {u: {role: r, claims: {sub: root}}}\n"), HasSubstr("sub"));
  EXPECT_THAT(refusal(roles + "users: {u: {role: r, claims: tenant}}\n"), HasSubstr("claims"));
  EXPECT_THAT(refusal(roles + "users: {u: {role: r, claims: {tenant: [a]}}}\n"),
              HasSubstr("tenant"));
}

} // namespace
} // namespace howdah::auth
