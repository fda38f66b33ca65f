#include "auth/jose/token_judgement.hpp"
#include "auth/token_cache.hpp"
#include "tests/support/signing_key.hpp"

#include <benchmark/benchmark.h>

#include <memory>
#include <string>

namespace howdah::auth {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds now{1'800'000'000s};

/// Some 900 bytes with their signature, as identity providers send them.
const std::string claims
  = R"({"iss":"https://login.example.org/realms/main","sub":"2b7b3c1e-5a0e-4b59-9c76-1f2f6d1a6c11","aud":["howdah"],)"
    R"("exp":1800000600,"iat":1800000000,"jti":"8c1f0c52-64f1-4bfe-8a3d-6a2d6e1c0b11","azp":"agent","tenant":"acme",)"
    R"("scope":"openid email read write","email":"alice@example.org","realm_access":{"roles":["reader","offline_access"]}})";

struct scene {
  explicit scene(const char* algorithm)
    : key("k", algorithm), keys(key_set::parse(howdah::tests::key_set_of({&key})).value()),
      token(key.token(claims)) {
    rules.algorithms = {*algorithm_named(algorithm)};
  }
  howdah::tests::signing_key key;
  key_set keys;
  std::string token;
  token_rules rules{
    .issuer = "https://login.example.org/realms/main", .audiences = {"howdah"}, .algorithms = {}};
};

void first_verification(benchmark::State& state, const char* algorithm) {
  const scene one(algorithm);
  for (auto _ : state) {
    const auto text = token_text::parse(one.token);
    auto told = judge(*text, one.keys, one.rules, now);
    if (!told)
      state.SkipWithError("the token was refused");
    benchmark::DoNotOptimize(told);
  }
}
BENCHMARK_CAPTURE(first_verification, rs256, "RS256");
BENCHMARK_CAPTURE(first_verification, es256, "ES256");
BENCHMARK_CAPTURE(first_verification, eddsa, "EdDSA");

/// What every message of a known caller costs.
void verified_token_path(benchmark::State& state) {
  const scene one("RS256");
  token_cache cache(10'000, 300s);
  const auto by = std::make_shared<const permissions>();
  auto told = judge(token_text::parse(one.token).value(), one.keys, one.rules, now);
  cache.remember(token_digest::of(one.token),
                 {.claims = std::make_shared<const token_claims>(told->claims),
                  .until = told->claims.expires,
                  .by = std::make_shared<const key_trust>()},
                 now);
  for (auto _ : state) {
    const auto holder = cache.holder_of(one.token, by, now);
    if (!holder || !*holder)
      state.SkipWithError("the token is not known");
    benchmark::DoNotOptimize(holder);
  }
}
BENCHMARK(verified_token_path);

} // namespace
} // namespace howdah::auth

BENCHMARK_MAIN();
