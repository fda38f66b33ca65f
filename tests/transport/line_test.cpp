#include "transport/framing/line.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::transport {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t limit = 16;

void take_all(line_framer& framer, std::vector<std::string>& lines) {
  while (auto found = framer.next())
    lines.push_back(found->too_long ? "<too long>" : found->text);
}

/// The lines of a stream that arrives in the given pieces and then ends.
std::vector<std::string> lines_of(const std::vector<std::string_view>& pieces) {
  line_framer framer(limit);
  std::vector<std::string> lines;
  for (const auto piece : pieces) {
    framer.append(piece);
    take_all(framer, lines);
  }
  while (auto last = framer.rest())
    lines.push_back(last->too_long ? "<too long>" : last->text);
  return lines;
}

TEST(line_framer, lf_and_crlf_end_a_line) {
  EXPECT_THAT(lines_of({"one\ntwo\r\nthree\n"}), ElementsAre("one", "two", "three"));
}

TEST(line_framer, a_line_cut_at_every_position_stays_whole) {
  constexpr std::string_view text = "{\"a\":1}\r\n\r\n \t\n[\"\xc3\xa4\\n\"]\nlast";
  const auto whole = lines_of({text});
  ASSERT_THAT(whole, ElementsAre("{\"a\":1}", "[\"\xc3\xa4\\n\"]", "last"));
  for (std::size_t i = 0; i <= text.size(); ++i)
    for (std::size_t j = i; j <= text.size(); ++j)
      EXPECT_EQ(lines_of({text.substr(0, i), text.substr(i, j - i), text.substr(j)}), whole)
        << "cut at " << i << " and " << j;
}

TEST(line_framer, blank_lines_are_no_frames) {
  EXPECT_THAT(lines_of({"\n\r\n  \n\t\r\n"}), IsEmpty());
}

TEST(line_framer, a_carriage_return_inside_a_line_belongs_to_it) {
  EXPECT_THAT(lines_of({"a\rb\n"}), ElementsAre("a\rb"));
}

TEST(line_framer, the_limit_counts_the_line_without_its_end) {
  const std::string fits(limit, 'x');
  EXPECT_THAT(lines_of({fits + "\r\n"}), ElementsAre(fits));
  EXPECT_THAT(lines_of({fits + "x\n"}), ElementsAre("<too long>"));
}

TEST(line_framer, a_line_that_is_too_long_is_reported_once_and_skipped_however_it_is_cut) {
  const std::string text = "ok\n" + std::string(5 * limit, 'x') + "\r\nafter\n";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < text.size(); at += size)
      pieces.push_back(std::string_view(text).substr(at, size));
    EXPECT_THAT(lines_of(pieces), ElementsAre("ok", "<too long>", "after")) << size;
  }
}

TEST(line_framer, a_line_that_is_too_long_is_reported_before_it_ends) {
  line_framer framer(limit);
  framer.append(std::string(limit + 1, 'x'));
  const auto found = framer.next();
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->too_long);
  framer.append(std::string(1000, 'x'));
  EXPECT_FALSE(framer.next());
  EXPECT_FALSE(framer.rest());
}

TEST(line_framer, text_without_a_line_end_is_the_last_line) {
  EXPECT_THAT(lines_of({"one\n", "tw", "o"}), ElementsAre("one", "two"));
  EXPECT_THAT(lines_of({"one\n  "}), ElementsAre("one"));
}

TEST(line_framer, bytes_that_are_no_text_pass) {
  using namespace std::string_literals;
  EXPECT_THAT(lines_of({"\x00\xff\n"s}), ElementsAre("\x00\xff"s));
}

} // namespace
} // namespace howdah::transport
