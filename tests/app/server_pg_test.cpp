#include "app/endpoint.hpp"
#include "app/runtime.hpp"
#include "app/vigil.hpp"
#include "app/wiring.hpp"
#include "postgres/private_cluster.hpp"

#include <caf/actor_system.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <gmock/gmock.h>
#include <memory>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>

namespace howdah::app {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

/// The whole server in this process, on a pair of pipes.
class server_test : public testing::Test {
protected:
  server_test() {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    EXPECT_EQ(::pipe(in.data()), 0);
    EXPECT_EQ(::pipe(out.data()), 0);
    theirs_in = in[0];
    to_server = in[1];
    theirs_out = out[1];
    answers = ::fdopen(out[0], "r");
  }
  ~server_test() override {
    std::fclose(answers);
    for (const int fd : {theirs_in, to_server, theirs_out})
      if (fd >= 0)
        ::close(fd);
  }

  void begin(const secret& dsn, configuration values = {}) {
    core = std::make_unique<wiring>(system, values, dsn);
    door = serve_stdio(system, values, core->dispatcher(),
                       std::make_shared<transport::fixed_caller>(values.caller), theirs_in,
                       theirs_out);
    left = end_flag::of(door->actor(), watch.ended());
  }

  std::string ask(const std::string& line) {
    say(line);
    std::string answer;
    for (int c = std::fgetc(answers); c != '\n' && c != EOF; c = std::fgetc(answers))
      answer += static_cast<char>(c);
    return answer;
  }

  void say(const std::string& line) const {
    const auto text = line + '\n';
    ASSERT_EQ(::write(to_server, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }

  /// As main does it; true when the transport ended in time.
  bool end() {
    const auto until = std::chrono::steady_clock::now() + 5s;
    while (!left->over() && watch.wait(until) != event::time_is_up) {
    }
    door->close(1s);
    door.reset();
    core.reset();
    return left->over();
  }

  static constexpr const char* initialize
    = R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})";
  static std::string query(const std::string& sql) {
    return R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"query","arguments":{"sql":")"
           + sql + R"("}}})";
  }

  vigil watch;
  runtime_config setup;
  caf::actor_system system{setup};
  int theirs_in = -1;
  int to_server = -1;
  int theirs_out = -1;
  std::FILE* answers = nullptr;
  std::unique_ptr<wiring> core;
  std::unique_ptr<endpoint> door;
  std::optional<end_flag> left;
};

TEST_F(server_test, answers_without_a_database) {
  begin(secret());
  EXPECT_THAT(ask(initialize), HasSubstr("\"protocolVersion\":\"2025-11-25\""));
  EXPECT_THAT(ask(query("select 1")),
              AllOf(HasSubstr("Database not configured."), HasSubstr("\"isError\":true")));
  ::close(std::exchange(to_server, -1));
  EXPECT_TRUE(end());
}

TEST_F(server_test, says_which_variables_of_libpq_enable_no_database) {
  begin(secret(), {.no_database_hint = "PGHOST alone enables no database."});
  ask(initialize);
  EXPECT_THAT(ask(query("select 1")), HasSubstr("PGHOST alone enables no database."));
  ::close(std::exchange(to_server, -1));
  EXPECT_TRUE(end());
}

TEST_F(server_test, runs_statements_and_ends_with_its_client) {
  const auto cluster = postgres::private_cluster::start({});
  ASSERT_TRUE(cluster) << cluster.error().message;
  begin(secret((*cluster)->dsn()));
  ask(initialize);
  EXPECT_THAT(ask(query("select 6 * 7 as answer")),
              AllOf(HasSubstr("\"rows\":[[42]]"), HasSubstr("\"isError\":false")));
  ::close(std::exchange(to_server, -1));
  EXPECT_TRUE(end());
}

TEST_F(server_test, holds_a_read_only_server_to_reading) {
  const auto cluster = postgres::private_cluster::start({.sql = "create table t (a int)"});
  ASSERT_TRUE(cluster) << cluster.error().message;
  begin(secret((*cluster)->dsn()), {.access = access_mode::read_only});
  ask(initialize);
  EXPECT_THAT(ask(query("insert into t values (1)")),
              HasSubstr("Read-only mode: only SELECT queries are allowed."));
  EXPECT_THAT(ask(query("select count(*) from t")), HasSubstr("\"rows\":[[0]]"));
  ::close(std::exchange(to_server, -1));
  EXPECT_TRUE(end());
}

TEST_F(server_test, winds_down_when_told) {
  begin(secret());
  ask(initialize);
  door->wind_down();
  EXPECT_TRUE(end());
}

} // namespace
} // namespace howdah::app
