#include "tests/support/session_driver.hpp"
#include "tests/support/test_cluster.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace howdah::postgres {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using tests::recorder;
using tests::session_driver;

void must(const std::string& command) {
  if (std::system((command + " > /dev/null 2>&1").c_str()) != 0) // NOLINT(*-env33-c)
    throw std::runtime_error("failed: " + command);
}

/// A PostgreSQL behind TLS with certificates of its own authority, on a loopback address of its
/// own: tls, password and certificate logins. One for all tests.
class tls_cluster {
public:
  tls_cluster()
    : address_("127.77." + std::to_string(getpid() / 250 % 250) + "."
               + std::to_string(getpid() % 250 + 1)) {
    auto started
      = private_cluster::start({.configuration = "listen_addresses = '" + address_
                                                 + "'\npassword_encryption = scram-sha-256\n"});
    if (!started)
      throw std::runtime_error(started.error().message + started.error().detail);
    cluster_ = *std::move(started);
    make_certificates();
    admit();
  }
  ~tls_cluster() { fs::remove_all(files_); }
  tls_cluster(const tls_cluster&) = delete;
  tls_cluster& operator=(const tls_cluster&) = delete;

  std::string dsn(const std::string& more) const {
    return "host=localhost hostaddr=" + address_
           + " port=5432 dbname=demo sslrootcert=" + file("ca.crt") + " " + more;
  }
  std::string file(const std::string& name) const { return (files_ / name).string(); }
  std::string administrate(const std::string& sql) const {
    return tests::administrate(sql, cluster_->dsn());
  }

private:
  void make_certificates() const {
    fs::create_directories(files_);
    must("openssl req -new -x509 -days 2 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 "
         "-subj /CN=ca -keyout "
         + file("ca.key") + " -out " + file("ca.crt"));
    std::ofstream(file("names")) << "subjectAltName=DNS:localhost";
    for (const std::string name : {"server", "carol"}) {
      must("openssl req -new -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj /CN="
           + name + " -keyout " + file(name + ".key") + " -out " + file(name + ".csr"));
      must("openssl x509 -req -days 2 -in " + file(name + ".csr") + " -CA " + file("ca.crt")
           + " -CAkey " + file("ca.key") + " -CAcreateserial -extfile " + file("names") + " -out "
           + file(name + ".crt"));
      fs::permissions(file(name + ".key"), fs::perms::owner_read | fs::perms::owner_write);
    }
  }

  /// Gives the server its certificate and says who may come in how.
  void admit() const {
    const fs::path data = administrate("SHOW data_directory");
    for (const std::string name : {"server.crt", "server.key", "ca.crt"}) {
      fs::copy_file(file(name), data / name);
      struct stat owner {};
      if (::stat(data.c_str(), &owner) != 0
          || ::chown((data / name).c_str(), owner.st_uid, owner.st_gid) != 0)
        throw std::runtime_error("cannot hand over " + name);
    }
    std::ofstream(data / "pg_hba.conf") << "local all all trust\n"
                                           "hostssl all carol all cert\n"
                                           "hostssl all bob all scram-sha-256\n"
                                           "hostnossl all dave all scram-sha-256\n";
    administrate("CREATE ROLE carol LOGIN; CREATE ROLE bob LOGIN PASSWORD 's3cret'; CREATE ROLE "
                 "dave LOGIN PASSWORD 's3cret'");
    administrate("ALTER SYSTEM SET ssl_ca_file = 'ca.crt'");
    administrate("ALTER SYSTEM SET ssl = on");
    administrate("SELECT pg_reload_conf()");
  }

  std::string address_;
  fs::path files_ = fs::temp_directory_path() / ("howdah-tls-" + std::to_string(getpid()));
  std::unique_ptr<private_cluster> cluster_;
};

tls_cluster& server() {
  static tls_cluster one;
  return one;
}

std::string reason_of(const std::string& dsn) {
  const auto opened = connection::open(tests::options_for(dsn));
  return opened ? "open" : opened.error().message;
}

