#pragma once

namespace howdah {

/// What calls took of the database.
struct spent {
  double calls = 0;
  double rows = 0;
  double bytes = 0; ///< of answers
  double seconds = 0;

  spent& operator+=(const spent& more) noexcept {
    calls += more.calls;
    rows += more.rows;
    bytes += more.bytes;
    seconds += more.seconds;
    return *this;
  }
};

/// What a caller took in the last minute, and its tenant: all its callers together.
struct usage {
  spent caller;
  spent tenant;
};

} // namespace howdah
