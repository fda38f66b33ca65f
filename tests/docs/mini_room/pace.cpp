#include "tests/docs/mini_room/pace.hpp"

#include <charconv>
#include <cstddef>
#include <string>
#include <system_error>

namespace howdah::mini_room {
namespace {

result<std::chrono::seconds> parse_unit(std::string_view text) {
  if (text == "/s")
    return std::chrono::seconds{1};
  if (text == "/m")
    return std::chrono::minutes{1};
  if (text == "/h")
    return std::chrono::hours{1};
  return refuse(errc::invalid_argument, "'" + std::string{text} + "' is not a unit of time",
                "write /s, /m or /h");
}

} // namespace

result<pace> parse_pace(std::string_view text) {
  pace found;
  const auto [rest, failure] = std::from_chars(text.begin(), text.end(), found.calls);
  if (failure != std::errc{} || found.calls < 1)
    return refuse(errc::invalid_argument, "a pace begins with a number of calls",
                  "write for example 10/s");
  HOWDAH_TRY(found.every, parse_unit(text.substr(static_cast<std::size_t>(rest - text.begin()))));
  return found;
}

} // namespace howdah::mini_room
