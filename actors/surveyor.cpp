#include "actors/surveyor.hpp"

#include "auth/voucher.hpp"
#include "tools/name_survey.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace howdah::actors {

namespace {

/// Exchanges of our own, apart from those that transports number.
constexpr std::uint64_t own_exchanges = std::uint64_t{1} << 63;

/// A caller of its own for the pool's queue, for each seat: callers' statements wait for its
/// answers, so it must not wait behind them, nor one of its looks behind another's.
auth::principal_ptr surveyor_in(const seat& as, std::uint64_t number) {
  auto name = "howdah.surveyor." + std::to_string(number);
  rights_ptr may;
  if (!as.shared())
    may = std::make_shared<const rights>(rights{.role = name, .as = as});
  return auth::voucher::process_owner(name, std::move(may)).value_or(auth::anonymous());
}

const seat& seat_of(const sql::admitted_statement& statement) noexcept {
  static const seat shared;
  return statement.may() ? statement.may()->as : shared;
}

} // namespace

void surveyor_state::start(pointer self, surveyor_settings settings) {
  self_ = self;
  settings_ = std::move(settings);
}

surveyor_state::desk& surveyor_state::desk_of(const sql::admitted_statement& statement) {
  const auto& as = seat_of(statement);
  const auto key = as.login_key() + '\n' + as.role;
  auto found = desks_.find(key);
  if (found == desks_.end()) {
    make_room_for_a_desk();
    found = desks_
              .emplace(key, desk{.asks = surveyor_in(as, ++last_desk_),
                                 .book = std::make_unique<sql::name_book>(settings_.policy)})
              .first;
  }
  found->second.used = self_->clock().now();
  return found->second;
}

/// The one that was used longest ago, if nobody waits there.
void surveyor_state::make_room_for_a_desk() {
  if (desks_.size() < settings_.seats)
    return;
  auto oldest = desks_.end();
  for (auto i = desks_.begin(); i != desks_.end(); ++i)
    if (i->second.rests() && (oldest == desks_.end() || i->second.used < oldest->second.used))
      oldest = i;
  if (oldest != desks_.end())
    desks_.erase(oldest);
}

void surveyor_state::survey(const survey_order& order) {
  auto& at = desk_of(*order.statement);
  const auto now = self_->clock().now();
  const auto oldest = now - settings_.good_for;
  if (at.book->unknown(*order.statement, oldest).empty())
    return answer_known(at, order, now);
  at.orders.push_back({order, oldest});
  if (at.under_way.value == 0)
    look_for_waiting(at);
}

void surveyor_state::answer_known(desk& at, const survey_order& order, moment now) {
  auto aging = at.book->unknown(*order.statement, now - settings_.renewed_at);
  answer(at, order, aging.empty() ? now + settings_.settled : now);
  if (!aging.empty() && at.under_way.value == 0)
    look(at, std::move(aging));
}

void surveyor_state::look_for_waiting(desk& at) {
  if (at.book->size() > settings_.names)
    at.book->clear(); // all that is waited for is asked at once, so that none pushes out another
  std::set<std::string> names;
  for (const auto& each : at.orders)
    names.merge(at.book->unknown(*each.order.statement, each.oldest));
  look(at, std::move(names));
}

void surveyor_state::look(desk& at, std::set<std::string> names) {
  at.looked_for = std::move(names);
  at.looked_at = self_->clock().now();
  at.under_way = {own_exchanges | ++last_look_};
  auto work = std::make_shared<job>(
    job{.exchange = at.under_way,
        .sink = self_,
        .principal = at.asks,
        .envelope = {.id = {"0"}},
        .plan = tools::survey_names({at.looked_for.begin(), at.looked_for.end()}),
        .cancel_on_departure = true,
        .accepted = at.looked_at,
        .deadline = at.looked_at + settings_.patience});
  self_->send(settings_.pool, assignment{.work = std::move(work)});
}

void surveyor_state::take(const reply& look) {
  const auto which = std::ranges::find_if(
    desks_, [&](const auto& each) { return each.second.under_way == look.to; });
  if (which == desks_.end() || look.to.value == 0)
    return;
  auto& at = which->second;
  at.under_way = {};
  const auto found = tools::read_names(look.body);
  if (!found)
    return fail_waiting(at, found.error());
  at.book->learn(at.looked_for, *found, at.looked_at);
  answer_waiting(at);
  if (!at.orders.empty())
    look_for_waiting(at);
}

void surveyor_state::fail_waiting(desk& at, const problem& why) {
  for (const auto& each : std::exchange(at.orders, {}))
    self_->send(each.order.asker,
                judgement{.ticket = each.order.ticket, .verdict = tl::unexpected(why)});
}

void surveyor_state::answer_waiting(desk& at) {
  std::vector<waiting> still;
  for (auto& each : at.orders)
    if (at.book->unknown(*each.order.statement, each.oldest).empty())
      answer(at, each.order);
    else
      still.push_back(std::move(each));
  at.orders = std::move(still);
}

void surveyor_state::answer(desk& at, const survey_order& order, moment good_until) {
  self_->send(order.asker, judgement{.ticket = order.ticket,
                                     .verdict = at.book->judged(order.statement),
                                     .good_until = good_until});
}

surveyor_actor::behavior_type surveyor(surveyor_state::pointer self, surveyor_settings settings) {
  static_assert(safe_state<surveyor_state>);
  self->set_default_handler(caf::drop);
  auto& state = self->state;
  state.start(self, std::move(settings));
  return {
    [&state](const survey_order& order) { state.survey(order); },
    [&state](const reply& answer) { state.take(answer); },
    [](const notice&) {},
  };
}

} // namespace howdah::actors
