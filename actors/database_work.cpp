#include "actors/answering.hpp"
#include "actors/database.hpp"
#include "actors/server_messages.hpp"
#include "actors/trip_bounds.hpp"
#include "core/narrowed.hpp"

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
  work_ = std::move(work);
  wrote_ = false;
  begun_ = false;
  conversation_ = work_.work->plan->start();
  progress_due_ = now() + settings_.progress_interval;
  phase_.clear();
  look_ = {};
  next_ = work_.work->plan->first();
  take_seat(work_.work->principal->sits());
  if (next_->form != postgres::trip_form::read || now() - heard_ > news_age)
    hear_news();
  settle();
}

void database_state::take_seat(const seat& as) {
  session_->act_as(as.role);
  if (session_->ready())
    return;
  give_up_ = now() + settings_.unanswered_after;
  schedule_tick();
}

void database_state::begin(postgres::trip next) {
  begun_ = true;
  auto bounds = trip_bounds(settings_.bounds, *work_.work->principal);
  bounds.messages = work_.work->log_from ? most_messages : 0;
  bounds.statement_timeout = shorter(bounds.statement_timeout, next.at_most);
  const auto limit = bounds.statement_timeout;
  // BEGIN and COMMIT have the timeout, too.
  const auto steps = static_cast<std::chrono::milliseconds::rep>(next.statements.size()) + 2;
  give_up_ = limit > 0ms ? now() + limit * steps + settings_.unanswered_after : time_point::max();
  session_->begin(std::move(next), bounds, *conversation_, now());
  schedule_tick();
}

// One step from trip to trip; false when there is none to make now.
bool database_state::proceed() {
  if (const auto ended = session_->take_outcome())
    trip_ended(*ended);
  else if (next_ && session_->ready())
    begin(*std::exchange(next_, std::nullopt));
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
  if (cleaning_ && session_->ready())
    finish_work();
}

void database_state::trip_ended(const postgres::outcome& ended) {
  if (!work_.work)
    return;
  wrote_ = wrote_ || ended.wrote;
  if (stopped_)
    return reply_early(*stopped_);
  const auto lost = ended.failure && ended.failure->code == errc::connection_lost;
  if (lost && !wrote_ && work_.attempt == 0)
    return hand_back();
  auto next = conversation_->finish(ended);
  if (auto* trip = std::get_if<postgres::trip>(&next))
    next_ = std::move(*trip);
  else
    reply_with(std::get<mcp::answer>(next), ended);
}

// Nothing reached the caller yet, and nothing was changed: somebody else can do it. What was never
// sent was no attempt.
void database_state::hand_back() {
  conversation_.reset();
  next_.reset();
  unfinished_ = std::exchange(work_, {});
  unfinished_->attempt += begun_ ? 1 : 0;
}

void database_state::stop_running(const stop_work& which) {
  if (!work_.work || work_.work->exchange != which.exchange || wrote_)
    return;
  if (next_)
    reply_early(which.why);
  else if (session_->stop(which.why))
    stopped_ = which.why;
  settle();
}

// What PostgreSQL says on the way, to whoever asked for it.
void database_state::pass_on_messages() {
  if (!work_.work || !work_.work->log_from)
    return;
  for (const auto& said : session_->take_messages())
    if (level_of(said.severity) >= *work_.work->log_from)
      self_->send(work_.work->sink,
                  notice{.to = work_.work->exchange, .body = log_notification(said)});
}

// What the server said since the last event: a farewell, the end, or what concerns nobody. For what
// could be run again it is not looked for while the connection was heard of a moment ago.
void database_state::hear_news() {
  if (session_->has_news() && session_->on_readable(now()))
    read_on();
}

// -- answers -------------------------------------------------------------------------

void database_state::reply_with(const mcp::answer& what, const postgres::outcome& ended) {
  auto response = reply_to(*work_.work, what);
  if (response.body.size() > settings_.bounds.result_bytes + mcp::envelope_bytes)
    return reply_early({.code = errc::too_large,
                        .message = "The answer is larger than the limit of "
                                   + std::to_string(settings_.bounds.result_bytes) + " bytes.",
                        .hint = "Ask for less at a time."});
  send(std::move(response), ended.failure ? name_of(ended.failure->code) : "ok", rows_of(what));
}

void database_state::reply_early(const problem& why) {
  send(ended_early(*work_.work, why), name_of(why.code), 0);
}

void database_state::send(reply response, std::string_view outcome, std::uint64_t rows) {
  log_call(*work_.work, {.outcome = outcome, .rows = rows, .attempt = work_.attempt},
           response.body.size(), now());
  sent_rows_ = rows;
  sent_bytes_ = response.body.size();
  self_->send(work_.work->sink, std::move(response));
  cleaning_ = work_.work->exchange;
  work_ = {};
  conversation_.reset();
  next_.reset();
  stopped_.reset();
}

void database_state::finish_work() {
  self_->send(pool_, work_ended{.database = id_,
                                .exchange = *std::exchange(cleaning_, std::nullopt),
                                .rows = sent_rows_,
                                .bytes = sent_bytes_});
  if (retiring_)
    self_->quit();
}

void database_state::break_off() {
  const auto& why = *session_->breakage();
  if (work_.work && !begun_ && why.code == errc::connection_lost)
    hand_back();
  else if (std::exchange(next_, std::nullopt)) // it broke between two trips
    trip_ended({.failure = why});
  if (work_.work)
    reply_early(why);
  self_->send(pool_, connection_broken{.database = id_,
                                       .answered = cleaning_,
                                       .unfinished = std::move(unfinished_),
                                       .why = why});
  gone_ = true;
  watch_.reset();
  self_->quit();
}

} // namespace howdah::actors
