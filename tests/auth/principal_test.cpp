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

} // namespace
} // namespace howdah::auth
