#include "actors/answering.hpp"
#include "actors/database.hpp"
#include "actors/server_messages.hpp"
#include "actors/trip_bounds.hpp"
#include "core/narrowed.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace howdah::actors {

using namespace std::chrono_literals;

namespace {

/// Of one read from the socket; a statement may say any number.
constexpr std::size_t most_messages = 1'000;
constexpr auto news_age = 10ms;

std::uint64_t rows_of(const mcp::answer& what) {
  if (const auto* result = std::get_if<mcp::tool_result>(&what))
    return result->rows;
  if (const auto* contents = std::get_if<mcp::resource_result>(&what))
    return contents->rows;
  return 0;
}

} // namespace

// -- work ----------------------------------------------------------------------------

void database_state::assign(assignment work) {
  const auto at = now();
  auto& made = engaged_.emplace_back(engagement{.work = std::move(work)});
  made.conversation = made.work.work->plan->start();
  made.next = made.work.work->plan->first();
  if (engaged_.size() == 1) {
    progress_due_ = at + settings_.progress_interval;
    phase_.clear();
    look_ = {};
  }
  if (made.next->form != postgres::trip_form::read || at - heard_ > news_age)
    hear_news();
  settle();
}

/// What waits for the connection, or for another read of its kind to be sent behind.
database_state::engagements::iterator database_state::next_to_begin() {
  const auto which
    = std::ranges::find_if(engaged_, [](const auto& each) { return each.next.has_value(); });
  if (which == engaged_.end() || session_->broken())
    return engaged_.end();
  if (session_->ready()) {
    session_->act_as(which->work.work->principal->sits().role);
    if (session_->ready())
      return which;
    ready_by_ = now() + settings_.unanswered_after;
    schedule_tick();
    return engaged_.end();
  }
  const bool shares = !which->work.alone && which->next->form == postgres::trip_form::read
                      && which->work.work->principal->sits().role == session_->role();
  return shares && session_->takes_another_read() ? which : engaged_.end();
}

void database_state::begin(engagements::iterator which) {
  auto& one = *which;
  auto trip = *std::exchange(one.next, std::nullopt);
  const auto& work = *one.work.work;
  auto bounds = trip_bounds(settings_.bounds, *work.principal);
  bounds.messages = work.log_from ? most_messages : 0;
  bounds.statement_timeout = shorter(bounds.statement_timeout, trip.at_most);
  const auto limit = bounds.statement_timeout;
  // BEGIN and COMMIT have the timeout, too.
  const auto steps = static_cast<std::chrono::milliseconds::rep>(trip.statements.size()) + 2;
  one.allowance = limit > 0ms ? limit * steps + settings_.unanswered_after : 0ms;
  one.begun = true;
  ready_by_ = time_point::max();
  if (which == engaged_.begin() || session_->ready())
    served_ = now();
  // Those that were begun stand before those that were not, in the order of their trips.
  const auto waiting = std::ranges::find_if(engaged_, [&](const auto& each) {
    return &each != &one && each.next.has_value();
  });
  engaged_.splice(waiting, engaged_, which);
  session_->begin(std::move(trip), bounds, *one.conversation, now());
  schedule_tick();
}

// One step from trip to trip; false when there is none to make now.
bool database_state::proceed() {
  if (const auto ended = session_->take_outcome())
    trip_ended(*ended);
  else if (const auto next = next_to_begin(); next != engaged_.end())
    begin(next);
  else
    return false;
  return true;
}

// After anything that may have moved the session on.
void database_state::settle() {
  pass_on_messages();
  while (proceed())
    continue;
  if (session_->broken())
    return break_off();
  if (const auto at = now(); session_->wants_cancel(at)) {
    session_->cancel_started(at);
    self_->send(canceller_, cancel_order{.handle = session_->canceller(), .asker = self_});
  }
  watch_->want_write(session_->wants_write());
  release();
}

database_state::engagements::iterator
database_state::whose(const postgres::consumer* conversation) {
  return std::ranges::find_if(
    engaged_, [&](const auto& each) { return each.conversation.get() == conversation; });
}

void database_state::trip_ended(const postgres::outcome& ended) {
  const auto at = now();
  const auto since = std::exchange(served_, at);
  const auto which = whose(ended.of);
  if (which == engaged_.end())
    return;
  auto& one = *which;
  if (!one.work.alone)
    one.took = one.took.value_or(0s) + (at - since);
  one.wrote = one.wrote || ended.wrote;
  const bool again = ended.unserved || (one.stuck && ended.cancelled);
  if (again && !one.work.alone && !one.stopped)
    return hand_back(which, true);
  if (one.stopped)
    return reply_early(which, *one.stopped);
  const auto lost = ended.failure && ended.failure->code == errc::connection_lost;
  if (lost && !one.wrote && one.work.attempt == 0)
    return hand_back(which, one.work.alone);
  conclude(which, ended);
}

