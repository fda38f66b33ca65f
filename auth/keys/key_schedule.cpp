#include "auth/keys/key_schedule.hpp"

#include <algorithm>

namespace howdah::auth {

namespace {

using namespace std::chrono_literals;

constexpr auto between_fetches = 1s; ///< for unknown keys, when the last one was found
constexpr auto first_retry = 1s;
constexpr unsigned doublings = 5; ///< of that: at last 32 s
constexpr auto missing_for = 30s;
constexpr std::size_t missing_most = 1'000; ///< when there are more, the pause alone has to do

} // namespace

key_schedule::key_schedule(const key_bounds& bounds, moment now) : bounds_(bounds), due_(now) {
}

std::optional<key_schedule::moment> key_schedule::due() const noexcept {
  if (under_way_)
    return std::nullopt;
  return due_;
}

void key_schedule::started(moment now) {
  under_way_ = true;
  started_ = now;
  if (looked_for_key_)
    pause_until_ = now + bounds_.unknown_key_pause; // unless `found`
  looked_for_key_ = false;
}

void key_schedule::succeeded(std::optional<std::chrono::seconds> max_age) {
  under_way_ = false;
  failures_ = 0;
  const auto longest = std::max(bounds_.fresh_min, bounds_.fresh_max);
  due_ = started_ + std::clamp(max_age.value_or(bounds_.fresh_default), bounds_.fresh_min, longest);
  good_until_ = due_ + bounds_.stale_if_error;
}

void key_schedule::failed(moment now) {
  under_way_ = false;
  due_ = now + first_retry * (1U << std::min(failures_++, doublings));
}

key_schedule::outlook key_schedule::without_keys(moment now) const noexcept {
  return under_way_ || failures_ == 0 || due_ <= now ? outlook::wait : outlook::unavailable;
}

key_schedule::outlook key_schedule::without_key(std::string_view kid, moment asked, moment now) {
  if (asked_for(asked)) {
    remember_missing(kid, now);
    return outlook::refused;
  }
  if (known_missing(kid, now))
    return outlook::refused;
  if (under_way_)
    return outlook::wait;
  if (failures_ > 0)
    return outlook::unavailable;
  due_ = std::min(due_, std::max(now, pause_until_));
  looked_for_key_ = true;
  return due_ <= now + between_fetches ? outlook::wait : outlook::refused;
}

void key_schedule::found() noexcept {
  pause_until_ = std::min(pause_until_, started_ + between_fetches);
}

/// Whether the issuer has answered a question that was put after `since`.
bool key_schedule::asked_for(moment since) const noexcept {
  return !under_way_ && failures_ == 0 && started_ >= since;
}

void key_schedule::remember_missing(std::string_view kid, moment now) {
  if (missing_.size() >= missing_most)
    std::erase_if(missing_, [now](const auto& one) { return one.second <= now; });
  if (missing_.size() < missing_most)
    missing_.insert_or_assign(std::string(kid), now + missing_for);
}

bool key_schedule::known_missing(std::string_view kid, moment now) const {
  const auto at = missing_.find(kid);
  return at != missing_.end() && now < at->second;
}

} // namespace howdah::auth
