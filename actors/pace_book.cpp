#include "actors/pace_book.hpp"

namespace howdah::actors {

namespace {

/// A few of them in a row are shorter than what a call of another connection costs in waiting.
constexpr pace_book::duration short_enough = std::chrono::milliseconds(2);

} // namespace

void pace_book::note(std::size_t pace, duration took) {
  if (pace == 0)
    return;
  if (last_.size() >= capacity)
    last_.clear();
  last_[pace] = took;
}

bool pace_book::quick(std::size_t pace) const {
  const auto known = pace == 0 ? last_.end() : last_.find(pace);
  return known != last_.end() && known->second < short_enough;
}

} // namespace howdah::actors
