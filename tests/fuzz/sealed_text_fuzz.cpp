// Texts that a client hands back: what this process did not seal never opens, and what decodes has
// exactly one spelling.
#include "auth/base64url.hpp"
#include "auth/seal.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace howdah::auth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto seals = sealer::random();
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto bytes = decode_base64url(text);
  if (bytes && encode_base64url(*bytes) != text)
    std::abort();
  if (seals.open("cursor", text) || seals.open("cursor", seals.seal("session", text))
      || seals.open("cursor", seals.seal("cursor", text)) != text)
    std::abort();
  return 0;
}
