// How the pool's connections come and go: those of the server's login, and of the logins of seats.
#include "actors/announcement.hpp"
#include "actors/pool.hpp"
#include "core/log.hpp"

#include <algorithm>
#include <utility>

namespace howdah::actors {

using namespace std::chrono_literals;

namespace {

/// A connection that idles as long as this may be given up for another login, however few its own
/// has: a new one costs some milliseconds.
constexpr auto rest_before_giving_up = 250ms;

} // namespace

pool_state::lines::value_type& pool_state::line_of(const seat& as) {
  const auto [line, fresh] = lines_.try_emplace(as.login_key());
  if (fresh) {
    line->second.as = as;
    line->second.as.role.clear();
  }
  return *line;
}

bool pool_state::full() const {
  std::size_t all = members_.size();
  for (const auto& [login, line] : lines_)
    all += line.connecting;
  return all >= settings_.bounds.pool_max;
}

// -- which one serves ------------------------------------------------------------

/// The last one that served the seat, or else the one that its login used longest ago, which has to
/// change its role.
std::vector<std::uint64_t>::iterator pool_state::free_for(const seat& as) {
  const auto login = as.login_key();
  auto other_role = idle_.end();
  for (auto i = idle_.end(); i != idle_.begin();) {
    const auto& one = members_.at(*--i);
    if (one.login != login)
      continue;
    if (one.role == as.role)
      return i;
    other_role = i;
  }
  return other_role;
}

/// Reads that are known to be quick, and of which nobody wants to hear on the way.
bool pool_state::shares(const assignment& work) const {
  const auto& job = *work.work;
  return !work.alone && !job.log_from && job.progress_token.empty()
         && paces_.quick(job.plan->pace());
}

bool pool_state::has_room(const member& one) const {
  return one.shared() && !one.leaving && one.running.size() < settings_.depth;
}

bool pool_state::shared_room() const {
  return std::ranges::any_of(members_, [&](const auto& each) { return has_room(each.second); });
}

/// The one of those that are shared in this seat that has the fewest, if there is room.
pool_state::members::iterator pool_state::shared_place(const seat& as) {
  const auto login = as.login_key();
  auto found = members_.end();
  for (auto i = members_.begin(); i != members_.end(); ++i) {
    const auto& one = i->second;
    if (has_room(one) && one.role == as.role && one.login == login
        && (found == members_.end() || one.running.size() < found->second.running.size()))
      found = i;
  }
  return found;
}

/// A connection of its own, or, for what is quick, once enough of them are busy with the like, one
/// that is shared.
pool_state::members::iterator pool_state::place_for(const assignment& work) {
  const auto& as = work.work->principal->sits();
  const bool quick = shares(work);
  const auto busy_sharing = static_cast<std::size_t>(
    std::ranges::count_if(members_, [](const auto& each) { return each.second.shared(); }));
  if (quick && busy_sharing >= settings_.spread)
    if (const auto shared = shared_place(as); shared != members_.end())
      return shared;
  if (const auto idle = free_for(as); idle != idle_.end())
    return members_.find(*idle);
  return quick ? shared_place(as) : members_.end();
}

/// Whether there is a place for it. If not, and while its login waits for none, another login's
/// connection may have to go.
bool pool_state::may_begin(const assignment& work) {
  if (place_for(work) != members_.end())
    return true;
  if (const auto& line = line_of(work.work->principal->sits()).second; line.connecting == 0)
    make_room_for(line);
  return false;
}

/// With fewer connections than an equal share of them.
bool pool_state::owed(const login_line& line) const {
  const auto share = settings_.bounds.pool_max / std::max<std::size_t>(lines_.size(), 1);
  return line.connections() < std::max<std::size_t>(share, 1);
}

/// One at a time: whose turn it is when it has gone is seen then.
void pool_state::make_room_for(const login_line& line) {
  const bool under_way
    = std::ranges::any_of(members_, [](const auto& each) { return each.second.leaving; });
  if (idle_.empty() || under_way || !full() || line.rests(now()))
    return;
  if (owed(line) || now() - members_.at(idle_.front()).idle_since >= rest_before_giving_up)
    retire(idle_.begin());
}

// -- coming ----------------------------------------------------------------------

bool pool_state::wants_another(const lines::value_type& line) const {
  const auto& [login, state] = line;
  if (state.rests(now()))
    return false;
  const bool least = login.empty() && state.connections() < settings_.bounds.pool_min;
  return least || state.connecting < queue_.waiting_for(login);
}

/// Of those that want another connection the one with the fewest, whose turn comes first; null when
/// there is none.
pool_state::lines::value_type* pool_state::neediest() {
  lines::value_type* found = nullptr;
  const auto consider = [&](lines::value_type& line) {
    if (wants_another(line) && (!found || line.second.connections() < found->second.connections()))
      found = &line;
  };
  queue_.for_each_turn([&](const job& next) { consider(line_of(next.principal->sits())); });
  consider(line_of({}));
  return found;
}

void pool_state::grow() {
  while (!drain_until_ && !full()) {
    auto* const line = neediest();
    if (!line)
      return;
    connect(line->second);
  }
}

void pool_state::connect(login_line& line) {
  auto options = settings_.connect;
  options.as = line.as;
  const bool told = server_ || !line.as.shared();
  if (told && options.login == postgres::login_check::look)
    options.login = postgres::login_check::skip;
  ++line.connecting;
  self_->send(settings_.connector, connect_order{.options = std::move(options), .asker = self_});
}

void pool_state::connect_failed(lines::value_type& line, problem why) {
  if (!line.second.failure)
    log::write(log::level::warning, "database_unavailable",
               {{"reason", std::string_view(why.message)}});
  line.second.failed(std::move(why), now(), settings_.first_backoff, settings_.longest_backoff);
  if (line.second.members == 0)
    fail_waiting(line, time_point::max());
}

void pool_state::connected(connect_ended& attempt) {
  auto& line = line_of(attempt.as);
  --line.second.connecting;
  if (attempt.failure)
    return connect_failed(line, *std::move(attempt.failure));
  if (line.second.failure)
    log::write(log::level::info, "database_available");
  line.second.succeeded();
  if (const auto& opened = *attempt.opened; opened && line.first.empty()) {
    if (!server_)
      announce(opened->facts());
    server_ = opened->facts();
  }
  const auto id = next_id_++;
  auto handle = settings_.factory->make(id, std::move(attempt.opened), self_);
  self_->monitor(handle);
  members_.emplace(id,
                   member{.handle = std::move(handle), .login = line.first, .idle_since = now()});
  ++line.second.members;
  idle_.push_back(id);
  hand_out();
}

// -- going -----------------------------------------------------------------------

/// It counts until it is gone: there are never more than the maximum.
void pool_state::retire(std::vector<std::uint64_t>::iterator which) {
  auto& one = members_.at(*which);
  one.leaving = true;
  idle_.erase(which);
  self_->send(one.handle, actors::retire{});
}

/// All of other logins, and of the server's down to the minimum.
void pool_state::retire_idle(time_point at) {
  auto own = lines_.at({}).members;
  for (std::size_t i = 0; i < idle_.size();) { // the front of the list was used longest ago
    const auto& one = members_.at(idle_[i]);
    if (at - one.idle_since < settings_.idle_timeout)
      return;
    const bool kept = one.login.empty() && own <= settings_.bounds.pool_min;
    own -= one.login.empty() && !kept ? 1 : 0;
    if (kept)
      ++i;
    else
      retire(idle_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void pool_state::remove(members::iterator which) {
  --lines_.at(which->second.login).members;
  std::erase(idle_, which->first);
  members_.erase(which);
}

void pool_state::lost(const connection_broken& broken) {
  const auto which = members_.find(broken.database);
  if (which == members_.end())
    return;
  const auto runs = std::exchange(which->second.running, {});
  self_->demonitor(which->second.handle.address());
  remove(which);
  const auto answered = [&](const run& each) {
    return std::ranges::find(broken.answered, each.work.work) != broken.answered.end();
  };
  for (auto each = runs.rbegin(); each != runs.rend(); ++each) {
    account_for(*each, {});
    const auto unfinished = std::ranges::find_if(
      broken.unfinished, [&](const assignment& work) { return work.work == each->work.work; });
    if (unfinished != broken.unfinished.end())
      queue_.push_front(*unfinished);
    else if (!answered(*each))
      queue_.push_front(each->work); // on its way when the connection broke
  }
  hand_out();
  grow();
  finish_drain();
  schedule_tick();
}

void pool_state::died(const caf::actor_addr& who) {
  const auto dead = std::find_if(members_.begin(), members_.end(),
                                 [&](const auto& entry) { return entry.second.handle == who; });
  if (dead == members_.end())
    return;
  const problem why{.code = errc::internal, .message = "The call ended by an internal error."};
  if (!dead->second.leaving)
    log::write(log::level::error, "database_actor_died",
               {{"database", static_cast<std::int64_t>(dead->first)}});
  connection_broken told{.database = dead->first, .why = why};
  for (const auto& each : dead->second.running) {
    answer(each.work, why);
    told.answered.push_back(each.work.work);
  }
  lost(told);
}

/// Of roles whose login nobody has any more.
void pool_state::forget_unused_lines() {
  std::erase_if(lines_, [&](const auto& line) {
    return !line.first.empty() && line.second.connections() == 0 && !line.second.rests(now())
           && queue_.waiting_for(line.first) == 0;
  });
}

problem pool_state::unavailable(const login_line& line) const {
  if (line.failure)
    return *line.failure;
  const auto as = line.as.login.empty() ? "" : " as \"" + line.as.login + '"';
  return {.code = errc::unavailable,
          .message = "The database does not answer: still connecting to "
                     + postgres::describe_dsn(settings_.connect.dsn) + as + ".",
          .hint = "Try again shortly, or check that the database is up and reachable.",
          .retry_after_ms = 1000};
}

} // namespace howdah::actors
