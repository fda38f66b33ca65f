#include "app/wiring.hpp"

#include "actors/canceller.hpp"
#include "actors/connector.hpp"
#include "actors/database.hpp"
#include "actors/dispatcher.hpp"
#include "actors/herald.hpp"
#include "actors/judge.hpp"
#include "actors/pool.hpp"
#include "actors/surveyor.hpp"
#include "actors/watcher.hpp"
#include "app/connect_options.hpp"
#include "core/version.hpp"
#include "mcp/lifecycle.hpp"
#include "postgres/driver.hpp"
#include "tools/catalogue.hpp"

#include <caf/actor_cast.hpp>
#include <caf/io/middleman.hpp>
#include <caf/send.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace howdah::app {

namespace {

constexpr std::size_t cancellers = 2;

const char* name_of(transport_kind kind) {
  switch (kind) {
  case transport_kind::stdio:
    return "stdio";
  case transport_kind::sse:
    return "sse";
  case transport_kind::streamable_http:
    break;
  }
  return "streamable-http";
}

tools::server_facts facts_of(const configuration& values, bool with_database) {
  return {.version = std::string(version()),
          .transport = name_of(values.transport),
          .driver = postgres::driver_text(),
          .mode = values.access,
          .database_configured = with_database,
          .no_database_hint = values.no_database_hint,
          .auth_enabled = values.asks_for_tokens(),
          .confirm = values.confirm};
}

sql::policy policy_of(const configuration& values) {
  return {
    .mode = values.access, .pooler = values.pooler, .statement_bytes = values.bounds.sql_bytes};
}

} // namespace

template <class Handle>
Handle wiring::kept(Handle actor) {
  all_.push_back(caf::actor_cast<caf::actor>(actor));
  return actor;
}

actors::pool_actor wiring::spawn_pool(const configuration& values, const secret& dsn) {
  std::vector<actors::canceller_actor> stoppers;
  for (std::size_t i = 0; i < cancellers; ++i)
    stoppers.push_back(kept(system_.spawn<caf::detached>(actors::canceller)));
  auto opener = kept(system_.spawn<caf::detached>(actors::connector));
  auto factory = std::make_shared<actors::database_spawner>(
    system_, std::move(stoppers), actors::database_settings{.bounds = values.bounds});
  return kept(system_.middleman().spawn_broker(
    actors::pool, actors::pool_settings{.connect = connect_options_of(values, dsn),
                                        .bounds = values.bounds,
                                        .factory = std::move(factory),
                                        .connector = std::move(opener),
                                        .quotas = used_}));
}

actors::herald_actor wiring::spawn_herald(bool with_database) {
  actors::watcher_actor watcher;
  if (with_database)
    watcher = kept(
      system_.middleman().spawn_broker(actors::watcher, actors::watcher_settings{.pool = pool_}));
  return kept(system_.middleman().spawn_broker(
    actors::herald, actors::herald_settings{.pool = pool_, .watcher = std::move(watcher)}));
}

actors::judge_actor wiring::spawn_judge(const configuration& values) {
  return kept(system_.spawn<caf::detached>(actors::judge, policy_of(values)));
}

actors::surveyor_actor wiring::spawn_surveyor(const configuration& values) {
  return kept(system_.middleman().spawn_broker(
    actors::surveyor,
    actors::surveyor_settings{.pool = pool_,
                              .policy = policy_of(values),
                              .patience = values.bounds.queue_timeout}));
}

wiring::wiring(caf::actor_system& system, const configuration& values, const secret& dsn,
               const offering& offered)
  : system_(system) {
  auto own = offered.backend(system);
  const bool with_database = !own && !dsn.empty();
  if (own)
    pool_ = kept(std::move(own));
  else if (with_database)
    pool_ = spawn_pool(values, dsn);
  herald_ = spawn_herald(with_database);
  dispatcher_ = kept(system.middleman().spawn_broker(
    actors::dispatcher,
    actors::dispatcher_settings{
      .server = facts_of(values, !dsn.empty()),
      .bounds = values.bounds,
      .policy = policy_of(values),
      .offered = std::make_shared<const tools::catalogue>(offered.catalogue(values)),
      .judge = spawn_judge(values),
      .pool = pool_,
      .surveyor = with_database ? spawn_surveyor(values) : actors::surveyor_actor(),
      .herald = herald_,
      .used = used_,
      .lists_change = !values.permissions.empty(),
      .instructions = mcp::instructions(values.access, values.bounds),
      .task_after = offered.task_after(),
      .same_for_all
      = !values.permitted && !values.takes_issued_tokens() && values.caller->is_anonymous()}));
}

void wiring::lists_changed() const {
  for (const auto what : {mcp::change::tools_list, mcp::change::prompts_list})
    caf::anon_send(herald_, actors::changed{what});
  if (pool_)
    caf::anon_send(herald_, actors::changed{mcp::change::resources_list});
}

wiring::~wiring() {
  std::for_each(all_.rbegin(), all_.rend(), [](const caf::actor& actor) {
    caf::anon_send_exit(actor, caf::exit_reason::user_shutdown);
  });
}

} // namespace howdah::app
