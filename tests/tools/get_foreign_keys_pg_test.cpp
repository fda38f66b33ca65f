#include "tests/tools/catalog_tools.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <map>
#include <random>
#include <tuple>

namespace howdah::tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

void run(const std::string& sql) {
  execute(sample_database::shared().connection(), sql);
}

seen_result keys_of(const std::string& table, const std::string& schema,
                    const std::string& login = "mcp_owner") {
  return sample_database::shared().call(
    "get_foreign_keys", R"({"table_name":")" + table + R"(","schema":")" + schema + "\"}", login);
}

std::string joined(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names)
    list += (list.empty() ? "" : ",") + name;
  return list;
}

/// A foreign key as the DDL said it and as the tool says it.
struct key {
  std::string constraint, schema, table, other_schema, other_table, on_update, on_delete;
  std::vector<std::string> columns, other_columns;
  bool deferrable = false, validated = true;

  std::string ddl() const {
    return "ALTER TABLE " + schema + '.' + table + " ADD CONSTRAINT " + constraint
           + " FOREIGN KEY (" + joined(columns) + ") REFERENCES " + other_schema + '.' + other_table
           + " (" + joined(other_columns) + ") ON UPDATE " + on_update + " ON DELETE " + on_delete
           + (deferrable ? " DEFERRABLE" : "") + (validated ? "" : " NOT VALID");
  }
};

std::string text_of(const key& of, bool from_the_other_end) {
  return of.constraint + ' ' + (from_the_other_end ? of.schema : of.other_schema) + '.'
         + (from_the_other_end ? of.table : of.other_table) + ' ' + joined(of.columns) + " -> "
         + joined(of.other_columns) + ' ' + of.on_update + ' ' + of.on_delete
         + (of.deferrable ? " deferrable" : "") + (of.validated ? "" : " not valid");
}

std::vector<std::string> strings(mcp::value list) {
  std::vector<std::string> all;
  for (const auto each : list.elements())
    all.emplace_back(*each.string());
  return all;
}

std::string text_of(mcp::value of, std::string_view schema, std::string_view table) {
  return std::string(*of["constraint_name"].string()) + ' ' + std::string(*of[schema].string())
         + '.' + std::string(*of[table].string()) + ' ' + joined(strings(of["columns"])) + " -> "
         + joined(strings(of["referenced_columns"])) + ' ' + std::string(*of["on_update"].string())
         + ' ' + std::string(*of["on_delete"].string())
         + (*of["deferrable"].boolean() ? " deferrable" : "")
         + (*of["validated"].boolean() ? "" : " not valid");
}

/// Tables with keys of one to three columns, and foreign keys between them made at random.
class random_schemas {
public:
  explicit random_schemas(unsigned seed) : dice_(seed) {
    for (const auto* schema : {"fk_a", "fk_b", "fk_c"}) {
      run(std::string("CREATE SCHEMA ") + schema + "; GRANT USAGE ON SCHEMA " + schema
          + " TO mcp_ro");
      for (int i = 0; i < 5; ++i)
        add_table(schema, "t" + std::to_string(i));
    }
    for (int i = 0; i < 40; ++i)
      add_key(i);
  }
  ~random_schemas() { run("DROP SCHEMA fk_a, fk_b, fk_c CASCADE"); }

  struct table {
    std::string schema, name;
    std::vector<std::vector<std::string>> unique; ///< lists of columns that can be referred to
  };
  const std::vector<table>& tables() const { return tables_; }
  const std::vector<key>& keys() const { return keys_; }

private:
  std::size_t below(std::size_t limit) { return dice_() % limit; }

  void add_table(const std::string& schema, const std::string& name) {
    table made{schema, name, {{"a"}, {"c", "b"}, {"b", "c", "d"}}};
    run("CREATE TABLE " + schema + '.' + name
        + " (a int PRIMARY KEY, b int, c int, d int, e int, UNIQUE (c, b));"
          "CREATE UNIQUE INDEX ON "
        + schema + '.' + name + " (b, c, d); GRANT SELECT ON " + schema + '.' + name
        + " TO mcp_ro");
    tables_.push_back(std::move(made));
  }