TEST(connection_over_tls, is_verified_and_encrypted) {
  session_driver driver(
    tests::options_for(server().dsn("user=bob password=s3cret sslmode=verify-full")));
  EXPECT_EQ(
    driver.value({catalog_statement("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")}),
    "t");
}

TEST(connection_over_tls, client_certificates_log_in) {
  session_driver driver(tests::options_for(
    server().dsn("user=carol sslmode=verify-full sslcert=" + server().file("carol.crt")
                 + " sslkey=" + server().file("carol.key"))));
  EXPECT_EQ(driver.value({catalog_statement("SELECT current_user")}), "carol");
}

TEST(connection_over_tls, a_wrong_authority_is_refused_and_its_files_directory_not_told) {
  const auto other = server().file("carol.crt");
  const auto reason
    = reason_of(server().dsn("user=bob password=s3cret sslmode=verify-full sslrootcert=" + other));
  EXPECT_THAT(reason, HasSubstr("certificate verify failed"));
  const auto missing = reason_of(
    server().dsn("user=bob password=s3cret sslmode=verify-full sslrootcert=/some/where/none.crt"));
  EXPECT_THAT(missing, HasSubstr("none.crt"));
  EXPECT_THAT(missing, Not(HasSubstr("/some/where")));
}

TEST(connection_over_tls, a_wrong_password_is_not_repeated) {
  const auto reason = reason_of(server().dsn("user=bob password=wr0ng-one sslmode=require"));
  EXPECT_THAT(reason, HasSubstr("password authentication failed"));
  EXPECT_THAT(reason, Not(HasSubstr("wr0ng-one")));
}

TEST(connection_over_tls, a_password_file_is_read) {
  const auto file = server().file("pgpass");
  std::ofstream(file) << "*:*:*:bob:s3cret\n*:*:*:dave:s3cret\n";
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  setenv("PGPASSFILE", file.c_str(), 1);
  EXPECT_EQ(reason_of(server().dsn("user=bob sslmode=require")), "open");
  EXPECT_EQ(reason_of(server().dsn("user=dave sslmode=disable")), "open");
  unsetenv("PGPASSFILE");
  EXPECT_THAT(reason_of(server().dsn("user=bob sslmode=require")), HasSubstr("no password"));
}

TEST(connection_over_tls, large_results_are_read_to_the_end) {
  session_driver driver(
    tests::options_for(server().dsn("user=bob password=s3cret sslmode=require")));
  recorder sink(std::numeric_limits<std::size_t>::max(), false);
  const auto ended = driver.run(
    trip_form::read,
    {catalog_statement("SELECT g, repeat('x', g % 3000) FROM generate_series(1, 30000) g")}, sink);
  EXPECT_FALSE(ended.failure);
  EXPECT_EQ(sink.count, 30'000U);
  const auto long_rows = driver.run(
    trip_form::read, {catalog_statement("SELECT repeat('x', 900000) FROM generate_series(1, 30)")},
    sink);
  EXPECT_FALSE(long_rows.failure);
  EXPECT_EQ(sink.count, 30'030U);
}

TEST(connection_over_tls, a_giant_value_is_too_large) {
  session_driver driver(
    tests::options_for(server().dsn("user=bob password=s3cret sslmode=require")));
  recorder sink;
  const auto ended
    = driver.run(trip_form::read, {catalog_statement("SELECT repeat('x', 100000000)")}, sink);
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::too_large);
}

TEST(connection_over_tls, reads_are_cancelled) {
  session_driver driver(
    tests::options_for(server().dsn("user=bob password=s3cret sslmode=require")));
  recorder sink;
  const auto ended
    = driver.run(trip{trip_form::read, {{catalog_statement("SELECT pg_sleep(60)")}}}, sink, {},
                 [&] { driver.session().stop({.code = errc::cancelled, .message = "enough"}); });
  ASSERT_TRUE(ended.failure);
  EXPECT_EQ(ended.failure->code, errc::cancelled);
  EXPECT_EQ(driver.value({catalog_statement("SELECT 1")}), "1");
}

} // namespace
} // namespace howdah::postgres
