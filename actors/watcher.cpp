#include "actors/watcher.hpp"

#include "tools/table_watch.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <utility>

namespace howdah::actors {

namespace {

/// Exchanges of our own, apart from those that transports number.
constexpr std::uint64_t own_exchanges = std::uint64_t{1} << 63;

} // namespace

void watcher_state::start(pointer self, watcher_settings settings) {
  self_ = self;
  settings_ = std::move(settings);
}

void watcher_state::watch_for(const watch& what, promise when_seen) {
  asker_ = what.asker;
  std::map<std::string, table> wanted;
  for (const auto& uri : what.uris) {
    const auto known = tables_.find(uri);
    wanted.emplace(uri, known == tables_.end() ? table{} : known->second);
  }
  tables_ = std::move(wanted);
  if (all_seen()) {
    when_seen.deliver(watching{});
  } else if (under_way_.value != 0) {
    waiting_for_next_.push_back(std::move(when_seen));
  } else {
    waiting_.push_back(std::move(when_seen));
    look();
  }
}

bool watcher_state::all_seen() const {
  return std::all_of(tables_.begin(), tables_.end(),
                     [](const auto& each) { return each.second.seen; });
}

void watcher_state::look() {
  looked_at_.clear();
  for (const auto& [uri, known] : tables_)
    looked_at_.push_back(uri);
  under_way_ = {own_exchanges | ++last_look_};
  const auto now = self_->clock().now();
  auto work = std::make_shared<job>(job{.exchange = under_way_,
                                        .sink = self_,
                                        .principal = auth::anonymous(),
                                        .envelope = {.id = {"0"}},
                                        .plan = tools::look_at_tables(looked_at_),
                                        .cancel_on_departure = true,
                                        .accepted = now,
                                        .deadline = now + settings_.interval});
  self_->send(settings_.pool, assignment{.work = std::move(work)});
}

void watcher_state::take(const reply& answer) {
  if (answer.to != under_way_)
    return;
  under_way_ = {};
  auto found = tools::read_fingerprints(answer.body);
  for (std::size_t i = 0; found && i < std::min(found->size(), looked_at_.size()); ++i)
    compare(looked_at_[i], std::move((*found)[i]));
  for (auto& each : std::exchange(waiting_, std::exchange(waiting_for_next_, {})))
    each.deliver(watching{});
  if (!waiting_.empty())
    look();
  else if (!tables_.empty())
    schedule_tick();
}

void watcher_state::compare(const std::string& uri, std::optional<std::string> now) {
  const auto known = tables_.find(uri);
  if (known == tables_.end())
    return;
  auto& was = known->second;
  if (was.seen && was.fingerprint != now)
    self_->send(asker_, updated{.uri = uri});
  was = {.seen = true, .fingerprint = std::move(now)};
}

/// Without a sender: a broker's message to itself would keep it alive.
void watcher_state::schedule_tick() {
  caf::delayed_anon_send(watcher_actor(self_), settings_.interval, watcher_tick{++generation_});
}

void watcher_state::tick(const watcher_tick& which) {
  if (which.generation == generation_ && under_way_.value == 0 && !tables_.empty())
    look();
}

watcher_actor::behavior_type watcher(watcher_state::pointer self, watcher_settings settings) {
  static_assert(safe_state<watcher_state>);
  self->set_default_handler(caf::drop);
  auto& state = self->state;
  state.start(self, std::move(settings));
  return {
    [self](const watch& what) -> caf::result<watching> {
      auto promise = self->make_response_promise<watching>();
      self->state.watch_for(what, promise);
      return promise;
    },
    [&state](const reply& answer) { state.take(answer); },
    [](const notice&) {},
    [&state](const watcher_tick& which) { state.tick(which); },
  };
}

} // namespace howdah::actors
