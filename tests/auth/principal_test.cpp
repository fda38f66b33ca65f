#include "auth/principal.hpp"

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

} // namespace
} // namespace howdah::auth
