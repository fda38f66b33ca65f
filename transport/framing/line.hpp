#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::transport {

/// One line without its end, or the news that a line was longer than the limit.
struct line {
  std::string text = {};
  bool too_long = false;
};

/// Cuts a byte stream into lines: LF or CRLF ends one, lines of nothing but blanks are ignored.
/// Holds at most `limit` bytes and a read: a longer line is reported once, as soon as that is
/// certain, and the rest of it is skipped.
class line_framer {
public:
  /// `limit` counts the bytes of a line without its end.
  explicit line_framer(std::size_t limit) : limit_(limit) {}

  void append(std::string_view bytes) { buffer_.append(bytes); }
  /// The next complete line. Nothing: append more first.
  std::optional<line> next();
  /// What is left when the stream ended without a line end: a line, too.
  std::optional<line> rest();

private:
  std::optional<line> take(std::size_t end);
  std::optional<line> overlong();
  void drop_consumed();

  std::size_t limit_;
  std::string buffer_;
  std::size_t start_ = 0;   ///< of the line being looked for
  std::size_t scanned_ = 0; ///< from here on nobody has looked for an LF
  bool skipping_ = false;   ///< inside a line already reported as too long
};

} // namespace howdah::transport
