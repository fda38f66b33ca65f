#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace howdah::log {

enum class level { trace, debug, info, warning, error, off };

/// Starts the log: lines go to stderr from a thread of its own, which drops the oldest lines when
/// stderr does not take them (nothing waits for a log). Call once, before any thread; `stop`
/// flushes and ends the thread.
void start(level threshold);
void stop();

/// Safe from every thread, whether the log was started or not (then lines are dropped).
bool enabled(level of) noexcept;

/// One `key=value` of a line. Values are quoted when they hold blanks, quotes or control
/// characters.
struct field {
  std::string_view key;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// One structured line: time, level, event, fields. No data values and no secrets: that is the
/// caller's duty.
void write(level of, std::string_view event, std::initializer_list<field> fields = {});

/// `name` as in --log-level; false when it is none of trace, debug, info, warning, error, off.
bool parse_level(std::string_view name, level& out) noexcept;

} // namespace howdah::log
