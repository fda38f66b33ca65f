#include "transport/stdio.hpp"

#include "mcp/answer.hpp"
#include "transport/actor_guard.hpp"
#include "transport/exchange_source.hpp"

#include <caf/send.hpp>

#include <optional>
#include <type_traits>
#include <utility>

namespace howdah::transport {

void stdio_state::start(pointer self, stdio_options options, actors::dispatcher_actor dispatcher,
                        std::shared_ptr<line_output> output,
                        std::shared_ptr<frame_permits> permits) {
  self_ = self;
  options_ = std::move(options);
  dispatcher_ = std::move(dispatcher);
  output_ = std::move(output);
  permits_ = std::move(permits);
  number_ = next_number();
  output_->report_to(self);
}

// -- frames --------------------------------------------------------------------

void stdio_state::take(stdin_frame& line) {
  if (!line.frame)
    return refuse(line.frame.error());
  auto& messages = line.frame->messages;
  if (!line.frame->batch && messages.size() == 1 && !messages.front())
    return refuse(messages.front().error());
  submit(*line.frame);
}

void stdio_state::refuse(const mcp::malformed& failure) {
  output_->write(mcp::encode({.id = failure.id}, failure.why), true);
}

void stdio_state::submit(mcp::frame& frame) {
  const auto id = next_exchange();
  in_flight_.insert(id);
  self_->send(dispatcher_, actors::request{
                             .exchange = id,
                             .sink = self_,
                             .principal = options_.callers->caller(),
                             .facts = {.via = actors::carrier::stdio, .connection = number_},
                             .frame = std::move(frame),
                           });
}

// -- answers -------------------------------------------------------------------

void stdio_state::answer(actors::reply& reply) {
  if (in_flight_.erase(reply.to) == 0)
    return;
  if (reply.body.empty())
    permits_->release();
  else
    output_->write(std::move(reply.body), true);
  finish_if_idle();
}

void stdio_state::notify(const actors::notice& notice) {
  const bool reads = output_->queued() < options_.bounds.result_bytes;
  const bool wanted = notice.to.value == 0 || in_flight_.contains(notice.to);
  if (reads && wanted && !notice.body.empty())
    output_->write(notice.body, false);
}

// -- ends ----------------------------------------------------------------------

void stdio_state::ended() {
  ending_ = true;
  if (!in_flight_.empty())
    caf::delayed_anon_send(stdio_actor(self_), options_.patience, stdio_patience_over{});
  finish_if_idle();
}

void stdio_state::patience_over() {
  depart();
  const auto quit = [this] {
    self_->quit();
  };
  self_->request(dispatcher_, options_.bounds.grace, actors::drain{})
    .then([quit](const actors::drained&) { quit(); }, [quit](const caf::error&) { quit(); });
}

void stdio_state::broken() {
  depart();
  self_->quit();
}

void stdio_state::wind_down() {
  ending_ = true;
  finish_if_idle();
}

void stdio_state::depart() {
  for (const auto exchange : in_flight_)
    self_->send(dispatcher_, actors::departed{exchange});
}

void stdio_state::finish_if_idle() {
  if (ending_ && in_flight_.empty())
    self_->quit();
}

// -- the actor -----------------------------------------------------------------

stdio_actor::behavior_type stdio(stdio_state::pointer self, const stdio_options& options,
                                 const actors::dispatcher_actor& dispatcher,
                                 const std::shared_ptr<line_output>& output,
                                 const std::shared_ptr<frame_permits>& permits) {
  static_assert(!std::is_aggregate_v<stdio_state>);
  guard(self, stdio_state::name);
  auto& state = self->state;
  state.start(self, options, dispatcher, output, permits);
  return {
    [&state](actors::reply& reply) { state.answer(reply); },
    [&state](const actors::notice& notice) { state.notify(notice); },
    [&state](const wind_down&) { state.wind_down(); },
    [&state](stdin_frame& line) { state.take(line); },
    [&state](const stdin_ended&) { state.ended(); },
    [&state](const stdout_broken&) { state.broken(); },
    [&state](const stdio_patience_over&) { state.patience_over(); },
  };
}

} // namespace howdah::transport
