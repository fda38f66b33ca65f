#include "tests/transport/http_feeding.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

namespace howdah::transport {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

const std::string post = "POST /mcp?x=1 HTTP/1.1\r\nHost: localhost:8000\r\n"
                         "Content-Type: application/json\r\nAccept: a/b\r\naccept: c/d\r\n"
                         "Content-Length: 7\r\n\r\n{\"a\":1}";
const std::string chunked = "POST /mcp HTTP/1.1\r\nHost: localhost\r\n"
                            "Transfer-Encoding: Chunked\r\n\r\n"
                            "3;x=\"y\"\r\n{\"a\r\n004\r\n\":1}\r\n0\r\nTrailer: t\r\n\r\n";

TEST(http_feed, a_request_is_taken_apart) {
  const auto got = fed(post);
  ASSERT_THAT(got.requests, SizeIs(1));
  const auto& request = got.requests.front();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/mcp");
  EXPECT_EQ(request.host, "localhost:8000");
  EXPECT_EQ(request.body, "{\"a\":1}");
  EXPECT_EQ(request.field("CONTENT-type"), "application/json");
  EXPECT_EQ(request.list("Accept"), "a/b, c/d");
  EXPECT_EQ(request.field("Origin"), std::nullopt);
  EXPECT_TRUE(request.http_1_1);
  EXPECT_TRUE(request.keep_alive);
}

TEST(http_feed, requests_cut_at_every_position_stay_whole) {
  const auto text = post + chunked + post;
  for (std::size_t size = 1; size <= text.size(); ++size) {
    const auto got = fed(text, size);
    ASSERT_THAT(got.requests, SizeIs(3)) << size << ' ' << got.refused.message;
    for (const auto& request : got.requests)
      EXPECT_EQ(request.body, "{\"a\":1}") << size;
  }
}

TEST(http_feed, a_chunked_body_may_be_empty) {
  for (std::size_t size = 1; size < 30; ++size)
    EXPECT_THAT(
      fed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + post, size)
        .requests,
      SizeIs(2))
      << size;
}

TEST(http_feed, a_trailer_adds_no_header_fields) {
  const auto got = fed(chunked);
  ASSERT_THAT(got.requests, SizeIs(1));
  EXPECT_EQ(got.requests.front().field("Trailer"), std::nullopt);
}

TEST(http_feed, keep_alive_follows_version_and_connection) {
  const auto kept = [](const std::string& version, const std::string& connection) {
    const auto got = fed("GET / HTTP/" + version + "\r\nHost: a\r\n" + connection + "\r\n");
    return got.requests.size() == 1 && got.requests.front().keep_alive;
  };
  EXPECT_TRUE(kept("1.1", ""));
  EXPECT_FALSE(kept("1.1", "Connection: close\r\n"));
  EXPECT_FALSE(kept("1.1", "Connection: foo, Close\r\n"));
  EXPECT_FALSE(kept("1.0", ""));
  EXPECT_TRUE(kept("1.0", "Connection: keep-alive\r\n"));
}

TEST(http_feed, empty_lines_before_a_request_are_skipped) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{3}, std::string::npos})
    EXPECT_THAT(fed("\r\n\r\n" + post + "\r\n" + post, size).requests, SizeIs(2)) << size;
}

TEST(http_feed, an_absolute_target_names_the_host) {
  const auto got = fed("POST HTTP://db.example:81/mcp?x HTTP/1.1\r\nHost: other\r\n\r\n");
  ASSERT_THAT(got.requests, SizeIs(1));
  EXPECT_EQ(got.requests.front().host, "db.example:81");
  EXPECT_EQ(got.requests.front().path, "/mcp");
}

TEST(http_feed, a_client_that_waits_for_leave_is_reported_once) {
  const std::string head = "POST /mcp HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n"
                           "Content-Length: 2\r\n\r\n";
  http_feed feed({});
  feed.append(head);
  EXPECT_EQ(feed.next(), http_feed::event::waiting);
  EXPECT_EQ(feed.request().method, "POST");
  EXPECT_EQ(feed.next(), http_feed::event::more);
  EXPECT_EQ(feed.in(), http_feed::phase::body);
  feed.append("{}");
  EXPECT_EQ(feed.next(), http_feed::event::request);
  EXPECT_EQ(fed(head + "{}").waits, 0) << "the body was there already";
}

