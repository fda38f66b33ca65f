#include "tests/conformance/paced_pool.hpp"

#include "actors/answering.hpp"
#include "mcp/json.hpp"
#include "mcp/log_level.hpp"

#include <caf/typed_response_promise.hpp>

namespace howdah::conformance {

namespace {

const paced_plan& plan_of(const actors::job& work) {
  return static_cast<const paced_plan&>(*work.plan);
}

bool names(const actors::cancel_work& which, const actors::job& work) {
  if (which.exchange)
    return *which.exchange == work.exchange && (!which.departure || work.cancel_on_departure);
  return which.key.scope != 0 && which.key == work.key;
}

} // namespace

void paced_pool_state::run(const actors::assignment& work) {
  const auto id = ++last_id_;
  running_.emplace(id, running{.work = work.work});
  proceed(id);
}

void paced_pool_state::proceed(std::uint64_t id) {
  const auto known = running_.find(id);
  if (known == running_.end())
    return; // cancelled
  auto& [work, next] = known->second;
  const auto& stages = plan_of(*work).stages();
  if (next == stages.size()) {
    finish(*work, plan_of(*work).end());
    running_.erase(known);
    return settle();
  }
  const auto& stage = stages[next++];
  if (stage.first && !work->progress_token.empty())
    self_->send(work->sink,
                actors::notice{.to = work->exchange,
                               .body = mcp::progress_notification(
                                 work->progress_token, *stage.first, work->envelope.rev)});
  if (!stage.log.empty() && work->log_from && *work->log_from <= mcp::log_level::info)
    self_->send(work->sink,
                actors::notice{.to = work->exchange,
                               .body = mcp::message_notification(mcp::log_level::info, "fixture",
                                                                 mcp::json_string(stage.log))});
  if (stage.pause)
    self_->send(work->sink, actors::notice{.to = work->exchange, .pause = true});
  self_->delayed_send(self_, stage.lasts, actors::pool_tick{.generation = id});
}

void paced_pool_state::finish(const actors::job& work, const mcp::answer& with) {
  self_->send(work.sink, actors::reply_to(work, with));
}

void paced_pool_state::cancel(const actors::cancel_work& which) {
  for (auto i = running_.begin(); i != running_.end();)
    if (names(which, *i->second.work)) {
      self_->send(i->second.work->sink, actors::ended_early(*i->second.work, which.why));
      i = running_.erase(i);
    } else {
      ++i;
    }
  settle();
}

void paced_pool_state::drain(caf::typed_response_promise<actors::pool_drained> when_done) {
  draining_.push_back(std::move(when_done));
  settle();
}

void paced_pool_state::settle() {
  if (!running_.empty())
    return;
  for (auto& each : draining_)
    each.deliver(actors::pool_drained{});
  draining_.clear();
}

actors::pool_actor::behavior_type paced_pool(paced_pool_state::pointer self) {
  static_assert(actors::safe_state<paced_pool_state>);
  self->set_default_handler(caf::drop);
  self->state.start(self);
  return {
    [self](const actors::assignment& work) { self->state.run(work); },
    [self](const actors::cancel_work& which) { self->state.cancel(which); },
    [](const actors::pool_query&) -> caf::result<actors::pool_status> {
      return actors::pool_status{.up = true};
    },
    [](const actors::connect_ended&) {},
    [](const actors::work_ended&) {},
    [](const actors::work_returned&) {},
    [](const actors::connection_broken&) {},
    [self](const actors::pool_tick& due) { self->state.proceed(due.generation); },
    [self](const actors::pool_drain&) -> caf::result<actors::pool_drained> {
      auto promise = self->make_response_promise<actors::pool_drained>();
      self->state.drain(promise);
      return promise;
    },
  };
}

} // namespace howdah::conformance
