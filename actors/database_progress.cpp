// What a caller who wants progress hears of a statement that takes long.
#include "actors/database.hpp"
#include "mcp/notification.hpp"
#include "tools/progress_look.hpp"

#include <string>
#include <utility>

namespace howdah::actors {

namespace {

using namespace std::chrono_literals;

/// Beside those of the transports and of the WATCHER; the number of the DATABASE and of its look
/// follow.
constexpr std::uint64_t look_exchanges = std::uint64_t{3} << 62;
constexpr int look_bits = 24;
/// A look that finds no free connection by then is not worth one.
constexpr auto look_patience = 250ms;

std::string seconds_text(std::chrono::milliseconds elapsed) {
  const auto tenths = elapsed.count() / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

} // namespace

void database_state::report_progress(time_point at) {
  if (engaged_.empty())
    return;
  const auto& one = engaged_.front();
  const auto& work = *one.work.work;
  if (work.progress_token.empty() || one.stopped || at < progress_due_)
    return;
  progress_due_ = at + settings_.progress_interval;
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(at - work.accepted);
  auto text = seconds_text(elapsed);
  if (const auto rows = one.conversation->rows(); rows > 0)
    text += ", " + std::to_string(rows) + " rows";
  if (!phase_.empty())
    text += ", " + phase_;
  const mcp::progress so_far{.done = static_cast<std::uint64_t>(elapsed.count()), .message = text};
  self_->send(work.sink, notice{.to = work.exchange,
                                .body = mcp::progress_notification(work.progress_token, so_far,
                                                                   work.envelope.rev)});
  if (elapsed >= settings_.look_after)
    look_at_phase(at);
}

// On another connection: this one is busy.
void database_state::look_at_phase(time_point at) {
  if (look_.value != 0)
    return;
  constexpr auto mask = (std::uint64_t{1} << look_bits) - 1;
  look_ = {look_exchanges | (id_ << look_bits) | (++last_look_ & mask)};
  auto look = std::make_shared<job>(job{.exchange = look_,
                                        .sink = self_,
                                        .principal = auth::anonymous(),
                                        .envelope = {.id = {"0"}},
                                        .plan = tools::look_at_progress(backend_),
                                        .cancel_on_departure = true,
                                        .accepted = at,
                                        .deadline = at + look_patience});
  self_->send(pool_, assignment{.work = std::move(look)});
}

void database_state::take_phase(const reply& look) {
  if (look.to != look_)
    return;
  look_ = {};
  phase_ = !engaged_.empty() ? tools::read_progress(look.body) : "";
}

} // namespace howdah::actors
