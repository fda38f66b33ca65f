#include "actors/authenticator.hpp"

#include "actors/protocol/broker.hpp"
#include "core/log.hpp"
#include "core/utf8.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace howdah::actors {

namespace {

using namespace std::chrono_literals;

// Late enough to be few, early enough for the time-outs of whoever waits.
constexpr std::chrono::milliseconds longest_tick = 5s;
constexpr std::chrono::milliseconds shortest_tick = 20ms;

constexpr std::size_t longest_issuer = 200; ///< in the log: a token may say anything

} // namespace

void authenticator_state::start(pointer self, authenticator_settings settings) {
  self_ = self;
  settings_ = std::move(settings);
  for (const auto& each : settings_.known.issuers)
    desks_.push_back(std::make_unique<issuer_desk>(each, settings_.known.waiting_tokens,
                                                   settings_.known.patience, now()));
  for (std::size_t i = 0; i < desks_.size(); ++i)
    go_on(i);
  schedule_tick();
}

void authenticator_state::vouch(const credentials& order) {
  auto token = auth::token_text::parse(order.token.reveal());
  if (!token)
    return refuse_token(order, "", token.error());
  const auto at = std::find_if(desks_.begin(), desks_.end(),
                               [&](const auto& desk) { return desk->issuer() == token->issuer(); });
  if (at == desks_.end())
    return refuse_token(order, token->issuer(),
                        {.code = errc::not_authenticated,
                         .message = "The access token is of an issuer that is not trusted here."});
  const auto told = (*at)->judge({.order = order, .token = *std::move(token), .came = now()}, now(),
                                 settings_.today());
  if (told)
    return answer(order, **at, *told);
  go_on(static_cast<std::size_t>(at - desks_.begin()));
  schedule_tick();
}

void authenticator_state::take(const fetched& page) {
  if (page.ticket >= desks_.size())
    return;
  auto& desk = *desks_[page.ticket];
  if (const auto taken = desk.take(page.page, now()); !taken)
    log::write(log::level::warning, "keys_unavailable",
               {{"issuer", std::string_view(desk.issuer())},
                {"reason", std::string_view(taken.error().message)}});
  go_on(page.ticket);
  schedule_tick();
}

void authenticator_state::tick(const authenticator_tick& which) {
  if (which.generation != generation_)
    return;
  for (std::size_t i = 0; i < desks_.size(); ++i)
    go_on(i);
  schedule_tick();
}

/// Settles what can be, and gets what is needed.
void authenticator_state::go_on(std::size_t which) {
  auto& desk = *desks_[which];
  for (const auto& [order, is] : desk.settle(now(), settings_.today()))
    answer(order, desk, is);
  if (auto url = desk.wanted(now()))
    self_->send(settings_.fetchers[which],
                fetch_order{.ticket = which, .url = *std::move(url), .asker = self_});
}

void authenticator_state::answer(const credentials& order, const issuer_desk& desk,
                                 const issuer_desk::verdict& is) {
  if (!is)
    return refuse_token(order, desk.issuer(), is.error());
  const auto today = settings_.today();
  settings_.verified->remember(auth::token_digest::of(order.token.reveal()), *is, today);
  auto holder = settings_.permissions->current()->vouch(is->claims);
  if (!holder)
    log_refusal(desk.issuer(), holder.error());
  caf::anon_send(order.asker, vouched{.ticket = order.ticket, .holder = std::move(holder)});
}

void authenticator_state::log_refusal(std::string_view issuer, const problem& why) {
  const auto left_out = refusals_.take(now());
  if (!left_out)
    return;
  log::write(log::level::info, "token_refused",
             {{"issuer", issuer.substr(0, utf8_prefix(issuer.substr(0, longest_issuer)))},
              {"reason", std::string_view(why.detail.empty() ? why.message : why.detail)},
              {*left_out > 0 ? "left_out" : "", static_cast<std::int64_t>(*left_out)}});
}

void authenticator_state::refuse_token(const credentials& order, const std::string& issuer,
                                       const problem& why) {
  log_refusal(issuer, why);
  auto told = why;
  told.detail.clear(); // is for the log
  caf::anon_send(order.asker, vouched{.ticket = order.ticket, .holder = refuse(std::move(told))});
}

void authenticator_state::schedule_tick() {
  auto soonest = now() + longest_tick;
  for (const auto& desk : desks_)
    soonest = std::min(soonest, desk->next());
  const auto wait
    = std::max(std::chrono::ceil<std::chrono::milliseconds>(soonest - now()), shortest_tick);
  self_->delayed_send(self_, wait, authenticator_tick{++generation_});
}

authenticator_actor::behavior_type authenticator(authenticator_state::pointer self,
                                                 authenticator_settings settings) {
  static_assert(safe_state<authenticator_state>);
  self->set_default_handler(caf::drop);
  auto& state = self->state;
  state.start(self, std::move(settings));
  return {
    [&state](const credentials& order) { state.vouch(order); },
    [&state](const fetched& page) { state.take(page); },
    [&state](const authenticator_tick& which) { state.tick(which); },
  };
}

} // namespace howdah::actors
