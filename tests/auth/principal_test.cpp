#include "auth/principal.hpp"
#include "auth/voucher.hpp"

#include <gtest/gtest.h>

namespace howdah::auth {
namespace {

TEST(principal, nobody_is_one_shared_anonymous_principal) {
  ASSERT_TRUE(anonymous());
  EXPECT_TRUE(anonymous()->is_anonymous());
  EXPECT_EQ(anonymous(), anonymous());
  EXPECT_EQ(anonymous()->issuer(), "");
  EXPECT_EQ(anonymous()->subject(), "");
}

TEST(principal, the_same_name_of_another_issuer_is_somebody_else) {
  const auto holder = voucher::token_holder("alice");
  const auto owner = voucher::process_owner("alice");
  ASSERT_TRUE(holder && owner);
  EXPECT_EQ((*holder)->subject(), (*owner)->subject());
  EXPECT_NE((*holder)->issuer(), (*owner)->issuer());
  EXPECT_NE((*holder)->key(), (*owner)->key());
}

TEST(principal, a_name_cannot_reach_into_the_key_of_another) {
  for (const auto* name : {"", "a\nb", "\n", " a", "a ", "\xff"}) {
    EXPECT_FALSE(voucher::token_holder(name));
    EXPECT_FALSE(voucher::process_owner(name));
  }
}

token_claims_ptr said_by(const std::string& issuer, const std::string& subject,
                         const std::string& tenant = {}) {
  return std::make_shared<const token_claims>(
    token_claims{.issuer = issuer, .subject = subject, .tenant = tenant, .scopes = {"a", "b"}});
}

TEST(principal, of_an_access_token_has_what_it_says) {
  const auto claims = said_by("https://a.example", "alice", "red");
  const auto who = *voucher::token_subject(claims);
  EXPECT_EQ(who->claims(), claims);
  EXPECT_EQ(who->tenant(), "red");
  EXPECT_EQ(who->scopes(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(who->expires(), claims->expires);
}

TEST(principal, without_an_access_token_says_nothing) {
  for (const auto& who :
       {anonymous(), *voucher::token_holder("alice"), *voucher::process_owner("alice")}) {
    EXPECT_FALSE(who->claims());
    EXPECT_EQ(who->tenant(), "");
    EXPECT_EQ(who->tenant_key(), who->key());
    EXPECT_TRUE(who->scopes().empty());
    EXPECT_FALSE(who->expires());
  }
}

TEST(principal, shares_its_tenant_with_those_of_the_same_issuer_only) {
  const auto tenant = [](const token_claims_ptr& claims) {
    return (*voucher::token_subject(claims))->tenant_key();
  };
  const auto red = tenant(said_by("https://a.example", "alice", "red"));
  EXPECT_EQ(red, tenant(said_by("https://a.example", "bob", "red")));
  EXPECT_NE(red, tenant(said_by("https://a.example", "bob", "blue")));
  EXPECT_NE(red, tenant(said_by("https://b.example", "bob", "red")));
  EXPECT_NE(red, tenant(said_by("https://a.example", "red")));
  EXPECT_NE(tenant(said_by("https://a.example", "bob")),
            tenant(said_by("https://a.example", "al")));
}

TEST(principal, is_of_the_tenant_that_the_permissions_file_says) {
  constexpr auto red = R"({"tenant":"red"})";
  const auto by_file = (*voucher::token_holder("ann", nullptr, red));
  EXPECT_EQ(by_file->tenant(), "red");
  EXPECT_EQ(by_file->tenant_key(), (*voucher::process_owner("bob", nullptr, red))->tenant_key());
  const auto claims = said_by("https://a.example", "alice", "blue");
  const auto both = *voucher::token_subject(claims, nullptr, red);
  EXPECT_EQ(both->tenant(), "red") << "whatever the token says";
  EXPECT_EQ(both->tenant_key(), by_file->tenant_key());
  EXPECT_NE((*voucher::token_subject(said_by("https://a.example", "eve", "red")))->tenant_key(),
            by_file->tenant_key())
    << "an issuer's tenant is none of the file's";
  EXPECT_EQ((*voucher::token_holder("ann"))->tenant(), "");
}

} // namespace
} // namespace howdah::auth