TEST(http_feed, the_phase_tells_what_the_client_is_sending) {
  http_feed feed({});
  EXPECT_EQ(feed.in(), http_feed::phase::between);
  feed.append("PO");
  EXPECT_EQ(feed.next(), http_feed::event::more);
  EXPECT_EQ(feed.in(), http_feed::phase::head);
  feed.append("ST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
  EXPECT_EQ(feed.next(), http_feed::event::more);
  EXPECT_EQ(feed.in(), http_feed::phase::body);
  feed.append("x");
  EXPECT_EQ(feed.next(), http_feed::event::request);
  EXPECT_EQ(feed.in(), http_feed::phase::between);
  feed.append("\n");
  EXPECT_EQ(feed.next(), http_feed::event::refused);
  EXPECT_EQ(feed.in(), http_feed::phase::over);
}

TEST(http_feed, limits_are_counted_on_the_stream) {
  const http_limits small{.head_bytes = 100, .body_bytes = 10};
  const std::string host = "Host: a\r\n";
  const auto long_value = "POST / HTTP/1.1\r\n" + host + "X: " + std::string(200, 'x');
  const auto long_target = "POST /" + std::string(200, 'x');
  const auto declared = "POST / HTTP/1.1\r\n" + host + "Content-Length: 11\r\n\r\n";
  const auto streamed
    = "POST / HTTP/1.1\r\n" + host
      + "Transfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n3\r\n123\r\n0\r\n\r\n";
  const auto fits = "POST / HTTP/1.1\r\n" + host
                    + "Transfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n2\r\n12\r\n0\r\n\r\n";
  const auto long_chunk_head
    = "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(200, 'x');
  for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::string::npos}) {
    EXPECT_EQ(fed(long_value, size, small).refused.status, 431);
    EXPECT_EQ(fed(long_target, size, small).refused.status, 414);
    EXPECT_EQ(fed(declared, size, small).refused.status, 413);
    EXPECT_EQ(fed(streamed, size, small).refused.status, 413);
    EXPECT_THAT(fed(fits, size, small).requests, SizeIs(1));
    EXPECT_EQ(fed(long_chunk_head, size, small).refused.status, 400);
  }
}

TEST(http_feed, nothing_follows_a_refusal) {
  http_feed feed({});
  feed.append("NONSENSE\n" + post);
  EXPECT_EQ(feed.next(), http_feed::event::refused);
  feed.append(post);
  EXPECT_EQ(feed.next(), http_feed::event::refused);
  EXPECT_THAT(feed.refusal().message, HasSubstr("CR"));
}

// -- what two parsers would read differently -----------------------------------

struct dangerous {
  const char* what;
  std::string text;
  int status;
};

std::string with(const std::string& fields, const std::string& body = {}) {
  return "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body;
}

