#include "auth/jose/key_set.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever an issuer publishes: a key is found by its own name only, and signed nothing yet.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace howdah::auth;
  const auto keys = key_set::parse({reinterpret_cast<const char*>(data), size});
  if (!keys)
    return 0;
  for (const auto algorithm : {jws_algorithm::rs256, jws_algorithm::es256, jws_algorithm::eddsa})
    for (const auto& each : keys->keys())
      for (const auto* key : keys->candidates(algorithm, each.kid))
        if (!key->fits(algorithm) || key->signed_by_it(algorithm, "text", "no signature"))
          std::abort();
  return 0;
}
