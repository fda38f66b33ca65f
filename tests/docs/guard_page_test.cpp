#include "sql/functions.hpp"
#include "sql/guard.hpp"
#include "sql/name_book.hpp"
#include "sql/relations.hpp"
#include "sql/secret_columns.hpp"
#include "tests/docs/guard_page_samples.hpp"
#include "tests/support/snapshot.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace howdah::sql {
namespace {

constexpr const char* head = R"(# The guard

What howdah does with a caller's statement before PostgreSQL gets it, what it refuses on purpose and why, and what it cannot see.
[Access modes](access-modes.md) lists all statements and functions by mode, [rules](rules.md) what to do instead of what a rule refuses,
[permissions](permissions.md) what one caller may do.

## How a verdict comes about

Each step may refuse, and the first that does ends it. Steps 1 to 5 are a function of the text, the access mode and the caller's role,
so their verdict is remembered by the exact bytes of the text. Nothing is rewritten: what runs is what was judged, byte for byte.

1. **Text.** Not too long, UTF-8, no NUL, nothing invisible outside quotes, no long run of operator characters.
2. **Grammar.** PostgreSQL 15's own parser, on a stack that holds whatever the length allows. What newer versions understand and 15 does not
   is a syntax error here, and says so.
3. **Tree.** Every node is visited, wherever it stands. A kind of node that is not known is refused. What comes out is a list of facts:
   statements, relations, functions, operators, casts, types, clauses. Names of `WITH` are taken off, each in its scope.
4. **Rules.** The facts are compared with the access mode and the caller's role: statements, clauses, relations, functions, settings,
   definitions. Functions of PostgreSQL itself pass when they are on a reviewed list; of the others the name alone is known so far.
5. **Second look.** Where it could matter, how large constants would grow, and which columns of system relations are read.
6. **Catalog.** In read-only mode, or for a caller with a role, the names are looked up: which relation is meant by the search path,
   what a view reads and calls, to any depth, whether functions, operators, casts and aggregates of users may write or run with
   their owner's rights. All that a name may mean must pass. The answer is at most two seconds old; while the catalog cannot be asked, nothing runs.
7. **PostgreSQL.** One statement by the extended protocol, in a READ ONLY transaction that is rolled back, or as
   [access modes](access-modes.md#how-a-statement-runs) says, as the login and with its privileges.

)";

constexpr const char* rules_head = R"(
## What is refused, and why

An example of each rule, and the modes that refuse it. `yes` means that the guard lets it through in that mode.

| rule | refuses for example | read-only | read-write | unrestricted | why |
|---|---|---|---|---|---|
)";

constexpr const char* kept_head = R"(
## What is kept

From readers, and in every mode from callers with a role. Of a relation with kept columns all others can be read by name, but without `*`, whole rows,
NATURAL JOIN and lists of new names, which might have them. Schemas do not matter for views of extensions.

| rule | what |
|---|---|
)";

constexpr const char* tail = R"(
## What it cannot see

- **Bodies.** What functions, procedures, triggers, policies and rules do is not in the tree. A function of users that is declared STABLE and writes
  all the same passes here; READ ONLY stops the write, and what READ ONLY does not stop the declaration should have: whoever may create
  functions decides.
- **Values.** `pg_get_viewdef(oid)` takes whatever number a row has: names that are computed are not names in the text. Functions of PostgreSQL
  that read what such a number names are for callers without a role only, or for those that a role names one by one.
- **The moment between.** The catalog is asked up to two seconds before the statement runs. Who replaces a view in that time is a
  user of the database with the right to.
- **Native code.** Functions in C are judged by what the catalog declares of them.
- **Cost.** The guard bounds what it takes to parse and plan. What a statement takes to run is for
  [limits](permissions.md#roles), the statement timeout, and PostgreSQL's own settings.

The login is the wall behind it: with a login that can do no more than its callers may, a mistake here opens nothing.

## How it is tried

- `script/test` replays the statements of `tests/corpus/attacks` through the server, as superuser and as a role with few rights, and looks
  for what they left behind.
- `script/oracle` runs what read-only mode admits in read-write transactions, where it could write: no transaction id, no row, lock, setting,
  sequence, file or anything else that can be looked at may differ. It compares what PostgreSQL opened, relation by relation and function by
  function, with what the guard says that the statement names. What it admits it runs as a login
  that may read exactly what the caller may, with a role or without, and PostgreSQL must not deny it. And it asks copies of a database that
  differ in nothing but the values that a role sees masked: their answers and errors must be the same. `script/test` runs a part of it.
- `script/regression-suite` judges the queries of PostgreSQL's own tests. Whatever rule refuses one must be on this page.
- `script/fuzz sql_guard` runs all of it on arbitrary bytes.
)";

