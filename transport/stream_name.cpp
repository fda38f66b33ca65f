#include "transport/stream_name.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace howdah::transport {

namespace {

constexpr std::size_t random_bytes = 16;
constexpr std::string_view digits = "0123456789abcdef";

} // namespace

std::string random_stream_name() {
  std::array<unsigned char, random_bytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("the system's random generator failed");
  std::string name;
  name.reserve(2 * bytes.size());
  for (const unsigned char each : bytes)
    (name += digits[each >> 4U]) += digits[each & 15U];
  return name;
}

bool is_stream_name(std::string_view text) noexcept {
  return text.size() == 2 * random_bytes && std::all_of(text.begin(), text.end(), [](char c) {
           return digits.find(c) != std::string_view::npos;
         });
}

} // namespace howdah::transport
