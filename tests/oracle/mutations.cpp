#include "tests/oracle/mutations.hpp"

#include <iterator>
#include <utility>

namespace howdah::oracle {

namespace {

using tokens = std::vector<token>;

const std::vector<std::string> clauses = {
  "FOR UPDATE",
  "FOR KEY SHARE OF users",
  "INTO copied",
  "INTO TEMP copied",
  "RETURNING *",
  "ON CONFLICT DO NOTHING",
  "; DELETE FROM victim",
  "UNION ALL SELECT nextval('seq1')",
  "WHERE setval('seq1', 5) > 0",
  "LIMIT (SELECT sneaky())",
  "OFFSET pg_advisory_lock(1)",
  "ORDER BY sneaky()",
  "GROUP BY ROLLUP (sneaky())",
  "HAVING lo_create(0) > 0",
  "FETCH FIRST (nextval('seq1')) ROWS ONLY",
  "TABLESAMPLE BERNOULLI (nextval('seq1'))",
  "WINDOW w AS (ORDER BY sneaky())",
  "FILTER (WHERE sneaky() > 0)",
  "OVER (PARTITION BY set_config('app.tenant', 'b', false))",
  "CROSS JOIN LATERAL sneaky()",
  ", ROWS FROM (sneaky(), nextval('seq1')) r",
  ", pg_notify('c', 'x')",
  "OPERATOR (public.+) sneaky()",
  "COLLATE \"C\"",
  ":: regclass",
};

const std::vector<std::string> wrappers = {
  "EXPLAIN (ANALYZE, VERBOSE) {}",
  "WITH q AS ({}) SELECT * FROM q",
  "WITH q AS MATERIALIZED ({}), r AS (DELETE FROM victim RETURNING *) SELECT * FROM q",
  "WITH RECURSIVE q AS ({} UNION ALL {}) SELECT * FROM q LIMIT 3",
  "SELECT * FROM ({}) q",
  "SELECT ARRAY({})",
  "SELECT EXISTS ({}), (SELECT count(*) FROM ({}) z)",
  "SELECT 1 WHERE 1 IN ({})",
  "SELECT * FROM users u, LATERAL ({}) l LIMIT 2",
  "({}) UNION ALL ({})",
  "({}) EXCEPT ALL (VALUES (1))",
  "PREPARE p AS {}",
  "DECLARE c CURSOR WITH HOLD FOR {}",
  "CREATE TEMP TABLE t AS {}",
  "CREATE TEMP VIEW v AS {}",
  "INSERT INTO victim {}",
  "COPY ({}) TO STDOUT",
  "BEGIN; {}; COMMIT",
  "EXPLAIN ANALYZE EXECUTE {}",
};

bool alike(const token& one, const token& other) noexcept {
  return one.kind == other.kind && one.kind != token_kind::mark;
}

std::string wrapped(std::string_view wrapper, std::string_view statement) {
  std::string out(wrapper);
  for (auto at = out.find("{}"); at != std::string::npos;
       at = out.find("{}", at + statement.size()))
    out.replace(at, 2, statement);
  return out;
}

std::ptrdiff_t distance(std::size_t at) noexcept {
  return static_cast<std::ptrdiff_t>(at);
}

} // namespace

mutations::mutations(std::uint64_t seed, const std::vector<std::string>& statements,
                     const std::vector<std::string>& names)
  : chance_(seed), names_(names) {
  for (const auto& each : statements)
    if (auto read = tokens_of(each); !read.empty())
      statements_.push_back(std::move(read));
}

/// Not std::uniform_int_distribution, which is another one in each library.
std::size_t mutations::below(std::size_t bound) {
  return static_cast<std::size_t>(chance_() % bound);
}

const std::string& mutations::any(const std::vector<std::string>& of) {
  return of[below(of.size())];
}

std::string mutations::next() {
  auto made = statements_[below(statements_.size())];
  for (auto changes = 1 + below(3); changes > 0 && !made.empty(); --changes)
    change(made);
  const auto text = joined(made);
  return below(4) == 0 ? wrapped(any(wrappers), text) : text;
}

void mutations::change(tokens& of) {
  switch (below(8)) {
  case 0:
  case 1:
    return exchange_token(of);
  case 2:
  case 3:
    return exchange_group(of);
  case 4:
    return drop_or_double(of);
  case 5:
    return swap(of);
  case 6:
    return add_clause(of);
  default:
    return rename(of);
  }
}

void mutations::exchange_token(tokens& of) {
  const auto& other = statements_[below(statements_.size())];
  auto& old = of[below(of.size())];
  for (auto tries = other.size(); tries > 0; --tries)
    if (const auto& fresh = other[below(other.size())]; alike(old, fresh)) {
      old = fresh;
      return;
    }
}

/// `of.size()` when there is none.
std::size_t mutations::any_opening(const tokens& of) {
  const auto start = below(of.size());
  for (std::size_t step = 0; step < of.size(); ++step)
    if (const auto at = (start + step) % of.size(); of[at].text == "(" && end_of_group(of, at) > at)
      return at;
  return of.size();
}

void mutations::exchange_group(tokens& of) {
  const auto& other = statements_[below(statements_.size())];
  const auto from = any_opening(of);
  const auto taken = any_opening(other);
  if (from == of.size() || taken == other.size())
    return;
  const tokens group(other.begin() + distance(taken),
                     other.begin() + distance(end_of_group(other, taken) + 1));
  of.erase(of.begin() + distance(from), of.begin() + distance(end_of_group(of, from) + 1));
  of.insert(of.begin() + distance(from), group.begin(), group.end());
}

void mutations::drop_or_double(tokens& of) {
  const auto at = below(of.size());
  const auto end = of[at].text == "(" ? end_of_group(of, at) : at;
  const tokens part(of.begin() + distance(at), of.begin() + distance(end + 1));
  if (below(2) == 0)
    of.erase(of.begin() + distance(at), of.begin() + distance(end + 1));
  else
    of.insert(of.begin() + distance(at), part.begin(), part.end());
}

void mutations::swap(tokens& of) {
  const auto one = below(of.size());
  const auto other = below(of.size());
  if (alike(of[one], of[other]))
    std::swap(of[one], of[other]);
}

void mutations::add_clause(tokens& of) {
  const auto clause = tokens_of(any(clauses));
  const auto at = below(2) == 0 ? of.size() : below(of.size() + 1);
  of.insert(of.begin() + distance(at), clause.begin(), clause.end());
}

/// A function that is called becomes another one.
void mutations::rename(tokens& of) {
  for (auto tries = of.size(); tries > 0; --tries) {
    const auto at = any_opening(of);
    if (at == of.size() || at == 0 || of[at - 1].kind != token_kind::word)
      continue;
    of[at - 1].text = any(names_);
    return;
  }
}

} // namespace howdah::oracle
