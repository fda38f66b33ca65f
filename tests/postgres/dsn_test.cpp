#include "postgres/dsn.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::postgres {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string reason_for(const std::string& dsn) {
  const auto checked = check_dsn(secret(dsn));
  return checked ? "fine" : checked.error().message;
}

TEST(dsn, uris_and_keywords_are_read) {
  for (const auto* dsn : {"postgresql://u@h:5433/d?sslmode=require", "postgres://h/d",
                          "host=h dbname=d user=u", "", "service=s"})
    EXPECT_EQ(reason_for(dsn), "fine") << dsn;
}

TEST(dsn, ports_are_numbers_one_for_each_host) {
  for (const auto* dsn :
       {"host=a,b port=5432,5433", "host=a,b port=,1", "postgresql://a:1,b:65535/d", "port=''"})
    EXPECT_EQ(reason_for(dsn), "fine") << dsn;
  for (const auto* dsn :
       {"postgresql://h:s3cret/d", "port=0", "port=65536", "port=1,x", "port=-1", "port=1x"})
    EXPECT_NE(reason_for(dsn).find("the port is not a number from 1 to 65535"), std::string::npos)
      << dsn;
}

TEST(dsn, what_cannot_be_read_is_refused_without_a_piece_of_it) {
  for (const auto* dsn :
       {"postgresql://u:s3cret%zz@h/d", "host=h password=my s3cret", "postgresql://u@h/d?s3cret=1",
        "host=h password='s3cret", "s3cret", "postgresql://[s3cret/d", "password=s3cret\\"}) {
    const auto reason = reason_for(dsn);
    if (reason == "fine") // an unfinished escape is taken as it is
      continue;
    EXPECT_THAT(reason, Not(HasSubstr("s3cret"))) << dsn;
    EXPECT_THAT(reason, HasSubstr("cannot be read")) << dsn;
  }
  EXPECT_NE(reason_for("postgresql://u@h/d?s3cret=1"), "fine");
  EXPECT_NE(reason_for(std::string("host=h\0password=x", 17)), "fine");
}

TEST(dsn, its_description_has_no_password) {
  EXPECT_EQ(describe_dsn(secret("postgresql://bob:pw@db.example:5433/shop")),
            "shop at db.example:5433 as bob");
  EXPECT_EQ(describe_dsn(secret("host=/run/pg port=1 user=bob dbname=shop password=pw")),
            "shop at /run/pg:1 as bob");
  EXPECT_EQ(describe_dsn(secret("hostaddr=::1 port=1 user=bob")), "bob at ::1:1 as bob");
  EXPECT_EQ(describe_dsn(secret("service=mine password=pw")), "service mine");
  EXPECT_EQ(describe_dsn(secret("postgresql://u:pw%zz@h/d")), "an unreadable connection string");
}

TEST(dsn, libpq_resolves_it_without_connecting) {
  const auto resolved
    = resolved_dsn::of(secret("host=127.0.0.1 port=1 user=u options='-c work_mem=1MB'"));
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->value("options"), "-c work_mem=1MB");
  EXPECT_EQ(resolved->value("port"), "1");
  EXPECT_EQ(resolved->value("no such keyword"), "");
}

TEST(dsn, a_service_that_nobody_defined_is_a_problem) {
  const auto resolved
    = resolved_dsn::of(secret("service=no_such_service_anywhere password=s3cret"));
  ASSERT_FALSE(resolved);
  EXPECT_THAT(resolved.error().message, HasSubstr("service"));
  EXPECT_THAT(resolved.error().message, Not(HasSubstr("s3cret")));
}

TEST(dsn, messages_are_scrubbed_of_passwords_and_directories) {
  const auto resolved
    = resolved_dsn::of(secret("user=u password=s3cret sslpassword=key.pw dbname=d"));
  ASSERT_TRUE(resolved);
  EXPECT_EQ(resolved->scrub("bad s3cret or key.pw in \"/etc/ssl/private/k.pem\" \n"),
            "bad *** or *** in \"k.pem\"");
}

TEST(dsn, a_password_that_is_the_users_name_does_not_garble_messages) {
  const auto resolved = resolved_dsn::of(secret("user=bob password=bob"));
  ASSERT_TRUE(resolved);
  EXPECT_EQ(resolved->scrub("user \"bob\" may not"), "user \"bob\" may not");
}

} // namespace
} // namespace howdah::postgres
