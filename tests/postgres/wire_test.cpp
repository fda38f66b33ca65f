#include "postgres/wire/backend.hpp"
#include "postgres/wire/frontend.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace howdah::postgres::wire {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using ::testing::ElementsAre;

/// A message as the server sends it.
std::string sent(char type, std::string_view body) {
  std::string out(1, type);
  const auto length = static_cast<std::uint32_t>(body.size() + 4);
  for (int shift = 24; shift >= 0; shift -= 8)
    out += static_cast<char>((length >> shift) & 0xFF);
  return out.append(body);
}

void feed(message_reader& to, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto room = to.room();
    const auto taken = std::min(room.size(), bytes.size());
    std::copy_n(bytes.data(), taken, room.data());
    to.arrived(taken);
    bytes.remove_prefix(taken);
  }
}

std::vector<std::string> types_of(message_reader& from) {
  std::vector<std::string> types;
  while (const auto next = from.next())
    types.push_back(static_cast<char>(next->type) + std::string(next->body));
  return types;
}

// -- what we send ----------------------------------------------------------------------

TEST(wire_frontend, parse_has_name_text_and_types) {
  std::string out;
  append_parse(out, "s1", "select $1", std::vector<parameter>{{"7", 23}});
  EXPECT_EQ(out, "P\0\0\0\x17s1\0select $1\0\0\1\0\0\0\x17"s);
}

TEST(wire_frontend, bind_has_values_in_text_and_null_by_its_length) {
  std::string out;
  append_bind(out, "", std::vector<parameter>{{"ab"}, {std::nullopt}, {""}});
  EXPECT_EQ(out, "B\0\0\0\x1a\0\0\0\0\0\3\0\0\0\2ab\xff\xff\xff\xff\0\0\0\0\0\0"s);
}

TEST(wire_frontend, messages_follow_each_other) {
  std::string out;
  append_describe(out);
  append_execute(out);
  append_sync(out);
  EXPECT_EQ(out, "D\0\0\0\6P\0E\0\0\0\x9\0\0\0\0\0S\0\0\0\4"s);
}

// -- what we hear ----------------------------------------------------------------------

TEST(wire_reader, messages_come_out_whole_however_they_arrive) {
  const auto stream = sent('1', "") + sent('D', "row") + sent('Z', "I");
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    message_reader reader;
    std::vector<std::string> types;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
      feed(reader, std::string_view(stream).substr(at, piece));
      for (auto& each : types_of(reader))
        types.push_back(std::move(each));
    }
    EXPECT_THAT(types, ElementsAre("1", "Drow", "ZI")) << "in pieces of " << piece;
    EXPECT_EQ(reader.unfinished(), 0U);
  }
}

TEST(wire_reader, the_head_of_a_long_message_tells_its_length) {
  message_reader reader;
  feed(reader, "D\x10\0\0\0abc"sv);
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(reader.unfinished(), 0x10000001U);
  EXPECT_FALSE(reader.senseless());
}

TEST(wire_reader, long_messages_pass_and_leave_no_large_buffer) {
  message_reader reader;
  const std::string body(300'000, 'x');
  feed(reader, sent('D', body));
  const auto whole = reader.next();
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->body, body);
  EXPECT_LE(reader.room().size(), 64U * 1024);
}

TEST(wire_reader, a_length_that_cannot_be_is_senseless) {
  for (const auto head : {"D\0\0\0\3"sv, "D\0\0\0\0"sv, "D\xff\xff\xff\xff"sv}) {
    message_reader reader;
    feed(reader, head);
    EXPECT_FALSE(reader.next());
    EXPECT_TRUE(reader.senseless());
    EXPECT_EQ(reader.unfinished(), 0U);
  }
}

TEST(wire_row, has_values_and_nulls) {
  data_row row;
  ASSERT_TRUE(row.read("\0\3\0\0\0\2ab\xff\xff\xff\xff\0\0\0\0"sv));
  EXPECT_EQ(row.size(), 3U);
  EXPECT_EQ(row.text(0), "ab");
  EXPECT_TRUE(row.is_null(1));
  EXPECT_FALSE(row.is_null(2));
  EXPECT_EQ(row.text(2), "");
  EXPECT_EQ(row.bytes(), 2U);
}

TEST(wire_row, that_is_cut_short_or_too_long_is_none) {
  const auto whole = "\0\1\0\0\0\2ab"sv;
  data_row row;
  for (std::size_t end = 0; end < whole.size(); ++end)
    EXPECT_FALSE(row.read(whole.substr(0, end))) << end;
  EXPECT_FALSE(row.read("\0\1\0\0\0\2abc"sv));
  EXPECT_TRUE(row.read(whole));
}

TEST(wire_columns, have_name_origin_type_and_modifier) {
  const auto body = "\0\1id\0\0\0\1\0\0\2\0\0\0\x17\0\4\xff\xff\xff\xff\0\0"sv;
  const auto found = columns_of(body);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().name, "id");
  EXPECT_EQ(found->front().table, 256U);
  EXPECT_EQ(found->front().number, 2);
  EXPECT_EQ(found->front().type, 23U);
  EXPECT_EQ(found->front().type_modifier, -1);
  EXPECT_FALSE(columns_of(body.substr(0, body.size() - 1)));
}

TEST(wire_fields, are_found_by_their_code) {
  const auto body = "SFEHLER\0VERROR\0C22012\0Mdivision by zero\0\0"sv;
  EXPECT_EQ(field_of(body, 'V'), "ERROR");
  EXPECT_EQ(field_of(body, 'M'), "division by zero");
  EXPECT_EQ(field_of(body, 'H'), "");
  EXPECT_EQ(field_of("Mno end", 'M'), "");
}

} // namespace
} // namespace howdah::postgres::wire
