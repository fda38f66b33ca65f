#include "app/permissions_command.hpp"
#include "app/permissions_page.hpp"
#include "app/permissions_source.hpp"
#include "app/permissions_warnings.hpp"
#include "auth/moment.hpp"
#include "tests/app/load_fixture.hpp"
#include "tests/support/snapshot.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const auto today = *auth::parse_moment("2026-11-22");

auth::permissions good(const std::string& text) {
  auto read = parse_permissions(text, "p.yaml");
  EXPECT_TRUE(read) << read.error().message;
  return read ? *std::move(read) : auth::permissions();
}

std::vector<std::string> warnings(const std::string& text) {
  return permissions_warnings(good(text), today);
}

std::string entry(const std::string& name, const std::string& more = {}) {
  return "  - {name: " + name + ", sha256: " + auth::token_digest::of(name).hex() + more + "}\n";
}

TEST(permissions_page, tells_what_the_example_means) {
  const auto file = good(tests::file_of_the_tree("configs/permissions.example.yaml"));
  tests::expect_snapshot("tests/snapshots/check-permissions.txt", permissions_page(file, today));
}

TEST(permissions_page, writes_names_as_the_file_has_them) {
  const auto page = permissions_page(
    good(R"(roles: {r: {tables: ['"a.b"', 'x."c""d"', e], functions: f, deny: [g]}})"), today);
  EXPECT_THAT(page, AllOf(HasSubstr(R"(tables      "a.b", x."c""d", e)"),
                          HasSubstr("functions   f"), HasSubstr("denied      g")));
}

TEST(permissions_page, tells_of_the_seat_and_what_is_told_of_callers) {
  const auto page = permissions_page(
    good("roles: {r: {database: {login: l, role: a, password_file: /p}, claims: [sub, tenant], "
         "settings: {app.t: org.id}}, s: {claims: '*'}}"),
    today);
  EXPECT_THAT(page,
              AllOf(HasSubstr("database    login l, role a\n"),
                    HasSubstr("told        request.jwt.claims (sub, tenant), app.t (org.id)\n"),
                    HasSubstr("told        request.jwt.claims (all)\n")));
}

TEST(permissions_page, tells_of_quotas) {
  const auto page = permissions_page(
    good("roles: {r: {limits: {calls_per_minute: 60, tenant: {concurrent_statements: 3, weight: "
         "0.5}}}}"),
    today);
  EXPECT_THAT(page, HasSubstr("limits      calls_per_minute 60, tenant concurrent_statements 3, "
                              "tenant weight 0.5\n"));
}

TEST(permissions_page, tells_of_claims_and_what_is_revoked) {
  const auto page = permissions_page(
    good("roles: {a: {}, b: {}, c: {}}\nmatch:\n  - {claim: groups, is: dba, role: a}\n"
         "  - {claim: groups, any_of: [x, y], role: b}\n"
         "  - {issuer: 'https://i.example', claim: email, matches: '*@x.example', role: c}\n"
         "revoked: [{subject: eve}, {jti: j}]\n"),
    today);
  EXPECT_THAT(page, AllOf(HasSubstr("\naccess tokens whose claim\n  groups is dba: a\n"
                                    "  groups is one of x, y: b\n"
                                    "  email matches *@x.example, of https://i.example: c\n"),
                          HasSubstr("\nrevoked\n  2 entries\n"), Not(HasSubstr("nobody has it"))));
}

TEST(permissions_page, finds_nothing_odd_in_the_example_for_issuers) {
  const auto file = good(tests::file_of_the_tree("configs/issuer-permissions.example.yaml"));
  EXPECT_THAT(permissions_warnings(file, today), Contains(HasSubstr("no _default")));
  EXPECT_THAT(permissions_warnings(file, today), testing::SizeIs(1));
}

TEST(permissions_page, of_a_user_tells_its_role) {
  const auto file = good("roles: {a: {}, b: {operations: insert}}\nusers: {x: b, _default: a}\n");
  EXPECT_THAT(user_page(file, "x"), AllOf(HasSubstr("role b\n"), HasSubstr("insert")));
  EXPECT_THAT(user_page(file, "y"), AllOf(HasSubstr("role a, of _default"), HasSubstr("select")));
  EXPECT_THAT(user_page(good("roles: {a: {}}"), "y"), HasSubstr("nothing is allowed"));
  EXPECT_THAT(user_page(good("tokens: []"), "y"), HasSubstr("--access"));
}

