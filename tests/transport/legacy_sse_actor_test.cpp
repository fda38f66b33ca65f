#include "tests/transport/legacy_sse_fixture.hpp"

#include <chrono>
#include <gmock/gmock.h>
#include <string>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

const std::string nobody(32, '0');

TEST_F(legacy_sse_test, the_stream_begins_with_the_endpoint_to_post_to) {
  open();
  connect();
  send("GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
  const auto text = received();
  EXPECT_THAT(text,
              AllOf(StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"),
                    HasSubstr("\r\nCache-Control: no-cache\r\n"),
                    HasSubstr("\r\nX-Accel-Buffering: no\r\n"),
                    HasSubstr("\r\n\r\n4e\r\nevent: endpoint\ndata: /messages/?session_id=")));
  const auto first = name_in(text);
  const auto second = open_stream();
  EXPECT_EQ(first.size(), 32U);
  EXPECT_NE(first, second);
}

TEST_F(legacy_sse_test, a_posted_message_is_accepted_and_answered_on_the_stream) {
  open();
  const auto name = open_stream();
  EXPECT_THAT(post_to(name, asking("tools/list")),
              AllOf(StartsWith("HTTP/1.1 202 Accepted\r\n"), EndsWith("\r\n\r\nAccepted")));
  ASSERT_THAT(play->requests, SizeIs(1));
  const auto& facts = play->requests.front().facts;
  EXPECT_EQ(facts.via, actors::carrier::legacy_sse);
  EXPECT_TRUE(actors::is_pipe(facts.via));
  EXPECT_TRUE(facts.streams);
  EXPECT_EQ(method_of(play->requests.front()), "tools/list");
  notice(0, R"({"p":1})");
  reply(0, {.body = R"({"r":1})"});
  const auto events = received_on(stream);
  EXPECT_THAT(events, HasSubstr(event(R"({"p":1})")));
  EXPECT_THAT(events, EndsWith("\r\n" + event(R"({"r":1})") + "\r\n")) << "the stream goes on";
  EXPECT_THAT(received_on(poster), IsEmpty());
}

TEST_F(legacy_sse_test, all_connections_of_a_client_are_one_pipe) {
  open();
  const auto name = open_stream();
  post_to(name, asking("a"));
  post_to(name, asking("b"));
  client = poster;
  send(to(name, asking("c")) + to(name, asking("d")));
  ASSERT_THAT(play->requests, SizeIs(4));
  for (const auto& each : play->requests)
    EXPECT_EQ(each.facts.connection, play->requests.front().facts.connection);
  EXPECT_EQ(method_of(play->requests[2]), "c");
  EXPECT_EQ(method_of(play->requests[3]), "d");
  reply(3, {.body = "\"d\""});
  reply(0, {.body = "\"a\""});
  const auto events = received_on(stream);
  EXPECT_LT(events.find(event("\"d\"")), events.find(event("\"a\""))) << "answers come as they are";
}

TEST_F(legacy_sse_test, two_clients_are_two_pipes) {
  open();
  const auto one = open_stream();
  const auto first = stream;
  const auto two = open_stream();
  post_to(one, asking("a"));
  post_to(two, asking("b"));
  EXPECT_NE(play->requests[0].facts.connection, play->requests[1].facts.connection);
  reply(0, {.body = "\"a\""});
  reply(0, {.body = "\"b\""});
  EXPECT_THAT(received_on(first), AllOf(HasSubstr("\"a\""), Not(HasSubstr("\"b\""))));
  EXPECT_THAT(received_on(stream), AllOf(HasSubstr("\"b\""), Not(HasSubstr("\"a\""))));
}

TEST_F(legacy_sse_test, the_same_id_twice_in_flight_is_answered_twice) {
  open();
  const auto name = open_stream();
  post_to(name, asking("a"));
  post_to(name, asking("a"));
  ASSERT_THAT(play->requests, SizeIs(2));
  reply(1, {.body = "\"second\""});
  reply(0, {.body = "\"first\""});
  EXPECT_THAT(received_on(stream), AllOf(HasSubstr("\"second\""), HasSubstr("\"first\"")));
}

TEST_F(legacy_sse_test, what_the_session_is_told_outside_of_requests_comes_as_an_event) {
  open();
  const auto name = open_stream();
  post_to(name, asking("initialize"));
  const auto sink = play->requests.front().sink;
  reply(0, {.body = "{}"});
  received_on(stream);
  tell(sink, actors::notice{.body = R"({"method":"notifications/tools/list_changed"})"});
  EXPECT_THAT(received_on(stream), HasSubstr("list_changed"));
  tell(sink, actors::notice{.to = {1'000'000}, .body = R"({"of":"others"})"});
  tell(sink, actors::reply{.to = {1'000'000}, .body = R"({"of":"others"})"});
  EXPECT_THAT(received_on(stream), IsEmpty());
}

TEST_F(legacy_sse_test, what_needs_no_answer_leaves_no_event) {
  open();
  const auto name = open_stream();
  EXPECT_THAT(post_to(name, R"({"jsonrpc":"2.0","method":"notifications/initialized"})"),
              StartsWith("HTTP/1.1 202 "));
  reply(0, {.status = 202});
  EXPECT_THAT(received_on(stream), IsEmpty());
}

TEST_F(legacy_sse_test, a_batch_is_the_dispatchers) {
  open();
  const auto name = open_stream();
  EXPECT_THAT(post_to(name, '[' + asking("a") + ",5]"), StartsWith("HTTP/1.1 202 "));
  ASSERT_THAT(play->requests, SizeIs(1));
  EXPECT_TRUE(play->requests.front().frame.batch);
}

TEST_F(legacy_sse_test, what_is_no_message_is_refused_where_it_was_posted) {
  open();
  const auto name = open_stream();
  EXPECT_THAT(post_to(name, "{"), AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("-32700")));
  EXPECT_THAT(post_to(name, R"({"jsonrpc":"2.0","id":7})"),
              AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("-32600"), HasSubstr(R"("id":7)")));
  EXPECT_THAT(play->requests, IsEmpty());
  EXPECT_THAT(received_on(stream), IsEmpty());
}

