#include "transport/framing/line.hpp"

namespace howdah::transport {

namespace {

std::string_view without_carriage_return(std::string_view text) {
  if (text.ends_with('\r'))
    text.remove_suffix(1);
  return text;
}

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

} // namespace

std::optional<line> line_framer::next() {
  for (;;) {
    const auto end = buffer_.find('\n', scanned_);
    if (end == std::string::npos)
      return overlong();
    if (auto found = take(end))
      return found;
  }
}

std::optional<line> line_framer::rest() {
  if (auto found = next())
    return found;
  scanned_ = buffer_.size();
  auto last = take(buffer_.size());
  start_ = scanned_ = 0;
  buffer_.clear();
  return last;
}

std::optional<line> line_framer::take(std::size_t end) {
  const auto text = without_carriage_return(std::string_view(buffer_).substr(start_, end - start_));
  std::optional<line> found;
  if (!skipping_ && text.size() > limit_)
    found = line{{}, true};
  else if (!skipping_ && !blank(text))
    found = line{std::string(text), false};
  skipping_ = false;
  start_ = scanned_ = end + 1;
  return found;
}

std::optional<line> line_framer::overlong() {
  drop_consumed();
  const auto held = without_carriage_return(buffer_);
  if (!skipping_ && held.size() <= limit_)
    return std::nullopt;
  const bool news = !skipping_;
  skipping_ = true;
  buffer_.clear();
  scanned_ = 0;
  return news ? std::optional(line{{}, true}) : std::nullopt;
}

void line_framer::drop_consumed() {
  buffer_.erase(0, start_);
  start_ = 0;
  scanned_ = buffer_.size();
}

} // namespace howdah::transport