TEST(permissions_warnings, are_none_where_all_is_well) {
  EXPECT_THAT(warnings("roles: {a: {}}\nusers: {x: a, _default: a}\n"), IsEmpty());
}

TEST(permissions_warnings, tell_what_is_probably_not_meant) {
  const auto with = [](const std::string& role) {
    return warnings("roles: {a: " + role + "}\nusers: {_default: a}\n");
  };
  EXPECT_THAT(warnings("roles: {a: {}}\nusers: {x: a}\n"), Contains(HasSubstr("no _default")));
  EXPECT_THAT(warnings("roles: {a: {}, b: {}, c: {inherits: b}}\nusers: {_default: a}\n"),
              AllOf(Contains(HasSubstr("role c: nobody")), Not(Contains(HasSubstr("role b")))));
  EXPECT_THAT(with("{operations: [select, delete]}"), Contains(HasSubstr("delete with tables *")));
  EXPECT_THAT(with("{operations: delete, tables: x}"), IsEmpty());
  EXPECT_THAT(with("{operations: '*', tables: x}"), Contains(HasSubstr("code")));
  EXPECT_THAT(with("{functions: '*'}"), Contains(HasSubstr("every function")));
  EXPECT_THAT(with("{operations: insert, tables: x, columns: {x: {mask: y}}}"),
              Contains(HasSubstr("may not select")));
  EXPECT_THAT(with("{tables: x, columns: {z: {mask: y}}}"), Contains(HasSubstr("do not name")));
  EXPECT_THAT(with("{schemas: []}"), Contains(HasSubstr("reaches nothing")));
}

TEST(permissions_warnings, tell_of_tokens_and_users_that_do_not_fit) {
  EXPECT_THAT(warnings("tokens:\n" + entry("x")), Contains(HasSubstr("neither roles nor users")));
  const auto told = warnings("tokens:\n" + entry("x", ", expires: 2020-01-01") + entry("y")
                             + "roles: {a: {}}\nusers: {x: a, z: a}\n");
  EXPECT_THAT(told, AllOf(Contains(HasSubstr("token of x has expired")),
                          Contains(HasSubstr("y holds a token")),
                          Contains(HasSubstr("z holds no token"))));
}

class permissions_command_test : public load_test {};

TEST_F(permissions_command_test, prints_what_the_file_says) {
  const auto path = file("roles: {a: {}}\nusers: {x: a, _default: a}\n");
  const auto page = permissions_command({"check-permissions", path});
  ASSERT_TRUE(page && *page);
  EXPECT_THAT(**page, AllOf(HasSubstr(path + ": 0 tokens, 1 role, 1 user\n"), HasSubstr("role a")));
  for (const auto& more : {words{"--user", "x"}, words{"--user=x"}}) {
    words all{"check-permissions", path};
    all.insert(all.end(), more.begin(), more.end());
    const auto told = permissions_command(all);
    ASSERT_TRUE(told && *told);
    EXPECT_THAT(**told, HasSubstr("x has the role a\n"));
  }
}

TEST_F(permissions_command_test, tells_what_is_wrong_in_one_line) {
  const auto told = [](words more) {
    more.insert(more.begin(), "check-permissions");
    const auto page = permissions_command(more);
    EXPECT_TRUE(page && !*page);
    return page && !*page ? page->error().message : std::string();
  };
  const auto bad = file("roles: {a: {schema: x}}\n");
  EXPECT_THAT(told({bad}), HasSubstr(bad + ":1:13: unknown key \"schema\""));
  EXPECT_THAT(told({}), HasSubstr("usage"));
  EXPECT_THAT(told({"/no/such/file.yaml"}), HasSubstr("/no/such/file.yaml"));
  EXPECT_THAT(told({bad, "--usr", "x"}), AllOf(HasSubstr("--usr"), HasSubstr("usage")));
  EXPECT_THAT(told({bad, bad}), HasSubstr("usage"));
  EXPECT_THAT(told({bad, "--user"}), HasSubstr("needs a value"));
  EXPECT_THAT(told({bad, "--user", "x", "--user=y"}), HasSubstr("twice"));
  EXPECT_THAT(told({bad, "--user", "a\nb"}), HasSubstr("--user"));
  EXPECT_THAT(told({""}), HasSubstr("usage"));
}

TEST_F(permissions_command_test, is_not_meant_by_other_arguments) {
  EXPECT_FALSE(permissions_command({}));
  EXPECT_FALSE(permissions_command({"--permissions", "check-permissions"}));
}

} // namespace
} // namespace howdah::app
