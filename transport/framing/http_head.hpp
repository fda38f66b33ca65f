#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace howdah::transport {

/// Looks for the end of a request head and refuses, byte by byte, what parsers read differently
/// from each other: bare CR or LF, NUL and other control characters, folded lines (RFC 9112 §2.2,
/// §5.2). Sees each byte once, however the head is cut.
class head_scanner {
public:
  enum class verdict { more, complete, bad };

  /// `head` is all that arrived of the head so far (the same bytes as last time, and more behind
  /// them).
  verdict scan(std::string_view head);
  /// Of the head, the empty line included. Valid after `complete`.
  std::size_t size() const noexcept { return at_; }
  const char* complaint() const noexcept { return complaint_; }
  bool untouched() const noexcept { return at_ == 0; }
  bool in_first_line() const noexcept { return first_line_; }

private:
  verdict refuse(const char* why);
  verdict end_line();

  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  bool first_line_ = true;
  bool after_cr_ = false;
  const char* complaint_ = "";
};

} // namespace howdah::transport
