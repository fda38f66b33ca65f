#include "actors/session_register.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace howdah::actors {
namespace {

constexpr std::int64_t now = 1'800'000'000;

session_register fresh(std::size_t remembered = 10) {
  return {auth::sealer::random(), std::chrono::hours(1), remembered};
}

TEST(session_register, an_id_brings_its_session_back) {
  const auto sessions = fresh();
  const auto id = sessions.open(*auth::anonymous(), mcp::revision::v2025_06_18, 42, now);
  EXPECT_LE(id.size(), 200U);
  EXPECT_TRUE(std::all_of(id.begin(), id.end(), [](char c) { return c >= 0x21 && c <= 0x7e; }))
    << id;
  const auto session = sessions.find(*auth::anonymous(), id, now);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->rev, mcp::revision::v2025_06_18);
  EXPECT_EQ(session->nonce, 42U);
}

TEST(session_register, an_expired_session_is_not_found) {
  const auto sessions = fresh();
  const auto id = sessions.open(*auth::anonymous(), mcp::newest_legacy, 1, now);
  EXPECT_TRUE(sessions.find(*auth::anonymous(), id, now + 3599));
  const auto late = sessions.find(*auth::anonymous(), id, now + 3600);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, errc::session_not_found);
}

TEST(session_register, an_id_with_any_byte_changed_is_not_found) {
  const auto sessions = fresh();
  const auto id = sessions.open(*auth::anonymous(), mcp::newest_legacy, 1, now);
  for (std::size_t i = 0; i < id.size(); ++i) {
    auto forged = id;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(sessions.find(*auth::anonymous(), forged, now)) << "byte " << i;
  }
  EXPECT_FALSE(sessions.find(*auth::anonymous(), "", now));
}

TEST(session_register, an_id_of_another_server_is_not_found) {
  const auto id = fresh().open(*auth::anonymous(), mcp::newest_legacy, 1, now);
  EXPECT_FALSE(fresh().find(*auth::anonymous(), id, now));
}

TEST(session_register, an_ended_session_is_not_found_and_others_live_on) {
  auto sessions = fresh();
  const auto first = sessions.open(*auth::anonymous(), mcp::newest_legacy, 1, now);
  const auto second = sessions.open(*auth::anonymous(), mcp::newest_legacy, 2, now);
  EXPECT_TRUE(sessions.end(*sessions.find(*auth::anonymous(), first, now), now));
  EXPECT_FALSE(sessions.find(*auth::anonymous(), first, now));
  EXPECT_TRUE(sessions.find(*auth::anonymous(), second, now));
}

TEST(session_register, ended_sessions_are_never_forgotten_early_and_room_returns_when_they_expire) {
  auto sessions = fresh(1);
  EXPECT_TRUE(sessions.end({.nonce = 1, .expires = now + 10}, now));
  EXPECT_FALSE(sessions.end({.nonce = 2, .expires = now + 100}, now));
  EXPECT_TRUE(sessions.end({.nonce = 2, .expires = now + 100}, now + 10));
}

} // namespace
} // namespace howdah::actors
