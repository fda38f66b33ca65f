#include "mcp/trace_context.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

using namespace howdah::mcp;
using howdah::tests::request_of;

namespace {

const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string span = "00f067aa0ba902b7";
const std::string good = "00-" + trace + '-' + span + "-01";
const trace_context known{trace, span};

trace_context traced(const std::string& params, const std::optional<std::string>& header = {}) {
  return trace_of(*request_of("tools/call", params), header);
}

} // namespace

TEST(traceparent, of_version_00_names_trace_and_span) {
  EXPECT_EQ(parse_traceparent(good), known);
  EXPECT_EQ(parse_traceparent("00-" + trace + '-' + span + "-00"), known);
  EXPECT_EQ(parse_traceparent("00-" + trace + '-' + span + "-ff"), known);
}

TEST(traceparent, of_a_later_version_counts_as_far_as_it_is_known) {
  EXPECT_EQ(parse_traceparent("01" + good.substr(2)), known);
  EXPECT_EQ(parse_traceparent("cc" + good.substr(2) + "-what-the-future-will-be-like"), known);
  EXPECT_EQ(parse_traceparent("cc" + good.substr(2) + "-"), known);
  EXPECT_FALSE(parse_traceparent("cc" + good.substr(2) + ".what-the-future-will-be-like"));
  EXPECT_FALSE(parse_traceparent("ff" + good.substr(2)));
  EXPECT_FALSE(parse_traceparent(good + "-what-the-future-will-be-like"));
}

TEST(traceparent, that_names_nothing_is_none) {
  EXPECT_FALSE(parse_traceparent("00-" + std::string(32, '0') + '-' + span + "-01"));
  EXPECT_FALSE(parse_traceparent("00-" + trace + '-' + std::string(16, '0') + "-01"));
}

TEST(traceparent, has_lower_case_hexadecimal_digits_and_dashes_at_their_places_alone) {
  for (std::size_t at = 0; at < good.size(); ++at)
    for (const char wrong : {'-', 'A', 'g', ' ', '\n', '"', '=', '\0', '\x80'}) {
      auto text = good;
      text[at] = wrong;
      EXPECT_EQ(parse_traceparent(text).has_value(), text == good) << text;
    }
}

TEST(traceparent, has_its_full_length) {
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(parse_traceparent(good.substr(0, size))) << size;
  for (const auto& more : {std::string(" "), std::string("0"), std::string("\n"), ", " + good})
    EXPECT_FALSE(parse_traceparent(good + more)) << more;
}

TEST(trace_of, takes_what_the_message_says_before_what_its_carrier_says) {
  const std::string other = "00-" + std::string(32, 'a') + '-' + std::string(16, 'b') + "-01";
  const trace_context carried{std::string(32, 'a'), std::string(16, 'b')};
  const auto stated = R"({"_meta":{"traceparent":")" + good + R"("}})";
  EXPECT_EQ(traced(stated), known);
  EXPECT_EQ(traced(stated, other), known);
  EXPECT_EQ(traced("{}", other), carried);
  EXPECT_EQ(traced(R"({"_meta":{"traceparent":"nonsense"}})", other), carried);
}

TEST(trace_of, ignores_what_is_malformed) {
  for (const std::string params :
       {R"({"_meta":{"traceparent":7}})", R"({"_meta":{"traceparent":null}})",
        R"({"_meta":{"traceparent":[]}})", R"({"_meta":7})", R"({})"})
    EXPECT_EQ(traced(params, "00-x"), trace_context{}) << params;
}