  void add_key(int number) {
    static const std::vector<std::string> actions{"NO ACTION", "RESTRICT", "CASCADE", "SET NULL",
                                                  "SET DEFAULT"};
    const auto& from = tables_[below(tables_.size())];
    const auto& to = tables_[below(tables_.size())];
    key made{.constraint = "k" + std::to_string(number % 7) + "_" + from.name + to.schema + to.name
                           + std::to_string(number),
             .schema = from.schema,
             .table = from.name,
             .other_schema = to.schema,
             .other_table = to.name,
             .on_update = actions[below(5)],
             .on_delete = actions[below(5)],
             .columns = {"a", "b", "c", "d", "e"},
             .other_columns = to.unique[below(to.unique.size())],
             .deferrable = below(2) == 0,
             .validated = below(4) != 0};
    std::shuffle(made.columns.begin(), made.columns.end(), dice_);
    made.columns.resize(made.other_columns.size());
    run(made.ddl());
    keys_.push_back(std::move(made));
  }

  std::mt19937 dice_;
  std::vector<table> tables_;
  std::vector<key> keys_;
};

std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

void check(const random_schemas& made, const random_schemas::table& table,
           const std::string& login) {
  std::vector<std::string> outgoing, incoming, flat;
  for (const auto& each : made.keys()) {
    if (each.schema == table.schema && each.table == table.name) {
      outgoing.push_back(text_of(each, false));
      for (std::size_t i = 0; i < each.columns.size(); ++i)
        flat.push_back(each.constraint + ' ' + each.columns[i] + ' ' + each.other_schema + '.'
                       + each.other_table + ' ' + each.other_columns[i]);
    }
    if (each.other_schema == table.schema && each.other_table == table.name)
      incoming.push_back(text_of(each, true));
  }
  const auto got = keys_of(table.name, table.schema, login);
  mcp::document rich, plain;
  ASSERT_FALSE(rich.load(got.structured));
  ASSERT_FALSE(plain.load(got.text));
  std::vector<std::string> got_outgoing, got_incoming, got_flat;
  for (const auto each : rich.root()["foreign_keys"].elements())
    got_outgoing.push_back(text_of(each, "referenced_schema", "referenced_table"));
  for (const auto each : rich.root()["referenced_by"].elements())
    got_incoming.push_back(text_of(each, "schema", "table"));
  for (const auto each : plain.root().elements())
    got_flat.push_back(std::string(*each["constraint_name"].string()) + ' '
                       + std::string(*each["fk_column"].string()) + ' '
                       + std::string(*each["referenced_schema"].string()) + '.'
                       + std::string(*each["referenced_table"].string()) + ' '
                       + std::string(*each["referenced_column"].string()));
  EXPECT_EQ(sorted(got_outgoing), sorted(outgoing));
  EXPECT_EQ(sorted(got_incoming), sorted(incoming));
  EXPECT_EQ(sorted(got_flat), sorted(flat));
}

TEST(get_foreign_keys, are_those_that_the_ddl_made_for_owners_and_others) {
  for (const auto seed : {1u, 2u, 3u}) {
    const random_schemas made(seed);
    for (const auto& table : made.tables())
      for (const auto* login : {"mcp_owner", "mcp_ro"}) {
        SCOPED_TRACE(table.schema + '.' + table.name + " as " + login + ", seed "
                     + std::to_string(seed));
        check(made, table, login);
      }
  }
}

/// "constraint:columns>table" of each key that structuredContent has under `member`.
std::vector<std::string> brief(const seen_result& result, std::string_view member,
                               std::string_view table) {
  mcp::document rich;
  EXPECT_FALSE(rich.load(result.structured));
  std::vector<std::string> all;
  for (const auto each : rich.root()[member].elements())
    all.push_back(std::string(*each["constraint_name"].string()) + ':'
                  + joined(strings(each["columns"])) + '>' + std::string(*each[table].string()));
  return all;
}

using testing::AnyOf;
using testing::ElementsAre;
using testing::EndsWith;

