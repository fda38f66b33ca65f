// The fourth part of a connection: who sends its requests, where AUTH has to be asked, and whether
// those in flight may go on.
#include "transport/answer_form.hpp"
#include "transport/challenge.hpp"
#include "transport/exchange_source.hpp"
#include "transport/http_connection.hpp"
#include "transport/own_replies.hpp"

#include <utility>

namespace howdah::transport {

namespace {

problem not_vouched_in_time() {
  return {.code = errc::unavailable,
          .message = "The access token could not be checked in time.",
          .hint = "The identity provider may be slow or down: try again shortly."};
}

problem not_good_any_more() {
  return {.code = errc::not_authenticated,
          .message = "The access token is not good any more.",
          .hint = "Get a new one."};
}

/// As tokens tell the time.
std::chrono::sys_seconds today() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

} // namespace

// -- asking AUTH ---------------------------------------------------------------

std::uint64_t connection_state::ask_about(std::string_view token) {
  const auto ticket = next_number();
  self_->send(
    options_->authenticator,
    actors::credentials{.ticket = ticket, .token = secret(std::string(token)), .asker = self_});
  return ticket;
}

void connection_state::hear(actors::vouched& answer) {
  if (second_look_ && second_look_->ticket == answer.ticket) {
    const auto asked = *std::exchange(second_look_, std::nullopt);
    for (const auto id : watch_.hear(asked.token, answer.holder, today()))
      dismiss(id);
  } else if (arrival_ && arrival_->ticket == answer.ticket) {
    auto which = *std::exchange(arrival_, std::nullopt);
    let_in(which, std::move(answer.holder));
  }
  proceed();
}

void connection_state::let_in(arrival& which, result<auth::principal_ptr> holder) {
  const auto admitted = admit(which.request, *options_, std::move(holder));
  if (!which.id)
    return admitted ? let_send() : turn_away(which.request, admitted.error());
  if (admitted)
    serve(*which.id, which.request, *admitted, which.may_stream);
  else
    put(*which.id, refusal(admitted.error()));
}

/// Answered without AUTH.
void connection_state::dismiss_arrival(problem why) {
  if (!arrival_)
    return;
  auto which = *std::exchange(arrival_, std::nullopt);
  let_in(which, tl::unexpected(std::move(why)));
}

// -- Expect: 100-continue ------------------------------------------------------

/// A client waits for leave to send its body. It gets it when its head is good and its turn has
/// come; otherwise it sends after a while anyway (RFC 9110 §10.1.1).
void connection_state::greet(const http_request& head) {
  const auto admitted = admit(head, *options_);
  if (!admitted)
    return turn_away(head, admitted.error());
  if (const auto* unknown = std::get_if<unknown_token>(&*admitted))
    arrival_ = arrival{.ticket = ask_about(unknown->text), .request = head};
  else
    let_send();
}

void connection_state::let_send() {
  if (slots_.empty())
    append_continue(output());
}

void connection_state::turn_away(const http_request& head, const http_rejection& why) {
  auto form = answer_form(head, options_->hosts);
  form.keep_alive = false; // the body may or may not follow
  answer_now(refusal(why), form);
  stop_serving();
}

// -- whether they may go on ----------------------------------------------------

void connection_state::keep_watch(actors::exchange_id id, const admission& admitted, bool lasting) {
  if (!admitted.token.empty())
    watch_.begin(id, admitted.token, admitted.who, lasting);
}

/// Whether anything came of it.
bool connection_state::look_after_callers() {
  const auto& patience = options_->patience.vouching;
  const bool overdue = arrival_ && ++arrival_->waited > patience;
  if (overdue)
    dismiss_arrival(not_vouched_in_time());
  if (second_look_ && ++second_look_->waited > patience)
    second_look_.reset();
  if (watch_.empty())
    return overdue;
  const auto over = watch_.look(*options_->tokens, today());
  for (const auto id : over)
    dismiss(id);
  look_again();
  return overdue || !over.empty();
}

/// For a request that is not there any more.
challenge connection_state::late_challenge() const {
  return {http_request{.path = "/mcp", .host = host_}, *options_};
}

/// One question at a time.
void connection_state::look_again() {
  const auto& token = watch_.unknown();
  if (token && !second_look_)
    second_look_ = second_look{.ticket = ask_about(token->reveal()), .token = *token};
}

/// What runs for a caller whose token is not good any more ends as if its client had left for good.
void connection_state::dismiss(actors::exchange_id id) {
  if (stream_ && stream_->at() == id) {
    put(id, {});
    return leave_stream(true);
  }
  self_->send(dispatcher_, actors::departed{.exchange = id, .for_good = true});
  put(id, slots_.streams(id) ? http_reply{}
                             : refusal(late_challenge().refuse_token(not_good_any_more())));
}

} // namespace howdah::transport
