#pragma once

#include "actors/herald.hpp"
#include "tests/actors/noting_pool.hpp"
#include "tests/support/virtual_actors.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace howdah::actors::tests_of_herald {

/// What clients hear, in order: notices as their body, or "(EVENT)" without one; a reply as
/// "end:BODY".
struct ears : pool_notes {
  std::vector<std::pair<std::uint64_t, std::string>> heard;
  std::vector<std::pair<std::uint64_t, std::string>> events; ///< ids
  std::vector<int> retries;
  std::vector<std::vector<std::string>> watched;

  /// What the pool was told to give up.
  std::vector<exchange_id> given_up() const {
    std::vector<exchange_id> found;
    for (const auto& each : cancels)
      found.push_back(*each.exchange);
    return found;
  }
  std::vector<std::string> of(std::uint64_t exchange) const {
    std::vector<std::string> found;
    for (const auto& [to, text] : heard)
      if (to == exchange)
        found.push_back(text);
    return found;
  }
  std::string last_event(std::uint64_t exchange) const {
    std::string found;
    for (const auto& [to, id] : events)
      if (to == exchange && !id.empty())
        found = id;
    return found;
  }
};

inline sink_actor::behavior_type listening_sink(sink_actor::pointer, ears* open) {
  return {[=](const reply& said) {
            open->heard.emplace_back(said.to.value, "end:" + said.body);
            open->events.emplace_back(said.to.value, said.event);
          },
          [=](const notice& said) {
            open->heard.emplace_back(said.to.value, said.body.empty() ? "()" : said.body);
            open->events.emplace_back(said.to.value, said.event);
            open->retries.push_back(said.retry_ms);
          }};
}

inline watcher_actor::behavior_type scripted_watcher(watcher_actor::pointer, ears* open) {
  return {[=](const watch& what) -> caf::result<watching> {
            open->watched.push_back(what.uris);
            return watching{};
          },
          [](const reply&) {}, [](const notice&) {},
          [](const watcher_tick&) {
          }};
}

class herald_test : public tests::virtual_actors {
protected:
  void open() {
    settings.pool = spawn(noting_pool, &clients);
    settings.watcher = spawn(scripted_watcher, &clients);
    sink = spawn(listening_sink, &clients);
    under_test = spawn_broker(herald, settings);
  }

  void hear(std::uint64_t exchange, const std::string& id, mcp::subscription_filter wanted) {
    tell(under_test, listen{.exchange = {exchange},
                            .sink = sink,
                            .principal = auth::anonymous(),
                            .key = {.scope = 9, .id = {id}},
                            .wanted = std::move(wanted)});
  }
  void join(std::uint64_t exchange, std::uint64_t session, const std::string& last_event = {},
            mcp::revision rev = mcp::newest_legacy) {
    tell(under_test, join_stream{.exchange = {exchange},
                                 .sink = sink,
                                 .session = {.scope = session, .expires = far, .rev = rev},
                                 .last_event = last_event});
  }
  void subscribe_to(std::uint64_t exchange, std::uint64_t session, const std::string& uri,
                    bool on = true) {
    tell(under_test, subscribe{.exchange = {exchange},
                               .sink = sink,
                               .envelope = {.id = {std::to_string(exchange)}},
                               .session = {.scope = session, .expires = far},
                               .uri = uri,
                               .on = on});
  }
  void carry_request(std::uint64_t exchange, std::uint64_t session) {
    tell(
      under_test,
      carry{.exchange = {exchange}, .sink = sink, .session = {.scope = session, .expires = far}});
  }
  void say(std::uint64_t exchange, const std::string& text, bool pause = false) {
    tell(under_test, notice{.to = {exchange}, .body = text, .pause = pause});
  }
  void answer(std::uint64_t exchange, const std::string& text) {
    tell(under_test, reply{.to = {exchange}, .body = text});
  }
  void leave(std::uint64_t exchange) { tell(under_test, departed{{exchange}}); }
  void dismiss(std::uint64_t exchange) {
    tell(under_test, departed{.exchange = {exchange}, .for_good = true});
  }

  static constexpr std::int64_t far = 4'000'000'000;
  ears clients;
  herald_settings settings;
  herald_actor under_test;
  sink_actor sink;
};

} // namespace howdah::actors::tests_of_herald
