#include "postgres/private_cluster.hpp"
#include "tests/support/eventually.hpp"

#include <libpq-fe.h>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <poll.h>
#include <pwd.h>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace howdah::postgres {
namespace {

namespace fs = std::filesystem;
using tests::eventually;
using namespace std::chrono_literals;
using testing::HasSubstr;

/// The first value of the answer, or the error's text.
std::string ask(const std::string& dsn, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(dsn.c_str()),
                                                                &PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQexec(connection.get(), sql.c_str()),
                                                             &PQclear);
  if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK || PQntuples(answer.get()) == 0)
    return PQerrorMessage(connection.get());
  return PQgetvalue(answer.get(), 0, 0);
}

std::unique_ptr<private_cluster> started(const private_cluster::options& wanted) {
  auto cluster = private_cluster::start(wanted);
  if (cluster)
    return *std::move(cluster);
  ADD_FAILURE() << cluster.error().message << '\n' << cluster.error().detail;
  std::abort();
}

/// A field of /proc/<pid>/status.
int status_field(pid_t process, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(name + ":"))
      return std::stoi(line.substr(name.size() + 1));
  return -1;
}

/// Running, not a zombie that nobody waits for.
bool exists(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  std::getline(file, line);
  const auto state = line.rfind(") ");
  return state != std::string::npos && line[state + 2] != 'Z';
}

fs::path new_directory() {
  std::string name = "/tmp/howdah-test-XXXXXX";
  return ::mkdtemp(name.data());
}

/// For clusters of which only life and death matter: one initdb for all tests.
private_cluster::options plain() {
  static const struct kept_template {
    fs::path directory = new_directory();
    pid_t maker = ::getpid();
    ~kept_template() {
      if (maker == ::getpid())
        fs::remove_all(directory);
    }
  } kept;
  return {.cached_template = kept.directory / "template"};
}

/// A directory of the test's own.
class private_cluster_test : public testing::Test {
protected:
  ~private_cluster_test() override { fs::remove_all(directory); }

  fs::path directory = new_directory();
};

/// A cluster owned by another process, which can be killed.
struct foreign_owner {
  pid_t owner = 0;
  pid_t postmaster = 0;
  fs::path directory;

  /// `prepare` runs first in the owner.
  template <class Prepare>
  explicit foreign_owner(Prepare prepare) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    owner = ::fork();
    if (owner == 0) {
      prepare();
      const auto cluster = private_cluster::start(plain());
      const auto line = cluster ? std::to_string((*cluster)->postmaster_pid()) + ' '
                                    + (*cluster)->directory().string() + '\n'
                                : "0 " + cluster.error().message + '\n';
      [[maybe_unused]] const auto written = ::write(ends[1], line.data(), line.size());
      for (;;)
        ::pause();
    }
    ::close(ends[1]);
    std::string line;
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';)
      line += c;
    ::close(ends[0]);
    std::istringstream fields(line);
    std::string path;
    fields >> postmaster;
    std::getline(fields >> std::ws, path);
    directory = path;
  }
  foreign_owner() : foreign_owner([] {}) {}
  ~foreign_owner() { end(); }

  void end() {
    if (owner > 0) {
      ::kill(owner, SIGKILL);
      ::waitpid(owner, nullptr, 0);
    }
    owner = 0;
  }
};

TEST_F(private_cluster_test, serves_the_sql_that_it_was_given) {
  const auto cluster = started(
    {.sql = "create table t as select generate_series(1, 7) as n", .database = "odd name's"});
  EXPECT_EQ(ask(cluster->dsn(), "select count(*) from t"), "7");
  EXPECT_EQ(ask(cluster->dsn(), "select current_database()"), "odd name's");
  EXPECT_EQ(
    ask(
      cluster->dsn(),
      "select pg_encoding_to_char(encoding) || ' ' || datcollate from pg_database where datname = "
      "current_database()"),
    "UTF8 C.UTF-8");
}

