#include "auth/memory_size.hpp"

#include <array>
#include <charconv>
#include <system_error>

namespace howdah::auth {

namespace {

constexpr std::int64_t least = 64, most = 2'147'483'647;
constexpr std::array<std::string_view, 4> units{"kB", "MB", "GB", "TB"};

} // namespace

std::optional<std::int64_t> kilobytes(std::string_view text) noexcept {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > most)
    return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  std::int64_t factor = 1;
  for (const auto each : units) {
    if (unit == each)
      return number > most / factor || number * factor < least ? std::nullopt
                                                               : std::optional(number * factor);
    factor *= 1024;
  }
  return std::nullopt;
}

} // namespace howdah::auth
