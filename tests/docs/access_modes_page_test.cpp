#include "sql/function_families.hpp"
#include "sql/statements.hpp"
#include "tests/support/snapshot.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace howdah::sql {
namespace {

constexpr const char* head = R"(# Access modes

`--access` says what callers' statements may do. Each statement is parsed by PostgreSQL 15's own grammar, and its whole tree is
judged: every clause, sub-query and function call. What is not known is refused. Each call runs exactly one statement, in a
transaction of its own.

| mode | what may run |
|---|---|
| `read-only` | one query, in a READ ONLY transaction that is rolled back |
| `read-write` | also writes, definitions, `DO`, `CALL` and maintenance; never transaction or session control, nor, as far as the statement shows, files, programs, other servers or administration of the server |
| `unrestricted` | any single statement that the database login may run, but for transaction control and COPY to or from the client; never with authentication |

## Statements

A name in a column is the [rule](rules.md) that refuses. Writes and row locks (`FOR UPDATE`) anywhere in a query, `SELECT … INTO`, and
`EXPLAIN` of anything but a query count as what they are. `COPY` with a file or a program is refused by `server-file` and
`server-program` but in `unrestricted`; to or from the client (STDIN, STDOUT) it is refused everywhere, by `copy-stream`.

| statements | read-only | read-write | unrestricted |
|---|---|---|---|
)";

constexpr const char* functions_head = R"(
## Functions

PostgreSQL's own functions run in read-only mode when they are on a reviewed list, whatever their volatility says; the others are
refused by their family's rule, or by `unreviewed-function`. A name counts in whatever schema it stands, and also when it is written as
an attribute: `(x).f` is `f(x)`.

Functions that are not PostgreSQL's own are judged by the catalog, and so are operators, casts and overloads of built-in functions: in
read-only mode everything that a name may mean must be declared IMMUTABLE or STABLE (else `volatile-routine`) and must not be SECURITY
DEFINER (else `owner-rights`). Of an aggregate all steps count. Volatile all the same but admitted are those of pgcrypto, uuid-ossp
and tablefunc that only make random values. What the catalog says is at most two seconds old. In read-write mode a query that calls
such a function runs as a write. The connection is reset afterwards.

| functions | read-only | read-write |
|---|---|---|
)";

constexpr const char* tail = R"(
## Relations and settings

In read-only mode `secret-relation` and `secret-column` keep system relations, or columns of them, with secrets and with the statements of
others; `raw-storage` keeps TOAST tables, and `server-setting` keeps `SHOW` and `current_setting` from telling paths of the server and
secrets; a login that PostgreSQL shows them (a superuser, a member of pg_read_all_settings) reads values in pg_settings by name only, as in
`WHERE name = 'work_mem'`. [The guard](guard.md#what-is-kept) lists them.

## What read-write does not do

- `CREATE` and `DROP DATABASE` run; `ALTER DATABASE … SET`, roles, tablespaces and foreign servers do not.
- `CREATE EXTENSION` runs but for extensions that open other servers, files, programs, raw pages or unconfined languages.
- Functions are in confined languages: sql, plpgsql, plperl, pltcl, plv8 and the like, not C, internal or an untrusted one.

## What a statement does not show

Names inside string literals, bodies of functions, `DO` blocks, views, triggers, policies and implicit casts are not in the tree. The
database login is the wall behind the guard: give it no more than callers may do. A view or trigger that writes fails in
a READ ONLY transaction; in read-write mode such a query is then run again as a write.

## How a statement runs

| form | for |
|---|---|
| `BEGIN READ ONLY … ROLLBACK` | whatever only reads, in every mode |
| `BEGIN … COMMIT` | everything else |
| alone | VACUUM, REINDEX, CLUSTER, CREATE and DROP DATABASE, CREATE, DROP INDEX and DETACH PARTITION CONCURRENTLY; in `unrestricted` also ALTER SYSTEM, tablespaces, subscriptions, DISCARD |

A procedure or `DO` block that commits by itself fails: it runs inside a transaction. A statement that waits for a lock of another session
for ten seconds ends with an error.
)";

std::string shown(std::optional<rule> which) {
  return which ? "`" + std::string(text_of(*which).id) + "`" : "yes";
}

std::string joined(std::span<const std::string_view> names, std::string_view suffix) {
  std::string out;
  for (const auto name : names)
    out.append(out.empty() ? "" : ", ").append("`").append(name).append(suffix).append("`");
  return out;
}

std::string statements_table() {
  std::map<statement_family, std::string> commands;
  for (const auto& kind : all_statements()) {
    auto& cell = commands[kind.family];
    const bool known
      = (", " + cell + ",").find(", " + std::string(kind.command) + ",") != std::string::npos;
    if (!known)
      cell.append(cell.empty() ? "" : ", ").append(kind.command);
  }
  std::string out;
  for (const auto& [family, cell] : commands) {
    const bool copies = family == statement_family::copy;
    out += "| " + cell + " |";
    for (const auto mode :
         {access_mode::read_only, access_mode::read_write, access_mode::unrestricted})
      out += " " + (copies ? "see above" : shown(refused_by(family, mode))) + " |";
    out += "\n";
  }
  return out;
}

std::string functions_table() {
  std::string out;
  for (const auto& family : function_families()) {
    std::string cell;
    for (const auto& part :
         {joined(family.names, ""), joined(family.prefixes, "…"), joined(family.schemas, ".…")})
      if (!part.empty())
        cell.append(cell.empty() ? "" : ", ").append(part);
    out += "| " + cell + " | " + shown(family.why) + " | "
           + (family.also_read_write ? shown(family.why) : "yes") + " |\n";
  }
  return out;
}

TEST(access_modes_page, is_what_the_code_says) {
  howdah::tests::expect_snapshot("docs/access-modes.md", head + statements_table() + functions_head
                                                           + functions_table() + tail);
}

} // namespace
} // namespace howdah::sql
