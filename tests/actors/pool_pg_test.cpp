#include "actors/pool.hpp"
#include "tests/actors/database_fixture.hpp"

#include <map>
#include <random>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using postgres::catalog_statement;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using tests::administrate;

/// The real pool with its connector, canceller and databases.
class pool_test : public database_test {
protected:
  pool_actor open_pool(std::size_t connections) {
    auto connecting = system.spawn<caf::detached>(connector);
    spawned_.push_back(caf::actor_cast<caf::actor>(connecting));
    settings.bounds.pool_min = connections;
    settings.bounds.pool_max = connections;
    const pool_settings wanted{
      .connect = tests::options_for(tests::test_cluster().dsn() + " application_name=pooled"),
      .bounds = settings.bounds,
      .factory = std::make_shared<database_spawner>(system, std::vector{canceller_}, settings),
      .connector = std::move(connecting)};
    auto made = system.middleman().spawn_broker(actors::pool, wanted);
    spawned_.push_back(caf::actor_cast<caf::actor>(made));
    return made;
  }

  /// Answers by exchange until there are `count`, each exactly once.
  std::map<std::uint64_t, std::string> answers(std::size_t count) {
    std::map<std::uint64_t, std::string> heard;
    for (std::size_t i = 0; i < count; ++i) {
      auto told = answer();
      EXPECT_TRUE(heard.emplace(told.to.value, std::move(told.body)).second)
        << told.to.value << " twice";
      if (testing::Test::HasFailure())
        break;
    }
    return heard;
  }
};

TEST_F(pool_test, many_calls_share_few_connections) {
  const auto shared = open_pool(2);
  for (std::uint64_t exchange = 1; exchange <= 300; ++exchange)
    sink->send(shared, work(exchange, read(catalog_statement("SELECT 42"))));
  for (const auto& [exchange, body] : answers(300))
    EXPECT_THAT(body, HasSubstr("42|SELECT 1;"));
}

TEST_F(pool_test, every_call_is_answered_once_while_connections_die) {
  const auto shared = open_pool(3);
  std::mt19937 random(11); // NOLINT(*-msc51-cpp): the same every time
  constexpr std::uint64_t calls = 400;
  for (std::uint64_t exchange = 1; exchange <= calls; ++exchange) {
    sink->send(shared,
               work(exchange, exchange % 4 == 0
                                ? write(catalog_statement("SELECT 'w' FROM pg_sleep(0.001)"))
                                : read(catalog_statement("SELECT 'r' FROM pg_sleep(0.001)"))));
    if (random() % 20 == 0)
      administrate("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name "
                   "= 'pooled' LIMIT 1");
  }
  const auto heard = answers(calls);
  for (const auto& [exchange, body] : heard)
    EXPECT_THAT(body, AnyOf(HasSubstr("|SELECT 1;"), HasSubstr("outcome_unknown"),
                            HasSubstr("connection_lost"), HasSubstr("unavailable")));
  expect_silence<reply>(sink);
}

} // namespace
} // namespace howdah::actors