TEST(get_foreign_keys, of_partitioned_tables_are_counted_once_at_every_level) {
  run("CREATE SCHEMA pt; CREATE TABLE pt.p (id int PRIMARY KEY, up int) PARTITION BY RANGE (id);"
      "CREATE TABLE pt.p1 PARTITION OF pt.p FOR VALUES FROM (0) TO (9) PARTITION BY RANGE (id);"
      "CREATE TABLE pt.p11 PARTITION OF pt.p1 FOR VALUES FROM (0) TO (5);"
      "CREATE TABLE pt.p2 PARTITION OF pt.p FOR VALUES FROM (9) TO (20);"
      "ALTER TABLE pt.p ADD CONSTRAINT self FOREIGN KEY (up) REFERENCES pt.p (id);"
      "CREATE TABLE pt.x (a int CONSTRAINT xp REFERENCES pt.p, b int CONSTRAINT xb REFERENCES "
      "pt.p11);"
      "CREATE TABLE pt.y (id int, a int CONSTRAINT yp REFERENCES pt.p) PARTITION BY LIST (id);"
      "CREATE TABLE pt.y1 PARTITION OF pt.y FOR VALUES IN (1)");
  for (const auto* table : {"p", "p1", "p11", "p2"})
    EXPECT_THAT(brief(keys_of(table, "pt"), "foreign_keys", "referenced_table"),
                ElementsAre("self:up>p"))
      << table;
  for (const auto* table : {"y", "y1"})
    EXPECT_THAT(brief(keys_of(table, "pt"), "foreign_keys", "referenced_table"),
                ElementsAre("yp:a>p"));
  EXPECT_THAT(brief(keys_of("x", "pt"), "foreign_keys", "referenced_table"),
              ElementsAre("xb:b>p11", "xp:a>p"));
  EXPECT_THAT(brief(keys_of("p", "pt"), "referenced_by", "table"),
              ElementsAre("self:up>p", "xp:a>x", "yp:a>y"));
  // PostgreSQL names the keys that hold for one partition itself, as its errors do.
  for (const auto* table : {"p1", "p2"})
    EXPECT_THAT(brief(keys_of(table, "pt"), "referenced_by", "table"),
                ElementsAre(EndsWith(":up>p"), EndsWith(":a>x"), EndsWith(":a>y")))
      << table;
  const auto of_x = AnyOf(EndsWith(":a>x"), "xb:b>x"); // by name, and versions name them otherwise
  const auto found = brief(keys_of("p11", "pt"), "referenced_by", "table");
  ASSERT_THAT(found, ElementsAre(EndsWith(":up>p"), of_x, of_x, EndsWith(":a>y")));
  EXPECT_LT(found[1], found[2]);
  run("DROP SCHEMA pt CASCADE");
}

TEST(get_foreign_keys, a_partition_attached_with_a_key_of_its_own_keeps_it_once) {
  run("CREATE SCHEMA at; CREATE TABLE at.o (id int PRIMARY KEY);"
      "CREATE TABLE at.w (id int, o int CONSTRAINT wo REFERENCES at.o) PARTITION BY LIST (id);"
      "CREATE TABLE at.q (id int, o int CONSTRAINT mine REFERENCES at.o);"
      "ALTER TABLE at.w ATTACH PARTITION at.q FOR VALUES IN (1)");
  EXPECT_THAT(brief(keys_of("q", "at"), "foreign_keys", "referenced_table"),
              ElementsAre("mine:o>o"));
  EXPECT_THAT(brief(keys_of("o", "at"), "referenced_by", "table"), ElementsAre("wo:o>w"));
  run("ALTER TABLE at.w DETACH PARTITION at.q");
  EXPECT_THAT(brief(keys_of("o", "at"), "referenced_by", "table"),
              ElementsAre("mine:o>q", "wo:o>w"));
  run("DROP SCHEMA at CASCADE");
}

TEST(get_foreign_keys, incoming_ones_are_also_told_in_words) {
  const auto result = keys_of("orders", "sales");
  ASSERT_EQ(result.more.size(), 1u);
  EXPECT_THAT(result.more[0], HasSubstr("sales.invoice (order_id) -> (id)"));
  EXPECT_THAT(result.more[0], HasSubstr("on delete CASCADE"));
  EXPECT_THAT(keys_of("scratch", "public").more, IsEmpty());
  EXPECT_EQ(result.trips, 1);
}

} // namespace
} // namespace howdah::tests
