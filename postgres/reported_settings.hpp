#pragma once

#include <array>
#include <cstddef>
#include <string_view>

struct pg_conn;

namespace howdah::postgres {

/// Settings that the server reports by itself: a function may have changed them for the session
/// where no tree shows it.
class reported_settings {
public:
  explicit reported_settings(pg_conn* connection);

  /// A ParameterStatus.
  void hear(std::string_view name, std::string_view value);
  /// One of them is not what it was pinned to.
  bool drifted() const noexcept;

private:
  struct expected {
    std::string_view name;
    std::string_view value; ///< begins with it
    bool drifted = false;
  };
  std::array<expected, 4> all_;
};

} // namespace howdah::postgres
