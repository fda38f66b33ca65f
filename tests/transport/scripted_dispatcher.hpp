#pragma once

#include "actors/protocol/dispatcher.hpp"

#include <caf/io/typed_broker.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace howdah::transport {

/// What a dispatcher under the control of a test was asked, and how it behaves.
struct script {
  std::deque<actors::request> requests = {}; ///< not answered yet
  std::vector<actors::end_session> ended = {};
  std::vector<actors::exchange_id> departures = {};
  int for_good = 0; ///< of the departures
  std::vector<actors::open_stream> streams = {};
  std::vector<std::uint64_t> closed_pipes = {};
  actors::health health{.healthy = true, .database = "up"};
  bool silent_about_health = false;
  int drains = 0;
  bool echo = false; ///< answers every request at once
};

inline std::string method_of(const actors::request& asked) {
  const auto& first = asked.frame.messages.front();
  return first ? std::string((*first)->method()) : "malformed";
}

/// `{"result":"METHOD"}`: enough to tell answers apart.
inline std::string echo_of(const actors::request& asked) {
  return R"({"result":")" + method_of(asked) + "\"}";
}

inline actors::dispatcher_actor::behavior_type
scripted_dispatcher(actors::dispatcher_actor::broker_pointer self,
                    const std::shared_ptr<script>& play) {
  return {
    [=](actors::request& asked) {
      if (play->echo)
        self->send(asked.sink, actors::reply{.to = asked.exchange, .body = echo_of(asked)});
      else
        play->requests.push_back(std::move(asked));
    },
    [=](actors::end_session& asked) {
      play->ended.push_back(asked);
      self->send(asked.sink, actors::reply{.to = asked.exchange});
    },
    [=](const actors::open_stream& asked) { play->streams.push_back(asked); },
    [=](const actors::pipe_closed& pipe) { play->closed_pipes.push_back(pipe.connection); },
    [=](const actors::departed& who) {
      play->departures.push_back(who.exchange);
      play->for_good += who.for_good ? 1 : 0;
    },
    [=](const actors::health_query&) -> caf::result<actors::health> {
      if (play->silent_about_health)
        return self->make_response_promise<actors::health>();
      return play->health;
    },
    [=](const actors::drain&) -> caf::result<actors::drained> {
      ++play->drains;
      return actors::drained{};
    },
    [](const actors::judgement&) {},
    [](const actors::input_overdue&) {},
    [](const actors::reply&) {},
    [](const actors::notice&) {},
    [](const actors::task_due&) {},
  };
}

} // namespace howdah::transport