std::vector<dangerous> dangers() {
  using namespace std::string_literals;
  return {
    {"length and coding", with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nX"),
     400},
    {"coding and length", with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\nX"),
     400},
    {"two lengths", with("Content-Length: 5\r\nContent-Length: 6\r\n", "123456"), 400},
    {"the same length twice", with("Content-Length: 5\r\ncontent-length: 5\r\n", "12345"), 400},
    {"a list of lengths", with("Content-Length: 5, 5\r\n", "12345"), 400},
    {"a signed length", with("Content-Length: +5\r\n", "12345"), 400},
    {"a negative length", with("Content-Length: -1\r\n"), 400},
    {"a hexadecimal length", with("Content-Length: 0x5\r\n", "12345"), 400},
    {"an empty length", with("Content-Length:\r\n"), 400},
    {"a length beyond 64 bits", with("Content-Length: 99999999999999999999999\r\n"), 400},
    {"an unknown coding", with("Transfer-Encoding: gzip\r\n"), 501},
    {"chunked not last", with("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 501},
    {"chunked after gzip", with("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501},
    {"two codings",
     with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
    {"a quoted coding", with("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), 501},
    {"a vertical tab in the coding",
     with("Transfer-Encoding: \x0b"
          "chunked\r\n",
          "0\r\n\r\n"),
     400},
    {"chunked in HTTP/1.0",
     "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {"a blank before the colon", with("Content-Length : 5\r\n", "12345"), 400},
    {"a tab before the colon", with("Content-Length\t: 5\r\n", "12345"), 400},
    {"a folded field", with("X: a\r\n b\r\n"), 400},
    {"a folded length", with("Content-Length:\r\n 5\r\n", "12345"), 400},
    {"a blank before the first field", "POST / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
    {"a field without name", with(": x\r\n"), 400},
    {"a field without colon", with("nonsense\r\n"), 400},
    {"a bare LF after a field", with("X: a\nY: b\r\n"), 400},
    {"a bare LF after the request line", "POST / HTTP/1.1\nHost: a\r\n\r\n", 400},
    {"a bare CR in a value", with("X: a\rY: b\r\n"), 400},
    {"NUL in a value", with("X: a\0b\r\n"s), 400},
    {"NUL in a name", with("X\0: b\r\n"s), 400},
    {"a control character", with("Mcp-Session-Id: a\x01\r\n"), 400},
    {"DEL", with("X: \x7f\r\n"), 400},
    {"no host", "POST /mcp HTTP/1.1\r\n\r\n", 400},
    {"two hosts", with("Host: evil.example\r\n"), 400},
    {"two origins", with("Origin: http://localhost\r\nOrigin: http://evil.example\r\n"), 400},
    {"two session ids", with("Mcp-Session-Id: a\r\nMcp-Session-Id: b\r\n"), 400},
    {"two credentials", with("Authorization: Bearer a\r\nauthorization: Bearer b\r\n"), 400},
    {"a fragment", "POST /mcp#x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"a target without slash", "POST mcp HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"a foreign scheme", "POST ftp://localhost/mcp HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"a user in the target", "POST http://localhost@evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n",
     400},
    {"a star to POST", "POST * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
    {"a blank in the target", "POST /m cp HTTP/1.1\r\nHost: a\r\n\r\n", 505},
    {"HTTP/0.9", "GET /mcp\r\n\r\n", 400},
    {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"a short version", "GET /mcp b\r\n\r\n", 400},
    {"TLS", "\x16\x03\x01\x02", 400},
    {"an unknown expectation", with("Expect: tea\r\n"), 417},
    {"a chunk size that is no number", with("Transfer-Encoding: chunked\r\n", "xyz\r\n"), 400},
    {"a chunk size beyond 64 bits", with("Transfer-Encoding: chunked\r\n", "11111111111111111\r\n"),
     400},
    {"a chunk longer than its size", with("Transfer-Encoding: chunked\r\n", "1\r\nab\r\n0\r\n\r\n"),
     400},
    {"a quoted chunk extension without end",
     with("Transfer-Encoding: chunked\r\n", "3;x=\"y\r\nabc\r\n0\r\n\r\n"), 400},
    {"a quoted chunk extension over two lines",
     with("Transfer-Encoding: chunked\r\n", "3;x=\"y\r\nabc\r\n0;z=\"\r\n\r\n"), 400},
    {"an escape at the end of a chunk extension",
     with("Transfer-Encoding: chunked\r\n", "3;x=\"\\\r\n\"\r\nabc\r\n0\r\n\r\n"), 400},
    {"a quoted extension without end of the last chunk",
     with("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0;x=\"y\r\n\r\n"), 400},
    {"a bare LF after a chunk size", with("Transfer-Encoding: chunked\r\n", "1\na\r\n0\r\n\r\n"),
     400},
  };
}

TEST(http_feed, what_parsers_disagree_about_is_refused_however_it_is_cut) {
  for (const auto& danger : dangers())
    for (const std::size_t size : {std::size_t{1}, std::size_t{3}, std::string::npos}) {
      const auto got = fed(danger.text + "\r\n\r\n", size);
      EXPECT_EQ(got.refused.status, danger.status) << danger.what << ", pieces of " << size;
      EXPECT_THAT(got.requests, SizeIs(0)) << danger.what;
    }
}

} // namespace
} // namespace howdah::transport
