#include "actors/surveyor.hpp"

#include "auth/voucher.hpp"
#include "tools/name_survey.hpp"

#include <utility>

namespace howdah::actors {

namespace {

/// Exchanges of our own, apart from those that transports number.
constexpr std::uint64_t own_exchanges = std::uint64_t{1} << 63;

/// A caller of its own for the pool's queue: callers' statements wait for its answers, so it must
/// not wait behind them.
auth::principal_ptr the_surveyor() {
  return auth::voucher::process_owner("howdah.surveyor").value_or(auth::anonymous());
}

} // namespace

void surveyor_state::start(pointer self, surveyor_settings settings) {
  self_ = self;
  settings_ = std::move(settings);
  book_ = std::make_unique<sql::name_book>(settings_.policy);
}

void surveyor_state::survey(const survey_order& order) {
  const auto now = self_->clock().now();
  const auto oldest = now - settings_.good_for;
  const bool known = book_->unknown(*order.statement, oldest).empty();
  if (known)
    answer(order);
  else
    waiting_.push_back({order, oldest});
  if (under_way_.value != 0)
    return;
  if (!known)
    return look_for_waiting();
  if (auto aging = book_->unknown(*order.statement, now - settings_.renewed_at); !aging.empty())
    look(std::move(aging));
}

void surveyor_state::look_for_waiting() {
  if (book_->size() > settings_.names)
    book_->clear(); // all that is waited for is asked at once, so that none pushes out another
  std::set<std::string> names;
  for (const auto& each : waiting_)
    names.merge(book_->unknown(*each.order.statement, each.oldest));
  look(std::move(names));
}

void surveyor_state::look(std::set<std::string> names) {
  looked_for_ = std::move(names);
  looked_at_ = self_->clock().now();
  under_way_ = {own_exchanges | ++last_look_};
  auto work = std::make_shared<job>(
    job{.exchange = under_way_,
        .sink = self_,
        .principal = the_surveyor(),
        .envelope = {.id = {"0"}},
        .plan = tools::survey_names({looked_for_.begin(), looked_for_.end()}),
        .cancel_on_departure = true,
        .accepted = looked_at_,
        .deadline = looked_at_ + settings_.patience});
  self_->send(settings_.pool, assignment{.work = std::move(work)});
}

void surveyor_state::take(const reply& look) {
  if (look.to != under_way_)
    return;
  under_way_ = {};
  const auto found = tools::read_names(look.body);
  if (!found)
    return fail_waiting(found.error());
  book_->learn(looked_for_, *found, looked_at_);
  answer_waiting();
  if (!waiting_.empty())
    look_for_waiting();
}

void surveyor_state::fail_waiting(const problem& why) {
  for (const auto& each : std::exchange(waiting_, {}))
    self_->send(each.order.asker,
                judgement{.ticket = each.order.ticket, .verdict = tl::unexpected(why)});
}

void surveyor_state::answer_waiting() {
  std::vector<waiting> still;
  for (auto& each : waiting_)
    if (book_->unknown(*each.order.statement, each.oldest).empty())
      answer(each.order);
    else
      still.push_back(std::move(each));
  waiting_ = std::move(still);
}

void surveyor_state::answer(const survey_order& order) {
  self_->send(order.asker,
              judgement{.ticket = order.ticket, .verdict = book_->judged(order.statement)});
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
