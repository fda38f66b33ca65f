#include "sql/guard.hpp"
#include "sql/parse.hpp"
#include "sql/walk.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace howdah::sql {
namespace {

/// What callers mostly send: a row by its key.
constexpr std::string_view short_select = "SELECT id, name FROM public.users WHERE id = 12345";
static_assert(short_select.size() == 50);

/// What a report sends: CTEs, joins, aggregates, a window.
constexpr std::string_view long_select = R"(WITH recent AS (
  SELECT o.id, o.user_id, o.total, o.created_at, row_number() OVER (PARTITION BY o.user_id ORDER BY o.created_at DESC) AS rank
  FROM sales.orders o WHERE o.created_at >= now() - interval '30 days' AND o.status IN ('paid', 'shipped')
), spent AS (
  SELECT r.user_id, count(*) AS orders, sum(r.total) AS total, max(r.created_at) AS last_at FROM recent r GROUP BY r.user_id
)
SELECT u.id, u.name, lower(u.email) AS email, s.orders, round(s.total, 2) AS total, s.last_at, coalesce(c.name, 'nobody') AS country,
  CASE WHEN s.total > 1000 THEN 'gold' WHEN s.total > 100 THEN 'silver' ELSE 'bronze' END AS tier
FROM spent s JOIN public.users u ON u.id = s.user_id LEFT JOIN public.countries c ON c.code = u.country_code
WHERE u.deleted_at IS NULL AND EXISTS (SELECT 1 FROM recent r WHERE r.user_id = u.id AND r.rank <= 3)
ORDER BY s.total DESC NULLS LAST LIMIT 5)";
static_assert(long_select.size() == 875);

policy remembering(std::size_t bytes) {
  return {.mode = access_mode::read_only, .cache_bytes = bytes};
}

void fail_unless(bool fine, benchmark::State& state) {
  if (!fine)
    state.SkipWithError("the statement was refused");
}

void uncached_verdict(benchmark::State& state, std::string_view text) {
  guard forgetful(remembering(0));
  fail_unless(forgetful.judge(text).has_value(), state);
  for (auto _ : state)
    benchmark::DoNotOptimize(forgetful.judge(text));
}

void cached_verdict(benchmark::State& state, std::string_view text) {
  guard mindful(remembering(policy().cache_bytes));
  fail_unless(mindful.judge(text).has_value(), state);
  for (auto _ : state)
    benchmark::DoNotOptimize(mindful.judge(text));
}

void parse_only(benchmark::State& state, std::string_view text) {
  const std::string own(text);
  fail_unless(parse_tree::of(own).has_value(), state);
  for (auto _ : state)
    benchmark::DoNotOptimize(parse_tree::of(own));
}

/// With a copy of the tree for each walk, which decodes it in place.
void walk_only(benchmark::State& state, std::string_view text) {
  const auto parsed = parse_tree::of(std::string(text));
  fail_unless(parsed.has_value(), state);
  const walk_limits bounds{.nesting = policy().nesting, .nodes = policy().nodes};
  const std::string tree = parsed ? parsed->json() : "{}";
  for (auto _ : state) {
    auto decoded = tree;
    benchmark::DoNotOptimize(walk(decoded.data(), bounds));
  }
}

BENCHMARK_CAPTURE(uncached_verdict, 50_bytes, short_select);
BENCHMARK_CAPTURE(uncached_verdict, 875_bytes, long_select);
BENCHMARK_CAPTURE(cached_verdict, 50_bytes, short_select);
BENCHMARK_CAPTURE(cached_verdict, 875_bytes, long_select);
BENCHMARK_CAPTURE(parse_only, 50_bytes, short_select);
BENCHMARK_CAPTURE(parse_only, 875_bytes, long_select);
BENCHMARK_CAPTURE(walk_only, 50_bytes, short_select);
BENCHMARK_CAPTURE(walk_only, 875_bytes, long_select);

} // namespace
} // namespace howdah::sql

BENCHMARK_MAIN();
