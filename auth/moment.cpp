#include "auth/moment.hpp"

#include <charconv>

namespace howdah::auth {

namespace {

using namespace std::chrono;

/// Reads numbers of fixed width, and what stands between them, off the front of a text.
class reader {
public:
  explicit reader(std::string_view text) : rest_(text) {}

  int number(std::size_t width) {
    const auto piece = take(width);
    int value = 0;
    if (piece.find_first_not_of("0123456789") != std::string_view::npos)
      good_ = false;
    else
      std::from_chars(piece.data(), piece.data() + piece.size(), value);
    return value;
  }
  void mark(char expected) { good_ = take(1) == std::string_view(&expected, 1) && good_; }
  bool ended() const noexcept { return rest_.empty(); }
  bool good() const noexcept { return good_; }

private:
  std::string_view take(std::size_t width) {
    good_ = good_ && rest_.size() >= width;
    const auto piece = rest_.substr(0, width);
    rest_.remove_prefix(piece.size());
    return piece;
  }

  std::string_view rest_;
  bool good_ = true;
};

year_month_day read_day(reader& text) {
  const year in_year(text.number(4));
  text.mark('-');
  const month in_month(static_cast<unsigned>(text.number(2)));
  text.mark('-');
  return in_year / in_month / day(static_cast<unsigned>(text.number(2)));
}

std::optional<seconds> read_time(reader& text) {
  text.mark('T');
  const auto h = text.number(2);
  text.mark(':');
  const auto m = text.number(2);
  text.mark(':');
  const auto s = text.number(2);
  text.mark('Z');
  if (h > 23 || m > 59 || s > 59)
    return std::nullopt;
  return hours(h) + minutes(m) + seconds(s);
}

} // namespace

std::optional<sys_seconds> parse_moment(std::string_view text) {
  reader from(text);
  const auto date = read_day(from);
  const auto time = from.ended() ? seconds(0) : read_time(from);
  if (!from.good() || !from.ended() || !date.ok() || !time)
    return std::nullopt;
  return sys_days(date) + *time;
}

} // namespace howdah::auth
