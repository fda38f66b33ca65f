// Any text for a caller with a role, judged by the text and then by a catalog: a verdict, the same
// one each time, and nothing admitted that everybody is refused.
#include "sql/guard.hpp"
#include "sql/name_book.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

using namespace howdah;

namespace {

void expect(bool held) {
  if (!held)
    std::abort();
}

rights_ptr bounded() {
  rights may{.role = "bounded", .operations = {"select"}, .schemas = {name_pattern("public")}};
  may.tables = {{.name = name_pattern("*")}};
  may.deny = {{.name = name_pattern("victim")}};
  may.columns = {{.of = {.name = name_pattern("users")}, .deny = {name_pattern("ssn")}},
                 {.of = {.name = name_pattern("orders")}, .mask = {name_pattern("note")}}};
  return std::make_shared<const rights>(std::move(may));
}

sql::known_names catalog() {
  const auto relation = [](std::string name, std::vector<std::string> columns) {
    return sql::known_relation{.schema = "public",
                               .name = std::move(name),
                               .place = 1,
                               .oid = 16'384,
                               .columns = std::move(columns)};
  };
  sql::known_names found{.relations = {relation("users", {"id", "name", "ssn", "salary"}),
                                       relation("orders", {"id", "user_id", "total", "note"}),
                                       relation("victim", {"id"}), relation("spenders", {"id"})}};
  found.relations.back().definition = "SELECT u.id FROM users u";
  found.routines = {{.schema = "public", .name = "sneaky", .on_path = true, .may_write = true}};
  return found;
}

/// A problem has something to tell.
bool admitted(const result<sql::admitted_ptr>& verdict) {
  expect(verdict || !verdict.error().message.empty());
  return verdict.has_value();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto may = bounded();
  static const auto known = catalog();
  static const sql::policy rules{.cache_bytes = 0};
  static sql::guard guard(rules);
  sql::name_book book(rules);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto verdict = guard.judge(text, may);
  if (!admitted(verdict))
    return 0;
  expect(guard.judge(text).has_value());
  for (auto names = book.unknown(**verdict, {}); !names.empty();
       names = book.unknown(**verdict, {}))
    book.learn(names, known, {});
  expect(admitted(book.judged(*verdict)) == admitted(book.judged(*verdict)));
  return 0;
}
