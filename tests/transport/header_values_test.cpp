#include "transport/framing/encoded_header.hpp"
#include "transport/framing/http_target.hpp"
#include "transport/framing/media_type.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::transport {
namespace {

TEST(media_type, the_most_specific_range_decides) {
  const auto json = [](std::string_view accept) {
    return accepts(accept, "application/json");
  };
  EXPECT_TRUE(json("application/json"));
  EXPECT_TRUE(json("text/html, Application/JSON;q=0.5"));
  EXPECT_TRUE(json("*/*"));
  EXPECT_TRUE(json("application/*"));
  EXPECT_TRUE(json("application/json;q=0.9, text/event-stream;q=0.1"));
  EXPECT_TRUE(json("*/*;q=0, application/json"));
  EXPECT_FALSE(json("text/event-stream"));
  EXPECT_FALSE(json("text/*, image/png"));
  EXPECT_FALSE(json("*/*, application/json;q=0"));
  EXPECT_FALSE(json("*/*, application/json; Q=0.000"));
  EXPECT_FALSE(json("application/jsonp"));
  EXPECT_FALSE(json("app/*"));
  EXPECT_FALSE(json(""));
  EXPECT_FALSE(json(",;,"));
}

TEST(media_type, a_wildcard_does_not_name_a_type) {
  EXPECT_TRUE(names_type("application/json, text/event-stream", "text/event-stream"));
  EXPECT_FALSE(names_type("*/*", "text/event-stream"));
  EXPECT_FALSE(names_type("text/event-stream;q=0", "text/event-stream"));
  EXPECT_FALSE(names_type("", "text/event-stream"));
}

TEST(media_type, json_is_json_in_utf_8) {
  EXPECT_TRUE(is_json_type("application/json"));
  EXPECT_TRUE(is_json_type("Application/Json ; charset=\"UTF-8\""));
  EXPECT_TRUE(is_json_type("application/json; profile=x"));
  EXPECT_FALSE(is_json_type("application/json; charset=iso-8859-1"));
  EXPECT_FALSE(is_json_type("application/json-rpc"));
  EXPECT_FALSE(is_json_type("text/plain"));
  EXPECT_FALSE(is_json_type(""));
}

TEST(encoded_header, a_wrapped_value_is_decoded_and_any_other_stands_for_itself) {
  EXPECT_EQ(decode_header("query"), "query");
  EXPECT_EQ(decode_header("=?base64?cXVlcnk=?="), "query");
  EXPECT_EQ(decode_header("=?base64?Zm9vYg==?="), "foob");
  EXPECT_EQ(decode_header("=?base64?YWJj?="), "abc");
  EXPECT_EQ(decode_header("=?base64?w6TDtg==?="), "\xc3\xa4\xc3\xb6");
  EXPECT_EQ(decode_header("=?base64?"
                          "?="),
            "");
  EXPECT_EQ(decode_header("=?BASE64?cXVlcnk=?="), "=?BASE64?cXVlcnk=?=");
  EXPECT_EQ(decode_header("=?base64?cXVlcnk="), "=?base64?cXVlcnk=");
  EXPECT_EQ(decode_header("=?base64?="), "=?base64?=");
  EXPECT_EQ(decode_header(""), "");
}

TEST(encoded_header, what_is_not_base64_is_nothing) {
  for (const auto* const inside : {"cXVlcnk", "cXVlcn", "c", "====", "cXV=cnk=", "cXVlcn!=",
                                   "cXVl cnk=", "YWJ=", "Zh==", "YWJj="})
    EXPECT_EQ(decode_header("=?base64?" + std::string(inside) + "?="), std::nullopt) << inside;
}

TEST(http_target, an_authority_is_a_host_with_or_without_a_port) {
  EXPECT_EQ(parse_authority("LocalHost"), (authority{"localhost"}));
  EXPECT_EQ(parse_authority("a_b-c.example:0"), (authority{"a_b-c.example", "0"}));
  EXPECT_EQ(parse_authority("127.0.0.1:65535"), (authority{"127.0.0.1", "65535"}));
  EXPECT_EQ(parse_authority("[::1]"), (authority{"[::1]"}));
  EXPECT_EQ(parse_authority("[FE80::1]:80"), (authority{"[fe80::1]", "80"}));
  for (const auto* const wrong :
       {"", ":80", "a:", "a:b", "a:65536", "a:123456", "a:-1", "::1", "[::1", "[]", "[::1]x",
        "[::1]:", "a b", "a@b", "a/b", "a,b", "[a.example]", "\xc3\xa4", "a:80:80"})
    EXPECT_EQ(parse_authority(wrong), std::nullopt) << wrong;
}

TEST(http_target, an_origin_has_a_scheme_and_nothing_behind_its_host) {
  EXPECT_EQ(parse_origin("http://localhost:3000"), (authority{"localhost", "3000"}));
  EXPECT_EQ(parse_origin("vscode-webview://abc"), (authority{"abc"}));
  for (const auto* const wrong : {"null", "", "localhost", "http://", "http://a/", "http://a/b",
                                  "://a", "1http://a", "http://a http://b", "http//a", "file://"})
    EXPECT_EQ(parse_origin(wrong), std::nullopt) << wrong;
}

} // namespace
} // namespace howdah::transport