void database_state::conclude(engagements::iterator which, const postgres::outcome& ended) {
  auto next = which->conversation->finish(ended);
  if (auto* answer = std::get_if<mcp::answer>(&next))
    return reply_with(which, *answer, ended);
  if (session_->broken())
    return reply_early(which, *session_->breakage());
  which->next = std::move(std::get<postgres::trip>(next));
  engaged_.splice(engaged_.end(), engaged_, which);
}

// Nothing reached the caller yet, and nothing was changed: somebody else can do it. What was never
// sent, or was not served, was no attempt.
void database_state::hand_back(engagements::iterator which, bool alone) {
  auto work = std::move(which->work);
  const bool lost = session_->broken();
  work.attempt += which->begun && lost ? 1 : 0;
  work.alone = alone;
  engaged_.erase(which);
  if (lost)
    return unfinished_.push_back(std::move(work));
  self_->send(pool_, work_returned{.database = id_, .work = std::move(work)});
}

void database_state::stop_running(const stop_work& order) {
  const auto which = std::ranges::find_if(
    engaged_, [&](const auto& each) { return each.work.work == order.work; });
  if (which == engaged_.end() || which->wrote)
    return;
  if (which->next)
    reply_early(which, order.why);
  else if (session_->stop(order.why, which->conversation.get()))
    which->stopped = order.why;
  settle();
}

// What PostgreSQL says on the way, to whoever asked for it.
void database_state::pass_on_messages() {
  if (engaged_.empty() || !engaged_.front().work.work->log_from)
    return;
  const auto& work = *engaged_.front().work.work;
  for (const auto& said : session_->take_messages())
    if (level_of(said.severity) >= *work.log_from)
      self_->send(work.sink, notice{.to = work.exchange, .body = log_notification(said)});
}

// What the server said since the last event: a farewell, the end, or what concerns nobody. For what
// could be run again it is not looked for while the connection was heard of a moment ago.
void database_state::hear_news() {
  if (session_->has_news() && session_->on_readable(now()))
    read_on();
}

// -- answers -------------------------------------------------------------------------

void database_state::reply_with(engagements::iterator which, const mcp::answer& what,
                                const postgres::outcome& ended) {
  auto response = reply_to(*which->work.work, what);
  if (response.body.size() > settings_.bounds.result_bytes + mcp::envelope_bytes)
    return reply_early(which, {.code = errc::too_large,
                               .message = "The answer is larger than the limit of "
                                          + std::to_string(settings_.bounds.result_bytes)
                                          + " bytes.",
                               .hint = "Ask for less at a time."});
  send(which, std::move(response), ended.failure ? name_of(ended.failure->code) : "ok",
       rows_of(what));
}

void database_state::reply_early(engagements::iterator which, const problem& why) {
  send(which, ended_early(*which->work.work, why), name_of(why.code), 0);
}

void database_state::send(engagements::iterator which, reply response, std::string_view outcome,
                          std::uint64_t rows) {
  const auto& [work, attempt, alone] = which->work;
  log_call(*work, {.outcome = outcome, .rows = rows, .attempt = attempt}, response.body.size(),
           now());
  answered_.push_back({.database = id_,
                       .work = work,
                       .rows = rows,
                       .bytes = response.body.size(),
                       .took = which->took});
  self_->send(work->sink, std::move(response));
  engaged_.erase(which);
}

void database_state::release() {
  if (answered_.empty() || !(session_->ready() || session_->takes_another_read()))
    return;
  for (auto& each : std::exchange(answered_, {}))
    self_->send(pool_, std::move(each));
  if (retiring_ && rests())
    self_->quit();
}

// What it was asked to do between two trips is lost with it; what it never began is not.
void database_state::break_off() {
  const auto why = *session_->breakage();
  while (!engaged_.empty()) {
    const auto which = engaged_.begin();
    if (!which->begun && why.code == errc::connection_lost)
      hand_back(which, which->work.alone);
    else if (std::exchange(which->next, std::nullopt))
      trip_ended({.of = which->conversation.get(), .failure = why});
    else
      reply_early(which, why);
  }
  connection_broken told{.database = id_, .unfinished = std::move(unfinished_), .why = why};
  for (const auto& each : answered_)
    told.answered.push_back(each.work);
  self_->send(pool_, std::move(told));
  gone_ = true;
  watch_.reset();
  self_->quit();
}

} // namespace howdah::actors