std::string grouped(std::size_t number) {
  auto text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string bounds() {
  const policy rules;
  return "| bound | |\n|---|---|\n| length of a statement, unless configured otherwise | "
         + grouped(rules.statement_bytes) + " bytes |\n| depth of its tree | "
         + grouped(rules.nesting) + " nodes |\n| size of its tree | " + grouped(rules.nodes)
         + " nodes |\n| memory for remembered verdicts | " + grouped(rules.cache_bytes)
         + " bytes |\n| functions of PostgreSQL 15 on the reviewed list | "
         + grouped(harmless_builtins().size()) + " of "
         + grouped(harmless_builtins().size() + other_builtins().size()) + " |\n";
}

constexpr access_mode modes[]
  = {access_mode::read_only, access_mode::read_write, access_mode::unrestricted};

/// A database with one function that writes and one that runs as its owner.
known_names database() {
  return {.routines
          = {{.schema = "public", .name = "volatile_function", .on_path = true, .may_write = true},
             {.schema = "public", .name = "definers_function", .on_path = true, .as_owner = true}}};
}

/// The rule that refuses, or nothing.
std::string refusing(const tests::rule_sample& sample, access_mode mode) {
  const auto text = sample.text ? sample.text() : std::string(sample.statement);
  const policy rules{.mode = mode, .pooler = sample.behind};
  guard judge(rules);
  name_book book(rules);
  const auto admitted = judge.judge(text);
  if (!admitted)
    return admitted.error().rule;
  for (auto names = book.unknown(**admitted, {}); !names.empty();
       names = book.unknown(**admitted, {}))
    book.learn(names, database(), {});
  const auto judged = book.judged(*admitted);
  return judged ? std::string() : judged.error().rule;
}

std::string rules_table() {
  std::string out;
  for (const auto& each : tests::rule_samples) {
    out.append("| `").append(text_of(each.of).id).append("` | ");
    out += each.statement.empty() ? ""
           : each.text            ? std::string(each.statement)
                                  : "`" + std::string(each.statement) + "`";
    for (const auto mode : modes)
      out += each.statement.empty()         ? " | refused"
             : refusing(each, mode).empty() ? " | yes"
                                            : " | refused";
    out.append(" | ").append(each.why).append(" |\n");
  }
  return out;
}

std::string listed(std::span<const std::string_view> names, std::string_view before = {}) {
  std::string out;
  for (const auto name : names)
    out.append(out.empty() ? "`" : ", `").append(before).append(name).append("`");
  return out;
}

std::string kept_table() {
  std::map<std::string_view, std::string> columns;
  for (const auto& each : secret_columns())
    columns[each.name] = listed(each.columns, std::string(each.name) + ".");
  std::string all;
  for (const auto& [name, cell] : columns)
    all += (all.empty() ? "" : ", ") + cell;
  return "| `secret-relation` | " + listed(secret_catalogs()) + "; "
         + listed(secret_information(), "information_schema.") + "; of extensions "
         + listed(secret_extension_views()) + " |\n| `secret-column` | " + all
         + " |\n| `raw-storage` | the schemas of TOAST tables |\n" + "| `server-setting` | "
         + listed(secret_settings()) + " |\n";
}

TEST(guard_page, is_what_the_code_says) {
  howdah::tests::expect_snapshot("docs/guard.md", head + bounds() + rules_head + rules_table()
                                                    + kept_head + kept_table() + tail);
}

bool refuses_somewhere(const tests::rule_sample& sample) {
  return std::ranges::any_of(
    modes, [&](access_mode mode) { return refusing(sample, mode) == text_of(sample.of).id; });
}

TEST(guard_page, has_for_each_rule_an_example_that_it_refuses) {
  ASSERT_EQ(std::size(tests::rule_samples), all_rules().size());
  for (std::size_t i = 0; i < all_rules().size(); ++i) {
    const auto& sample = tests::rule_samples[i];
    EXPECT_EQ(sample.of, all_rules()[i].of);
    const bool shown = sample.of != rule::unknown_node; // all nodes of this grammar are known
    EXPECT_TRUE(!shown || refuses_somewhere(sample)) << sample.statement;
  }
}

} // namespace
} // namespace howdah::sql
