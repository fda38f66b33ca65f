#include "postgres/connection.hpp"
#include "postgres/login_dsn.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <string>

namespace howdah::postgres {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class login_dsn : public testing::Test {
protected:
  login_dsn() {
    std::string made = (std::filesystem::temp_directory_path() / "howdah_login_XXXXXX").string();
    directory_ = ::mkdtemp(made.data());
  }
  ~login_dsn() override { std::filesystem::remove_all(directory_); }

  std::string file(const std::string& content) const {
    const auto path = directory_ + "/password";
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  static std::string of(const std::string& dsn, const seat& as) {
    const auto made = dsn_of_login(secret(dsn), as);
    return made ? made->reveal() : made.error().message;
  }

private:
  std::string directory_;
};

TEST_F(login_dsn, of_the_server_itself_is_what_was_given) {
  EXPECT_EQ(of("host=h password=p", {}), "host=h password=p");
  EXPECT_EQ(of("host=h", {.role = "app"}), "host=h") << "which the session takes on";
}

TEST_F(login_dsn, has_the_login_and_its_password_and_nothing_of_the_servers) {
  const auto made = of("postgresql://owner:ownersecret@h:5433/shop?sslmode=require",
                       {.login = "o'b\\c", .password_file = file("it's \\ a=secret\n")});
  EXPECT_THAT(made,
              AllOf(HasSubstr(R"(user='o\'b\\c')"), HasSubstr(R"(password='it\'s \\ a=secret')"),
                    HasSubstr("dbname='shop'"), HasSubstr("port='5433'"),
                    HasSubstr("sslmode='require'"), Not(HasSubstr("owner"))));
  EXPECT_TRUE(check_dsn(secret(made)));
}

TEST_F(login_dsn, stays_in_the_servers_database) {
  EXPECT_THAT(of("host=h user=owner", {.login = "l"}), HasSubstr("dbname='owner'"));
}

TEST_F(login_dsn, has_the_certificate_of_the_login) {
  EXPECT_THAT(
    of("host=h sslcert=/server.crt", {.login = "l", .certificate = "/l.crt", .key = "/k"}),
    AllOf(HasSubstr("sslcert='/l.crt'"), HasSubstr("sslkey='/k'"), Not(HasSubstr("server.crt"))));
}

TEST_F(login_dsn, without_a_password_in_its_file_is_refused) {
  EXPECT_THAT(of("host=h", {.login = "l", .password_file = "/not/there"}),
              AllOf(HasSubstr("\"l\" cannot be read"), Not(HasSubstr("/not/there"))));
  EXPECT_THAT(of("host=h", {.login = "l", .password_file = "/"}), HasSubstr("cannot be read"));
  EXPECT_THAT(of("host=h", {.login = "l", .password_file = file("")}), HasSubstr("empty"));
  EXPECT_THAT(of("host=h", {.login = "l", .password_file = file("\n")}), HasSubstr("empty"));
  EXPECT_THAT(of("host=h", {.login = "l", .password_file = file("a\nb\n")}),
              HasSubstr("more than one line"));
  EXPECT_THAT(of("host=h", {.login = "l", .password_file = file(std::string("a\0b", 3))}),
              HasSubstr("no text"));
  EXPECT_THAT(of("host=h", {.login = "l", .password_file = file(std::string(5000, 'x'))}),
              HasSubstr("4 KiB"));
}

} // namespace
} // namespace howdah::postgres
