// Calls that ask their client something before they go on. Modern revisions answer with the
// questions and are called again; legacy ones send requests of their own and wait.
#include "actors/dispatcher.hpp"
#include "auth/seal.hpp"
#include "mcp/json.hpp"

#include <algorithm>
#include <utility>

namespace howdah::actors {

namespace {

problem cannot_be_asked(std::string_view method) {
  const auto capability = mcp::capability_for(method);
  return {.code = errc::missing_capability,
          .message = "This call has to ask the client (" + std::string(method)
                     + "), which does not declare that it can be asked.",
          .hint = "Declare the capability " + capability + ", if the client has it.",
          .data_json = R"("requiredCapabilities":)" + capability};
}

problem too_many_waiting() {
  return {.code = errc::busy,
          .message = "Too many calls wait for answers of their clients.",
          .hint = "Try again shortly.",
          .retry_after_ms = 1000};
}

problem no_answer_in_time() {
  return {.code = errc::input_missing,
          .message = "The client did not answer in time what it was asked.",
          .hint = "Nothing was done. Repeat the call when somebody can answer."};
}

} // namespace

/// What the client says to a call that asked it before.
result<void> dispatcher_state::take_inputs(call& into) {
  const auto params = into.message->params();
  const auto responses = params["inputResponses"];
  const auto sealed = params["requestState"];
  if (responses && !responses.is_object())
    return refuse(errc::invalid_params, "inputResponses must be an object.");
  std::string state;
  if (sealed) {
    const auto text = sealed.string();
    if (!text)
      return refuse(errc::invalid_params, "requestState must be a string.");
    HOWDAH_TRY(state, states_->open(*into.principal, *into.message, *text, epoch_seconds()));
  }
  into.inputs = mcp::inputs(responses, std::move(state));
  return {};
}

void dispatcher_state::need_input(const call& from, std::string label,
                                  const tools::input_needed& what) {
  const auto unable = std::ranges::find_if_not(
    what.requests, [&](const auto& each) { return mcp::allows(from.client, each.method); });
  if (unable != what.requests.end())
    return refuse_call(from, std::move(label), cannot_be_asked(unable->method));
  if (park(from, label, what))
    return;
  if (mcp::modern(from.envelope.rev))
    return answer_call(from, std::move(label), questions(from, what));
  ask_client(from, std::move(label), what);
}

mcp::raw_result dispatcher_state::questions(const call& from,
                                            const tools::input_needed& what) const {
  mcp::raw_result out{.members = mcp::input_request_members(what.requests),
                      .type = "input_required"};
  if (what.state.empty() && !what.once && !what.requests.empty())
    return out;
  if (!out.members.empty())
    out.members += ',';
  out.members += R"("requestState":)"
                 + mcp::json_string(states_->seal(*from.principal, *from.message, what.state,
                                                  what.once, random_nonce(), epoch_seconds()));
  return out;
}

// -- legacy ------------------------------------------------------------------------

void dispatcher_state::ask_client(const call& from, std::string label,
                                  const tools::input_needed& what) {
  if (from.rounds >= settings_.input_rounds)
    return refuse_call(from, std::move(label), no_answer_in_time());
  const auto round = questions_->ask(from.scope, what.requests, what.state);
  if (!round)
    return refuse_call(from, std::move(label), too_many_waiting());
  for (std::size_t i = 0; i < what.requests.size(); ++i)
    self_->send(from.sink,
                notice{.to = from.exchange,
                       .body = mcp::input_request_message(round->ids[i], what.requests[i])});
  at_the_client_.emplace(round->ticket, asked_call{.from = from, .label = std::move(label)});
  self_->delayed_send(self_, settings_.input_timeout, input_overdue{.ticket = round->ticket});
}

void dispatcher_state::take_response(const request& incoming, const mcp::message_ptr& response) {
  const auto scope = scope_of(incoming);
  if (!scope)
    return refuse_message(incoming, {}, scope.error());
  say_nothing(incoming.exchange, incoming.sink);
  auto ended = questions_->answered(*scope, response);
  if (!ended)
    return;
  auto known = at_the_client_.extract(ended->ticket);
  auto& [from, label] = known.mapped();
  if (ended->failure)
    return refuse_call(from, std::move(label), *ended->failure);
  ++from.rounds;
  from.inputs = std::move(ended->answers);
  start_call(from);
}

void dispatcher_state::overdue(const input_overdue& which) {
  if (auto known = at_the_client_.extract(which.ticket)) {
    questions_->drop(which.ticket);
    refuse_call(known.mapped().from, std::move(known.mapped().label), no_answer_in_time());
  }
}

void dispatcher_state::give_up_waiting(const std::function<bool(const call&)>& unwanted,
                                       const problem& why) {
  for (auto i = at_the_client_.begin(); i != at_the_client_.end();) {
    auto& [ticket, waiting] = *i;
    if (!unwanted(waiting.from)) {
      ++i;
      continue;
    }
    questions_->drop(ticket);
    if (why.code == errc::cancelled && is_pipe(waiting.from.via))
      self_->send(waiting.from.sink, reply{.to = waiting.from.exchange});
    else
      refuse_call(waiting.from, std::move(waiting.label), why);
    i = at_the_client_.erase(i);
  }
}

} // namespace howdah::actors
