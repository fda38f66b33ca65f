#pragma once

#include <cstddef>

namespace howdah::postgres {

/// Feeds a long message to libpq in small portions. Once libpq knows that a message is long it
/// makes room for all of it and reads on as long as the server keeps up: hundreds of megabytes in
/// one call. While `on`, libpq's descriptor is one end of a socket pair (dup3 keeps its number, so
/// TLS works too), and what the server sends passes through `pass`.
class throttle {
public:
  throttle() = default;
  ~throttle();
  throttle(const throttle&) = delete;
  throttle& operator=(const throttle&) = delete;

  /// Puts itself between the server and libpq's descriptor. False when the system has no
  /// descriptors left.
  bool put_on(int libpq_descriptor);
  /// Gives libpq its own socket back, if `libpq_descriptor` is still what it was. What has passed
  /// must have been read.
  void take_off(int libpq_descriptor);
  bool on() const noexcept { return real_ >= 0; }

  /// The server's socket, while on.
  int server() const noexcept { return real_; }
  enum class passage { some, nothing, closed };
  /// Moves at most `portion` bytes to libpq's end, which must be empty.
  passage pass(std::size_t& bytes);

  static constexpr std::size_t portion = std::size_t{64} * 1024;

private:
  int libpq_ = -1; ///< libpq's descriptor: not ours
  int real_ = -1;
  int feeding_ = -1;
};

} // namespace howdah::postgres
