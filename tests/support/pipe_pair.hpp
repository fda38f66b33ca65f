#pragma once

#include <string>
#include <string_view>

namespace howdah::tests {

/// A pipe; what is not closed by then is closed at the end.
class pipe_pair {
public:
  pipe_pair();
  ~pipe_pair();
  pipe_pair(const pipe_pair&) = delete;
  pipe_pair& operator=(const pipe_pair&) = delete;

  int reader() const noexcept { return ends_[0]; }
  int writer() const noexcept { return ends_[1]; }
  void close_reader() { close_end(0); }
  void close_writer() { close_end(1); }

  /// False when the other side does not take it.
  bool send(std::string_view text) const;
  /// The next line without its end; empty at the end of the file and after ten seconds.
  std::string line();

private:
  void close_end(int which);

  int ends_[2] = {-1, -1};
  std::string buffer_;
};

} // namespace howdah::tests
