#include "auth/jose/token_judgement.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever a caller sends as a token: without a key nobody is vouched for, and what was read is
/// what was sent.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace howdah::auth;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto token = token_text::parse(text);
  if (!token)
    return 0;
  if (!text.starts_with(token->signed_text() + '.') || token->signature().empty())
    std::abort();
  const token_rules rules{
    .issuer = token->issuer(), .audiences = {"howdah"}, .algorithms = {token->algorithm()}};
  if (judge(*token, key_set(), rules,
            std::chrono::sys_seconds(std::chrono::seconds(1'800'000'000))))
    std::abort();
  return 0;
}