TEST_F(legacy_sse_test, a_stream_that_nobody_opened_is_not_found) {
  open();
  open_stream();
  EXPECT_THAT(post_to(nobody, asking("a")),
              AllOf(StartsWith("HTTP/1.1 404 "), HasSubstr("Could not find session"),
                    HasSubstr(R"("jsonrpc":"2.0")")));
  connect();
  send("POST /messages/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
  EXPECT_THAT(received(), AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("session_id is required")));
  EXPECT_THAT(play->requests, IsEmpty());
}

TEST_F(legacy_sse_test, answers_to_posts_keep_the_order_of_their_connection) {
  open();
  const auto name = open_stream();
  connect();
  send(post("slow") + to(name, asking("a")) + to(nobody, asking("b")));
  ASSERT_THAT(play->requests, SizeIs(2));
  EXPECT_THAT(received(), IsEmpty()) << "an earlier answer is owed";
  reply(0, {.body = R"("slow")"});
  EXPECT_THAT(received(), testing::MatchesRegex("HTTP/1.1 200 (.|\n)*\"slow\""
                                                "HTTP/1.1 202 (.|\n)*Accepted"
                                                "HTTP/1.1 404 (.|\n)*"));
}

TEST_F(legacy_sse_test, one_connection_is_one_stream) {
  open();
  open_stream();
  send("GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(received(), IsEmpty()) << "its answer waits for the end of the first";
  wind_down_now();
  EXPECT_THAT(received(), HasSubstr("HTTP/1.1 400 "));
}

// -- time ----------------------------------------------------------------------

TEST_F(legacy_sse_test, an_open_stream_is_kept_alive_and_never_idle) {
  open();
  const auto name = open_stream();
  for (int i = 0; i < 20; ++i) {
    advance(16s);
    EXPECT_THAT(received_on(stream), HasSubstr("4\r\n: \n\n\r\n")) << i;
  }
  EXPECT_FALSE(closed());
  EXPECT_THAT(post_to(name, asking("a")), StartsWith("HTTP/1.1 202 "));
}

TEST_F(legacy_sse_test, whoever_does_not_read_the_stream_is_cut_off) {
  open();
  const auto name = open_stream();
  post_to(name, asking("a"));
  post_to(name, asking("b"));
  reply(0, {.body = "{}"});
  advance(35s); // nobody takes the event out of the wire
  client = stream;
  EXPECT_TRUE(closed());
  EXPECT_THAT(play->departures, SizeIs(1));
  EXPECT_THAT(play->closed_pipes, SizeIs(1));
  EXPECT_THAT(post_to(name, asking("c")), StartsWith("HTTP/1.1 404 "));
}

} // namespace
} // namespace howdah::transport
