#include "tools/catalog/cursor.hpp"

#include <gtest/gtest.h>

using namespace howdah;
using namespace howdah::tools;

namespace {

const auth::sealer ours(auth::sealer::key_bytes{1});
const std::string scope = cursor_scope("list_tables", {"public", std::nullopt});

errc refusal(const std::string& cursor) {
  const auto read = read_cursor(ours, scope, cursor);
  return read ? errc::internal : read.error().code;
}

} // namespace

TEST(cursor, none_and_an_empty_one_are_the_first_page) {
  for (const std::optional<std::string>& cursor : {std::optional<std::string>(), {""}}) {
    const auto start = read_cursor(ours, scope, cursor);
    ASSERT_TRUE(start);
    EXPECT_FALSE(start->after);
    EXPECT_EQ(start->offset, 0);
  }
}

TEST(cursor, leads_behind_the_last_name_whatever_the_name_is) {
  for (const std::string name : {"orders", "Mixed Case", "q\"uote", "漢字", "a\nb", "x'; --"}) {
    const auto start = read_cursor(ours, scope, cursor_after(ours, scope, name));
    ASSERT_TRUE(start) << name;
    EXPECT_EQ(start->after, name);
    EXPECT_EQ(start->offset, 0);
  }
}

TEST(cursor, opens_for_the_tool_and_arguments_that_it_was_made_for_and_no_other) {
  const auto cursor = cursor_after(ours, scope, "orders");
  for (const auto& other :
       {cursor_scope("list_schemas", {"public", std::nullopt}),
        cursor_scope("list_tables", {"sales", std::nullopt}),
        cursor_scope("list_tables", {"public", ""}), cursor_scope("list_tables", {"public"}),
        cursor_scope("list_tables", {std::nullopt, "public"})})
    EXPECT_FALSE(read_cursor(ours, other, cursor)) << other;
}

TEST(cursor, scopes_of_different_arguments_differ_wherever_the_blanks_are) {
  EXPECT_NE(cursor_scope("t", {"a b", "c"}), cursor_scope("t", {"a", "b c"}));
  EXPECT_NE(cursor_scope("t", {"a 1:b"}), cursor_scope("t", {"a", "b"}));
  EXPECT_NE(cursor_scope("t", {"-"}), cursor_scope("t", {std::nullopt}));
}

TEST(cursor, is_void_when_any_byte_was_changed_or_cut_off) {
  const auto cursor = cursor_after(ours, scope, "orders");
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    auto changed = cursor;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(refusal(changed), errc::invalid_argument) << changed;
  }
  for (std::size_t i = 1; i < cursor.size(); ++i)
    EXPECT_EQ(refusal(cursor.substr(0, i)), errc::invalid_argument) << i;
}

TEST(cursor, is_void_under_another_key) {
  const auth::sealer other(auth::sealer::key_bytes{2});
  EXPECT_FALSE(read_cursor(ours, scope, cursor_after(other, scope, "orders")));
}

TEST(cursor, takes_the_offsets_of_the_original) {
  const std::pair<const char*, std::int64_t> known[] = {
    {"eyJvZmZzZXQiOiAwfQ==", 0},
    {"eyJvZmZzZXQiOiAyfQ==", 2},
    {"eyJvZmZzZXQiOiAxMDB9", 100},
    {"eyJvZmZzZXQiOjJ9", 2}, // {"offset":2}
  };
  for (const auto& [cursor, offset] : known) {
    const auto start = read_cursor(ours, scope, cursor);
    ASSERT_TRUE(start) << cursor;
    EXPECT_FALSE(start->after);
    EXPECT_EQ(start->offset, offset);
  }
}

TEST(cursor, refuses_what_neither_we_nor_the_original_made) {
  for (const auto* cursor : {
         "!!!",
         "NQ==",                     // 5
         "eyJmb28iOiAxfQ==",         // {"foo": 1}
         "eyJvZmZzZXQiOiBudWxsfQ==", // {"offset": null}
         "eyJvZmZzZXQiOiAiMiJ9",     // {"offset": "2"}
         "eyJvZmZzZXQiOiAieCJ9",     // {"offset": "x"}
         "eyJvZmZzZXQiOiAtMX0=",     // {"offset": -1}
         "eyJvZmZzZXQiOiAyLjd9",     // {"offset": 2.7}
         "eyJvZmZzZXQiOiAyfQ",       // no padding
         "eyJvZmZzZXQiOiAyfQ===",    // too much of it
         "eyJvZmZzZXQiOiAyfQ==\n",
         "bm90IGpzb24=", // not json
         "WzJd",         // [2]
         "====",
         "eyJvZmZzZXQiOjk5OTk5OTk5OTk5OTk5OTk5OTk5fQ==", // beyond 64 bits
       })
    EXPECT_EQ(refusal(cursor), errc::invalid_argument) << cursor;
}