TEST_F(private_cluster_test, listens_on_a_socket_that_only_we_can_reach) {
  const auto cluster = started(plain());
  EXPECT_EQ(ask(cluster->dsn(), "select '<' || current_setting('listen_addresses') || '>'"), "<>");
  struct stat facts {};
  ASSERT_EQ(::stat(cluster->directory().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700U);
}

TEST_F(private_cluster_test, logs_in_as_the_superuser_or_as_whom_the_caller_names) {
  const auto cluster = started({.sql = "create role clerk login"});
  EXPECT_EQ(ask(cluster->dsn(), "show is_superuser"), "on");
  EXPECT_EQ(
    ask(cluster->dsn("clerk"), "select current_user || ' ' || current_setting('is_superuser')"),
    "clerk off");
}

TEST_F(private_cluster_test, takes_further_settings) {
  const auto cluster = started({.configuration = "work_mem = '5MB'\n"});
  EXPECT_EQ(ask(cluster->dsn(), "show work_mem"), "5MB");
}

TEST_F(private_cluster_test, never_runs_as_root) {
  const auto cluster = started(plain());
  EXPECT_GT(status_field(cluster->postmaster_pid(), "Uid"), 0);
}

TEST_F(private_cluster_test, is_gone_with_its_files_when_the_object_goes) {
  auto cluster = started(plain());
  const auto place = cluster->directory();
  const auto postmaster = cluster->postmaster_pid();
  cluster.reset();
  EXPECT_FALSE(fs::exists(place));
  EXPECT_TRUE(eventually(2s, [&] { return !exists(postmaster); }));
}

TEST_F(private_cluster_test, is_gone_with_its_files_when_its_owner_is_killed) {
  foreign_owner cluster;
  ASSERT_GT(cluster.postmaster, 0) << cluster.directory;
  cluster.end();
  EXPECT_TRUE(
    eventually(2s, [&] { return !exists(cluster.postmaster) && !fs::exists(cluster.directory); }));
}

TEST_F(private_cluster_test, survives_the_death_of_another_cluster_s_owner) {
  const auto ours = started(plain());
  foreign_owner theirs;
  theirs.end();
  EXPECT_TRUE(eventually(2s, [&] { return !fs::exists(theirs.directory); }));
  EXPECT_EQ(ask(ours->dsn(), "select 1"), "1");
}

TEST_F(private_cluster_test, notices_that_the_server_was_killed_and_removes_its_files) {
  const auto cluster = started(plain());
  EXPECT_TRUE(cluster->alive());
  ::kill(cluster->postmaster_pid(), SIGKILL);
  EXPECT_TRUE(
    eventually(5s, [&] { return !cluster->alive() && !fs::exists(cluster->directory()); }));
  pollfd end{cluster->end_descriptor(), POLLIN, 0};
  EXPECT_EQ(::poll(&end, 1, 0), 1);
}

TEST_F(private_cluster_test, the_server_ends_when_the_supervisor_is_killed) {
  auto cluster = started(plain());
  const auto place = cluster->directory();
  const auto postmaster = cluster->postmaster_pid();
  ::kill(status_field(postmaster, "PPid"), SIGKILL);
  EXPECT_TRUE(eventually(2s, [&] { return !exists(postmaster); }));
  EXPECT_FALSE(cluster->alive());
  cluster.reset();
  EXPECT_FALSE(fs::exists(place));
}

TEST_F(private_cluster_test, what_two_killed_processes_left_is_removed_by_the_next_start) {
  foreign_owner cluster;
  ASSERT_GT(cluster.postmaster, 0) << cluster.directory;
  const auto supervisor = status_field(cluster.postmaster, "PPid");
  ::kill(cluster.owner, SIGSTOP);
  ::kill(supervisor, SIGKILL);
  cluster.end();
  ASSERT_TRUE(eventually(2s, [&] { return !exists(cluster.postmaster); }));
  ASSERT_TRUE(fs::exists(cluster.directory));
  const auto next = started(plain());
  EXPECT_FALSE(fs::exists(cluster.directory));
}

TEST_F(private_cluster_test, a_start_does_not_reap_the_living) {
  foreign_owner other;
  const auto ours = started(plain());
  EXPECT_TRUE(fs::exists(other.directory));
  EXPECT_TRUE(exists(other.postmaster));
}

TEST_F(private_cluster_test, an_ordinary_user_can_have_one) {
  if (::geteuid() != 0) // everything else in this file shows it then
    return;
  const auto* nobody = ::getpwnam("nobody");
  ASSERT_NE(nobody, nullptr);
  foreign_owner cluster([&] {
    if (::setgid(nobody->pw_gid) != 0 || ::setuid(nobody->pw_uid) != 0)
      ::_exit(1);
  });
  ASSERT_GT(cluster.postmaster, 0) << cluster.directory;
  EXPECT_EQ(status_field(cluster.postmaster, "Uid"), static_cast<int>(nobody->pw_uid));
  cluster.end();
  EXPECT_TRUE(
    eventually(2s, [&] { return !exists(cluster.postmaster) && !fs::exists(cluster.directory); }));
}

TEST_F(private_cluster_test, a_temporary_directory_with_a_long_path_is_avoided) {
  const auto deep = directory / std::string(80, 'd');
  fs::create_directory(deep);
  const foreign_owner cluster([&] { ::setenv("TMPDIR", deep.c_str(), 1); });
  ASSERT_GT(cluster.postmaster, 0) << cluster.directory;
  EXPECT_THAT(cluster.directory.string(), testing::Not(HasSubstr(deep.string())));
}

TEST_F(private_cluster_test, sql_that_fails_is_a_problem_and_leaves_nothing) {
  const auto cached = directory / "template";
  const auto cluster
    = private_cluster::start({.cached_template = cached, .sql = "select 1; select nonsense"});
  ASSERT_FALSE(cluster);
  EXPECT_THAT(cluster.error().message, HasSubstr("column \"nonsense\" does not exist"));
  EXPECT_FALSE(fs::exists(cached));
}

TEST_F(private_cluster_test, settings_that_postgresql_refuses_are_a_problem_with_its_words) {
  const auto cluster = private_cluster::start({.configuration = "no_such_setting = 1\n"});
  ASSERT_FALSE(cluster);
  EXPECT_THAT(cluster.error().detail, HasSubstr("no_such_setting"));
}

class cluster_template_test : public private_cluster_test {
protected:
  /// When the SQL ran: the same again when the template was used.
  std::string birth(const std::string& sql = "") {
    const auto cluster
      = started({.cached_template = cached,
                 .sql = "create table birth as select clock_timestamp() as t;" + sql});
    return ask(cluster->dsn(), "select t from birth");
  }

  fs::path cached = directory / "cache" / "template";
};

TEST_F(cluster_template_test, the_second_start_copies_what_the_first_made) {
  const auto first = birth();
  EXPECT_THAT(first, HasSubstr("+00"));
  EXPECT_EQ(birth(), first);
}

TEST_F(cluster_template_test, other_sql_makes_another_template) {
  const auto first = birth();
  const auto second = birth("select 1");
  EXPECT_NE(second, first);
  EXPECT_EQ(birth("select 1"), second);
}

TEST_F(cluster_template_test, a_damaged_template_is_replaced) {
  const auto first = birth();
  fs::remove_all(cached / "howdah-template");
  const auto second = birth();
  EXPECT_NE(second, first);
  EXPECT_EQ(birth(), second);
}

TEST_F(cluster_template_test, a_template_that_others_could_have_made_is_not_trusted) {
  const auto first = birth();
  fs::permissions(cached, fs::perms::owner_all | fs::perms::others_write);
  EXPECT_NE(birth(), first);
}

TEST_F(cluster_template_test, a_place_where_nothing_can_be_kept_is_no_error) {
  cached = "/proc/nowhere/template";
  EXPECT_NE(birth(), birth());
}

TEST_F(cluster_template_test, starts_at_the_same_time_share_it) {
  std::vector<std::thread> starts;
  std::vector<std::string> answers(3);
  for (auto& answer : answers)
    starts.emplace_back([&] {
      const auto cluster
        = started({.cached_template = cached, .sql = "create table t as select 42 as n"});
      answer = ask(cluster->dsn(), "select n from t");
    });
  for (auto& start : starts)
    start.join();
  EXPECT_THAT(answers, testing::Each("42"));
}

} // namespace
} // namespace howdah::postgres
