#include "transport/http_gate.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace howdah::transport {
namespace {

http_request with(http_request request, const std::vector<http_field>& fields) {
  for (const auto& field : fields)
    request.fields.push_back(field);
  return request;
}

http_request to(std::string method, std::string path) {
  return {.method = std::move(method), .path = std::move(path), .host = "localhost:8000"};
}

http_request post(const std::vector<http_field>& fields = {}) {
  return with(to("POST", "/mcp"), fields);
}

const http_field json{"Content-Type", "application/json"};

tl::expected<http_route, http_rejection> judge(const http_request& request,
                                               const host_list& hosts) {
  const auto early = judge_address(request, hosts);
  if (!early)
    return tl::unexpected(early.error());
  return *early ? tl::expected<http_route, http_rejection>(**early) : judge_message(request);
}

int judged(const http_request& request, const host_list& hosts = {}) {
  const auto verdict = judge(request, hosts);
  return verdict ? 200 : verdict.error().status;
}

int for_host(const std::string& host, const host_list& hosts = {}) {
  auto request = post({json});
  request.host = host;
  return judged(request, hosts);
}

int for_origin(const std::string& origin, const host_list& hosts = {}) {
  return judged(post({json, {"Origin", origin}}), hosts);
}

TEST(http_gate, a_post_of_json_is_a_message) {
  const auto verdict = judge(post({json}), {});
  ASSERT_TRUE(verdict);
  EXPECT_EQ(*verdict, http_route::message);
}

TEST(http_gate, loopback_names_are_allowed_with_any_port) {
  for (const auto* const host : {"localhost", "localhost:1", "LOCALHOST:8080", "127.0.0.1",
                                 "127.0.0.1:8000", "[::1]", "[::1]:8080"})
    EXPECT_EQ(for_host(host), 200) << host;
}

TEST(http_gate, other_hosts_are_refused_wherever_the_server_listens) {
  for (const auto* const host : {"evil.example", "evil.example:8000", "localhost.evil.example", "",
                                 "::1", "127.0.0.1.nip.io", "localhost@evil.example", "localhost:x",
                                 "0.0.0.0", "localhost, evil.example", "[::2]"})
    EXPECT_EQ(for_host(host), 403) << host;
}

TEST(http_gate, origins_must_be_of_an_allowed_host) {
  for (const auto* const origin : {"http://localhost", "https://localhost:3000",
                                   "http://127.0.0.1:5", "http://[::1]:8", "HTTP://LOCALHOST"})
    EXPECT_EQ(for_origin(origin), 200) << origin;
  for (const auto* const origin : {"null", "http://evil.example", "http://localhost.evil.example",
                                   "", "localhost", "file://", "http://localhost@evil.example"})
    EXPECT_EQ(for_origin(origin), 403) << origin;
}

TEST(http_gate, allowed_origins_are_exact_and_allow_no_host) {
  const auto hosts = host_list::of({}, {"https://App.example.org", "http://other.example:81"});
  ASSERT_TRUE(hosts);
  for (const auto* origin : {"https://app.example.org", "https://app.example.org:443",
                             "HTTPS://APP.EXAMPLE.ORG", "http://other.example:81"})
    EXPECT_EQ(for_origin(origin, *hosts), 200) << origin;
  for (const auto* origin : {"http://app.example.org", "https://app.example.org:8443",
                             "https://app.example.org/", "http://other.example"})
    EXPECT_EQ(for_origin(origin, *hosts), 403) << origin;
  EXPECT_EQ(for_host("app.example.org", *hosts), 403);
}

TEST(http_gate, a_malformed_allowed_origin_is_named) {
  for (const auto* wrong : {"*", "", "null", "app.example", "https://a/b", "https://*.example"}) {
    const auto hosts = host_list::of({}, {wrong});
    ASSERT_FALSE(hosts) << wrong;
    EXPECT_NE(hosts.error().message.find('"' + std::string(wrong) + '"'), std::string::npos);
  }
}

TEST(http_gate, an_origin_that_agrees_with_its_host_proves_nothing) {
  auto request = post({json, {"Origin", "http://evil.example:8000"}});
  request.host = "evil.example:8000";
  EXPECT_EQ(judged(request), 403);
}

TEST(http_gate, configured_hosts_are_allowed_as_written) {
  const auto hosts = host_list::of({"Db.Example.org", "[2001:db8::1]:8443"});
  ASSERT_TRUE(hosts);
  EXPECT_EQ(for_host("db.example.ORG", *hosts), 200);
  EXPECT_EQ(for_host("db.example.org:99", *hosts), 200);
  EXPECT_EQ(for_host("[2001:db8::1]:8443", *hosts), 200);
  EXPECT_EQ(for_host("[2001:db8::1]:8444", *hosts), 403);
  EXPECT_EQ(for_host("example.org", *hosts), 403);
  EXPECT_EQ(for_host("localhost", *hosts), 200);
  EXPECT_EQ(for_origin("https://db.example.org", *hosts), 200);
  EXPECT_EQ(for_origin("https://x.example.org", *hosts), 403);
}

TEST(http_gate, a_malformed_allowed_host_is_named) {
  for (const auto* const wrong : {"http://a", "a/b", "*", "", "a b", "a:port"}) {
    const auto hosts = host_list::of({"fine.example", wrong});
    ASSERT_FALSE(hosts) << wrong;
    EXPECT_NE(hosts.error().message.find('"' + std::string(wrong) + '"'), std::string::npos);
  }
}

TEST(http_gate, paths_are_exact) {
  EXPECT_EQ(judged(with(to("POST", "/mcp/"), {json})), 200);
  for (const auto* const path :
       {"/", "/MCP", "/mcp/x", "/mcp//", "/%6dcp", "/SSE", "/sse/x", "/messages/x",
        "/.well-known/oauth-protected-resource", "*", "/healthz/"})
    EXPECT_EQ(judged(with(to("POST", path), {json})), 404) << path;
}

TEST(http_gate, only_post_get_and_delete_are_served_at_mcp) {
  for (const auto* const method : {"HEAD", "PUT", "PATCH", "TRACE", "post", "BREW"}) {
    const auto verdict = judge(to(method, "/mcp"), {});
    ASSERT_FALSE(verdict) << method;
    EXPECT_EQ(verdict.error().status, 405) << method;
    EXPECT_EQ(verdict.error().allow, "POST, GET, DELETE, OPTIONS");
  }
}

TEST(http_gate, get_opens_the_stream_of_a_session) {
  const http_field events{"Accept", "text/event-stream"};
  const http_field session{"Mcp-Session-Id", "a"};
  EXPECT_EQ(*judge(with(to("GET", "/mcp"), {events, session}), {}), http_route::stream);
  EXPECT_EQ(judged(with(to("GET", "/mcp"), {events})), 400);
  EXPECT_EQ(judged(with(to("GET", "/mcp"), {{"Accept", "application/json"}, session})), 406);
  EXPECT_EQ(judged(with(to("GET", "/mcp"), {session})), 406);
  auto old = with(to("GET", "/mcp"), {events, session});
  old.http_1_1 = false;
  EXPECT_EQ(judged(old), 400) << "HTTP/1.0 has no chunks";
}

TEST(http_gate, delete_needs_a_session) {
  EXPECT_EQ(judged(to("DELETE", "/mcp")), 400);
  const auto verdict = judge(with(to("DELETE", "/mcp"), {{"Mcp-Session-Id", "abc"}}), {});
  ASSERT_TRUE(verdict);
  EXPECT_EQ(*verdict, http_route::end_session);
}

TEST(http_gate, a_foreign_page_gets_no_preflight) {
  EXPECT_EQ(judged(with(to("OPTIONS", "/mcp"), {{"Origin", "http://evil.example"}})), 403);
  for (const auto* path : {"/mcp", "*"}) {
    const auto verdict
      = judge(with(to("OPTIONS", path), {{"Origin", "http://localhost:3000"}}), {});
    ASSERT_TRUE(verdict);
    EXPECT_EQ(*verdict, http_route::preflight);
  }
  EXPECT_EQ(judged(to("OPTIONS", "/other")), 404);
}

TEST(http_gate, bodies_must_be_plain_json) {
  EXPECT_EQ(judged(post()), 415);
  EXPECT_EQ(judged(post({{"Content-Type", "text/plain"}})), 415);
  EXPECT_EQ(judged(post({{"Content-Type", "application/json; charset=utf-8"}})), 200);
  EXPECT_EQ(judged(post({json, {"Content-Encoding", "gzip"}})), 415);
}

TEST(http_gate, the_client_must_take_json_or_event_streams) {
  EXPECT_EQ(judged(post({json, {"Accept", "application/json, text/event-stream"}})), 200);
  EXPECT_EQ(judged(post({json, {"Accept", "application/json"}})), 200);
  EXPECT_EQ(judged(post({json, {"Accept", "*/*"}})), 200);
  EXPECT_EQ(judged(post({json, {"Accept", "text/event-stream"}, {"Accept", "application/json"}})),
            200);
  EXPECT_EQ(judged(post({json, {"Accept", "text/event-stream"}})), 200);
  EXPECT_EQ(judged(post({json, {"Accept", "text/*"}})), 200);
  EXPECT_EQ(judged(post({json, {"Accept", "application/json;q=0, text/event-stream"}})), 200);
  EXPECT_EQ(judged(post({json, {"Accept", "text/html"}})), 406);
  EXPECT_EQ(judged(post({json, {"Accept", "text/event-stream;q=0"}})), 406);
  EXPECT_EQ(judged(post({json, {"Accept", ""}})), 406);
  EXPECT_EQ(judged(post({{"Accept", "text/html"}})), 415) << "the body comes first";
}

TEST(http_gate, a_session_id_is_visible_ascii_of_bearable_length) {
  EXPECT_EQ(judged(post({json, {"Mcp-Session-Id", "deadbeef"}})), 200);
  EXPECT_EQ(judged(post({json, {"Mcp-Session-Id", ""}})), 400);
  EXPECT_EQ(judged(post({json, {"Mcp-Session-Id", "a b"}})), 400);
  EXPECT_EQ(judged(post({json, {"Mcp-Session-Id", "\xc3\xa4"}})), 400);
  EXPECT_EQ(judged(post({json, {"Mcp-Session-Id", std::string(10 * 1024, 'a')}})), 400);
}

TEST(http_gate, a_target_of_another_scheme_is_misdirected) {
  const auto at = [](const std::string& scheme, bool over_tls, std::string host = "localhost") {
    auto request = post({json});
    request.scheme = scheme;
    request.host = std::move(host);
    const auto verdict = judge_address(request, {}, over_tls);
    return verdict ? 200 : verdict.error().status;
  };
  EXPECT_EQ(at("", false), 200);
  EXPECT_EQ(at("", true), 200);
  EXPECT_EQ(at("http", false), 200);
  EXPECT_EQ(at("https", true), 200);
  EXPECT_EQ(at("https", false), 421);
  EXPECT_EQ(at("http", true), 421);
  EXPECT_EQ(at("https", false, "evil.example"), 403) << "a foreign host is refused as one";
}

// -- the old HTTP+SSE transport ------------------------------------------------

const std::string stream_name(32, 'a');

http_request posted(const std::string& query, const std::vector<http_field>& fields = {json}) {
  auto request = with(to("POST", "/messages/"), fields);
  request.query = query;
  return request;
}

TEST(http_gate, get_sse_opens_a_stream_for_whoever_takes_one) {
  for (const auto* const path : {"/sse", "/sse/"})
    for (const auto* const accept : {"text/event-stream", "*/*", "text/*"})
      EXPECT_EQ(*judge(with(to("GET", path), {{"Accept", accept}}), {}), http_route::legacy_stream)
        << path << ' ' << accept;
  EXPECT_EQ(*judge(to("GET", "/sse"), {}), http_route::legacy_stream) << "who says nothing";
  EXPECT_EQ(judged(with(to("GET", "/sse"), {{"Accept", "application/json"}})), 406);
  auto old = to("GET", "/sse");
  old.http_1_1 = false;
  EXPECT_EQ(judged(old), 400) << "HTTP/1.0 has no chunks";
}

TEST(http_gate, only_get_is_served_at_sse_and_only_post_at_messages) {
  for (const auto* const method : {"POST", "DELETE", "HEAD", "PUT"}) {
    const auto verdict = judge(with(to(method, "/sse"), {json}), {});
    ASSERT_FALSE(verdict) << method;
    EXPECT_EQ(verdict.error().status, 405) << "newer clients look for that: " << method;
    EXPECT_EQ(verdict.error().allow, "GET, OPTIONS");
  }
  for (const auto* const method : {"GET", "DELETE", "HEAD", "PUT"}) {
    const auto verdict = judge(to(method, "/messages/"), {});
    ASSERT_FALSE(verdict) << method;
    EXPECT_EQ(verdict.error().status, 405) << method;
    EXPECT_EQ(verdict.error().allow, "POST, OPTIONS");
  }
  EXPECT_EQ(*judge(to("OPTIONS", "/sse"), {}), http_route::preflight);
  EXPECT_EQ(*judge(to("OPTIONS", "/messages/"), {}), http_route::preflight);
}

TEST(http_gate, a_posted_message_names_its_stream) {
  const auto said = [](const http_request& request) {
    const auto verdict = judge(request, {});
    return verdict ? ""
                   : std::to_string(verdict.error().status) + ' ' + verdict.error().why.message;
  };
  const auto good = posted("session_id=" + stream_name);
  EXPECT_EQ(*judge(good, {}), http_route::legacy_message);
  EXPECT_EQ(legacy_session_of(good), stream_name);
  EXPECT_EQ(said(posted("a=b&session_id=" + stream_name)), "");
  for (const auto* const query : {"", "session=x", "sessionId=x", "session_id%3Dx"})
    EXPECT_EQ(said(posted(query)), "400 session_id is required") << query;
  for (const std::string name : {"", "x", "../../../etc/passwd", "%00", "AAAA"})
    EXPECT_EQ(said(posted("session_id=" + name)), "400 Invalid session ID") << name;
  EXPECT_EQ(said(posted("session_id=" + stream_name + "a")), "400 Invalid session ID");
  EXPECT_EQ(said(posted("session_id=" + std::string(32, 'A'))), "400 Invalid session ID");
}

TEST(http_gate, a_posted_message_is_plain_json_whatever_its_sender_accepts) {
  const auto query = "session_id=" + stream_name;
  EXPECT_EQ(judged(posted(query, {json, {"Accept", "text/html"}})), 200);
  EXPECT_EQ(judged(posted(query, {})), 415);
  EXPECT_EQ(judged(posted(query, {{"Content-Type", "text/plain"}})), 415);
  EXPECT_EQ(judged(posted(query, {json, {"Content-Encoding", "gzip"}})), 415);
}

TEST(http_gate, the_old_paths_are_guarded_like_the_new_one) {
  for (const auto* const path : {"/sse", "/messages/"}) {
    auto request = to(path == std::string("/sse") ? "GET" : "POST", path);
    request.host = "evil.example";
    EXPECT_EQ(judged(request), 403) << path;
    request.host = "localhost";
    EXPECT_EQ(judged(with(request, {{"Origin", "http://evil.example"}})), 403) << path;
  }
}

TEST(http_gate, health_answers_under_every_host_to_whoever_reads) {
  for (const auto* const path : {"/health", "/healthz"})
    for (const auto* const method : {"GET", "HEAD"}) {
      auto request = to(method, path);
      request.host = "10.0.0.7:8000";
      const auto verdict = judge(request, {});
      ASSERT_TRUE(verdict) << path;
      EXPECT_EQ(*verdict, http_route::health);
    }
  EXPECT_EQ(judged(to("POST", "/health")), 404);
  EXPECT_EQ(judged(with(to("GET", "/health"), {{"Origin", "http://evil.example"}})), 403);
}

} // namespace
} // namespace howdah::transport
