#include "tests/oracle/boundary.hpp"
#include "tests/oracle/laboratory.hpp"
#include "tests/oracle/mutations.hpp"
#include "tests/oracle/sources.hpp"
#include "tests/oracle/trial.hpp"
#include "tests/oracle/veil.hpp"

#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace howdah::oracle;

struct plan {
  std::size_t sqlsmith = 50'000;
  std::size_t mutations = 50'000;
  std::uint64_t seed = 1;
};

bool read_number(std::string_view text, auto& into) {
  const auto end = text.data() + text.size();
  return std::from_chars(text.data(), end, into).ptr == end && !text.empty();
}

bool read(plan& wanted, int count, char** words) {
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view flag = words[i];
    const bool fine = flag == "--sqlsmith"    ? read_number(words[i + 1], wanted.sqlsmith)
                      : flag == "--mutations" ? read_number(words[i + 1], wanted.mutations)
                      : flag == "--seed"      ? read_number(words[i + 1], wanted.seed)
                                              : false;
    if (!fine)
      return false;
  }
  return count % 2 == 1;
}

/// What came of all trials.
struct outcome {
  tally counts;
  std::size_t changes = 0; ///< by what was admitted
  std::size_t unnamed = 0; ///< opened by what was admitted
  std::size_t crossed = 0; ///< by what was admitted for a role
  std::size_t pierced = 0; ///< of answers that tell of masked values

  std::size_t violations() const noexcept { return changes + unnamed + crossed + pierced; }
  void print(const char* source) const {
    std::printf("%-10s %s; %zu violations: %zu left something behind, %zu opened what they do not "
                "name, %zu touched what they may not, %zu told of what is masked\n",
                source, counts.line().c_str(), violations(), changes, unnamed, crossed, pierced);
  }
  void add(const char* source, trial& done);
  void add(const char* source, const boundary& done);
  void add(const char* source, const veil& done);

private:
  void add(const char* source, const outcome& one);
};

void list(const char* what, const std::vector<violation>& violations) {
  for (const auto& each : violations)
    std::printf("  %s %s\n    by %s\n", what, each.what.c_str(), each.statement.c_str());
  std::fflush(stdout);
}

void outcome::add(const char* source, const outcome& one) {
  one.print(source);
  counts += one.counts;
  changes += one.changes;
  unnamed += one.unnamed;
  crossed += one.crossed;
  pierced += one.pierced;
}

void outcome::add(const char* source, trial& done) {
  done.finish();
  add(source, outcome{.counts = done.counts(),
                      .changes = done.changes().size(),
                      .unnamed = done.unnamed().size()});
  list("changed", done.changes());
  list("opened", done.unnamed());
}

void outcome::add(const char* source, const boundary& done) {
  add(source, outcome{.counts = done.counts(), .crossed = done.crossed().size()});
  list("touched", done.crossed());
}

void outcome::add(const char* source, const veil& done) {
  add(source, outcome{.counts = done.counts(), .pierced = done.pierced().size()});
  list("told", done.pierced());
}

/// The statements themselves, and mutations of them.
void try_all(auto& at, const std::vector<std::string>& statements, const plan& wanted) {
  for (const auto& each : statements)
    at.on(each);
  mutations made(wanted.seed, statements, {"count", "row_to_json", "users"});
  for (std::size_t i = 0; i < wanted.mutations; ++i)
    at.on(made.next());
}

void on_masked(const laboratory& where, const plan& wanted, outcome& all) {
  veil veiled(where);
  try_all(veiled, corpus("columns"), wanted);
  all.add("masked", veiled);
}

void on_attacked(const plan& wanted, outcome& all) {
  const auto attacked = laboratory::attacked();
  on_masked(attacked, wanted, all); // which copies it while nobody is connected
  session asked(attacked.dsn());
  trial calls(attacked.dsn());
  for (const auto& each : calls_of_builtins(asked))
    calls.on(each);
  all.add("calls", calls);

  trial mutated(attacked.dsn());
  mutations made(wanted.seed, corpus(), function_names(asked));
  for (std::size_t i = 0; i < wanted.mutations; ++i)
    mutated.on(made.next());
  all.add("mutations", mutated);

  auto bounded = boundary::of_a_role(attacked);
  try_all(bounded, corpus("columns"), wanted);
  all.add("for a role", bounded);

  auto writers = boundary::of_a_writer(attacked);
  try_all(writers, corpus("writes"), wanted);
  all.add("of writes", writers);

  auto readers = boundary::of_readers(attacked);
  try_all(readers, corpus("secrets"), wanted);
  all.add("of secrets", readers);
}

void on_sample(const plan& wanted, outcome& all) {
  const auto sample = laboratory::sample();
  trial smithed(sample.dsn());
  auto readers = boundary::of_readers(sample);
  sqlsmith(sample.dsn_for_sqlsmith(), wanted.sqlsmith, wanted.seed,
           [&](const std::string& statement) {
             smithed.on(statement);
             readers.on(statement);
           });
  all.add("sqlsmith", smithed);
  all.add("as reader", readers);
}

bool run(const plan& wanted) {
  outcome all;
  on_attacked(wanted, all);
  on_sample(wanted, all);
  all.print("all");
  return all.violations() == 0;
}

} // namespace

int main(int count, char** words) {
  plan wanted;
  if (!read(wanted, count, words)) {
    std::fprintf(stderr, "usage: sql_oracle [--sqlsmith N] [--mutations N] [--seed N]\n");
    return 2;
  }
  try {
    return run(wanted) ? 0 : 1;
  } catch (const std::exception& why) {
    std::fprintf(stderr, "sql_oracle: %s\n", why.what());
    return 2;
  }
}
