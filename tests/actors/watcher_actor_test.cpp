#include "actors/watcher.hpp"
#include "tests/actors/noting_pool.hpp"
#include "tests/support/virtual_actors.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct scene {
  pool_notes pool;
  std::vector<std::string> told;
};

herald_actor::behavior_type noting_herald(herald_actor::pointer, scene* seen) {
  return {[](const listen&) {},
          [](const end_listen&) {},
          [](const join_stream&) {},
          [](const carry&) {},
          [](const subscribe&) {},
          [](const pipe_opened&) {},
          [](const session_over&) {},
          [](const changed&) {},
          [=](const updated& what) { seen->told.push_back(what.uri); },
          [](const departed&) {},
          [](const drain&) {},
          [](const reply&) {},
          [](const notice&) {},
          [](const herald_tick&) {
          }};
}

class watcher_test : public tests::virtual_actors {
protected:
  void SetUp() override {
    asker = spawn(noting_herald, &seen);
    under_test = spawn_broker(
      watcher, watcher_settings{.pool = spawn(noting_pool, &seen.pool), .interval = 2s});
  }
  void look_at(std::vector<std::string> uris) {
    tell(under_test, watch{.uris = std::move(uris), .asker = asker});
  }
  void found(const std::string& fingerprints) {
    const auto look = seen.pool.assigned.back().work;
    tell(under_test, reply{.to = look->exchange,
                           .body = R"({"jsonrpc":"2.0","id":0,"result":{"fingerprints":[)"
                                   + fingerprints + "]}}"});
  }
  void failed() {
    tell(under_test, reply{.to = seen.pool.assigned.back().work->exchange,
                           .body = R"({"jsonrpc":"2.0","id":0,"error":{"code":1}})"});
  }
  scene seen;
  herald_actor asker;
  watcher_actor under_test;
};

TEST_F(watcher_test, nothing_is_looked_at_unless_somebody_asks) {
  advance(10s);
  look_at({});
  advance(10s);
  EXPECT_THAT(seen.pool.assigned, IsEmpty());
}

TEST_F(watcher_test, the_first_look_is_at_once_and_tells_nobody) {
  look_at({"table://a/b"});
  ASSERT_THAT(seen.pool.assigned, SizeIs(1));
  found("\"1\"");
  EXPECT_THAT(seen.told, IsEmpty());
  advance(1900ms);
  EXPECT_THAT(seen.pool.assigned, SizeIs(1));
  advance(200ms);
  EXPECT_THAT(seen.pool.assigned, SizeIs(2));
}

TEST_F(watcher_test, what_differs_is_told_once) {
  look_at({"table://a/b", "table://a/c"});
  found("\"1\",\"2\"");
  advance(2s);
  found("\"1\",\"3\"");
  advance(2s);
  found("\"1\",\"3\"");
  EXPECT_THAT(seen.told, ElementsAre("table://a/c"));
  advance(2s);
  found("null,\"3\"");
  advance(2s);
  found("\"9\",\"3\"");
  EXPECT_THAT(seen.told, ElementsAre("table://a/c", "table://a/b", "table://a/b"))
    << "gone, and there again";
}

TEST_F(watcher_test, nothing_differs_while_the_database_cannot_be_asked) {
  look_at({"table://a/b"});
  failed();
  advance(2s);
  found("\"1\"");
  advance(2s);
  failed();
  advance(2s);
  EXPECT_THAT(seen.told, IsEmpty());
  found("\"2\"");
  EXPECT_THAT(seen.told, ElementsAre("table://a/b"));
}

TEST_F(watcher_test, a_table_that_comes_late_is_looked_at_after_the_look_under_way) {
  look_at({"table://a/b"});
  look_at({"table://a/b", "table://a/c"});
  ASSERT_THAT(seen.pool.assigned, SizeIs(1));
  found("\"1\"");
  ASSERT_THAT(seen.pool.assigned, SizeIs(2));
  found("\"1\",\"2\"");
  EXPECT_THAT(seen.told, IsEmpty());
  advance(2s);
  found("\"1\",\"3\"");
  EXPECT_THAT(seen.told, ElementsAre("table://a/c"));
}

TEST_F(watcher_test, looking_ends_with_the_last_who_asked) {
  look_at({"table://a/b"});
  found("\"1\"");
  look_at({});
  advance(10s);
  EXPECT_THAT(seen.pool.assigned, SizeIs(1));
}

TEST_F(watcher_test, there_is_one_look_at_a_time) {
  look_at({"table://a/b"});
  found("\"1\"");
  advance(2s);
  ASSERT_THAT(seen.pool.assigned, SizeIs(2));
  advance(20s);
  EXPECT_THAT(seen.pool.assigned, SizeIs(2)) << "the second is not answered yet";
}

} // namespace
} // namespace howdah::actors
