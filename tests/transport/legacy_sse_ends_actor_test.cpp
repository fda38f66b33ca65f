// How HTTP+SSE streams end, what they bound, and whose they are.
#include "auth/voucher.hpp"
#include "tests/transport/legacy_sse_fixture.hpp"

#include <chrono>
#include <gmock/gmock.h>
#include <optional>
#include <string>

namespace howdah::transport {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

const std::string note = R"({"jsonrpc":"2.0","method":"notifications/cancelled"})";

TEST_F(legacy_sse_test, a_client_that_leaves_departs_from_everything_and_its_pipe_is_closed) {
  open();
  const auto name = open_stream();
  post_to(name, asking("a"));
  post_to(name, asking("b"));
  post_to(name, asking("c"));
  const auto number = play->requests.front().facts.connection;
  const auto first = play->requests[0].exchange;
  const auto third = play->requests[2].exchange;
  reply(1, {.body = "{}"});
  hang_up(stream);
  EXPECT_THAT(play->departures, ElementsAre(first, third));
  EXPECT_THAT(play->closed_pipes, ElementsAre(number));
  EXPECT_THAT(post_to(name, asking("d")), StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(play->requests, SizeIs(2)) << "what is posted to nobody goes nowhere";
}

TEST_F(legacy_sse_test, whoever_only_posted_may_leave) {
  open();
  const auto name = open_stream();
  post_to(name, asking("a"));
  hang_up(poster);
  EXPECT_THAT(play->departures, IsEmpty());
  reply(0, {.body = R"({"r":1})"});
  EXPECT_THAT(received_on(stream), HasSubstr(event(R"({"r":1})")));
}

TEST_F(legacy_sse_test, a_stream_that_had_nothing_in_flight_closes_its_pipe_too) {
  open();
  open_stream();
  hang_up(stream);
  EXPECT_THAT(play->departures, IsEmpty());
  EXPECT_THAT(play->closed_pipes, SizeIs(1));
}

// -- limits --------------------------------------------------------------------

TEST_F(legacy_sse_test, messages_beyond_the_bound_wait_for_a_place_and_then_are_refused) {
  open({.bounds = {.in_flight_per_connection = 2}});
  const auto name = open_stream();
  post_to(name, asking("a"));
  post_to(name, asking("b"));
  EXPECT_THAT(post_to(name, asking("c")), IsEmpty());
  const auto waiting = poster;
  EXPECT_THAT(post_to(name, asking("d")), IsEmpty());
  EXPECT_THAT(post_to(name, asking("e")),
              AllOf(StartsWith("HTTP/1.1 429 Too Many Requests\r\n"),
                    HasSubstr("\r\nRetry-After: 1\r\n"), HasSubstr(R"("jsonrpc":"2.0")")));
  EXPECT_THAT(play->requests, SizeIs(2));
  reply(0, {.body = "{}"});
  ASSERT_THAT(play->requests, SizeIs(2));
  EXPECT_EQ(method_of(play->requests.back()), "c");
  EXPECT_THAT(received_on(waiting), StartsWith("HTTP/1.1 202 "));
}

TEST_F(legacy_sse_test, whoever_has_too_much_in_flight_can_still_cancel_it) {
  open({.bounds = {.in_flight_per_connection = 1}});
  const auto name = open_stream();
  post_to(name, asking("a"));
  EXPECT_THAT(post_to(name, asking("b")), IsEmpty());
  EXPECT_THAT(post_to(name, note), StartsWith("HTTP/1.1 202 "));
  EXPECT_THAT(post_to(name, R"({"jsonrpc":"2.0","id":"q","result":{}})"),
              StartsWith("HTTP/1.1 202 "));
  EXPECT_THAT(play->requests, SizeIs(3));
}

TEST_F(legacy_sse_test, what_waits_when_the_stream_ends_is_refused) {
  open({.bounds = {.in_flight_per_connection = 1}});
  const auto name = open_stream();
  post_to(name, asking("a"));
  EXPECT_THAT(post_to(name, asking("b")), IsEmpty());
  hang_up(stream);
  EXPECT_THAT(received_on(poster), StartsWith("HTTP/1.1 404 "));
}

TEST_F(legacy_sse_test, a_slow_reader_gets_no_more_requests_in) {
  open({.bounds = {.result_bytes = 1000}});
  const auto name = open_stream();
  post_to(name, asking("a"));
  reply(0, {.body = '"' + std::string(3000, 'x') + '"'});
  EXPECT_THAT(post_to(name, asking("b")), IsEmpty());
  EXPECT_THAT(play->requests, IsEmpty());
  EXPECT_THAT(received_on(stream), HasSubstr("xxx"));
  caf::anon_send(caf::actor_cast<caf::actor>(multiplexer.impl_ptr(stream)->parent()),
                 caf::io::data_transferred_msg{stream, 3000, 0});
  run();
  EXPECT_THAT(play->requests, SizeIs(1));
  EXPECT_THAT(received_on(poster), StartsWith("HTTP/1.1 202 "));
}

TEST_F(legacy_sse_test, notices_are_dropped_and_answers_pile_up_only_so_far) {
  open({.bounds = {.result_bytes = 1000}});
  const auto name = open_stream();
  for (const auto* method : {"a", "b", "c"})
    post_to(name, asking(method));
  for (int i = 0; i < 1000; ++i)
    notice(0, std::string(100, 'x'));
  EXPECT_LT(multiplexer.output_buffer(stream).size(), 3000U);
  reply(0, {.body = std::string(9000, 'x')});
  client = stream;
  EXPECT_FALSE(closed());
  reply(0, {.body = std::string(9000, 'x')});
  EXPECT_TRUE(closed());
  EXPECT_THAT(play->departures, SizeIs(1));
}

// -- winding down --------------------------------------------------------------

TEST_F(legacy_sse_test, winding_down_answers_what_is_in_flight_and_ends_the_stream) {
  open();
  const auto name = open_stream();
  connect();
  const auto other = client;
  send("POST /messages/?session_id=" + name);
  post_to(name, asking("a"));
  wind_down_now();
  client = stream;
  EXPECT_FALSE(closed());
  client = other;
  EXPECT_TRUE(closed()) << "what had not arrived is not waited for";
  reply(0, {.body = R"({"r":1})"});
  EXPECT_THAT(received_on(stream), EndsWith(event(R"({"r":1})") + "\r\n0\r\n\r\n"));
  EXPECT_TRUE(closed());
  EXPECT_THAT(play->closed_pipes, SizeIs(1));
  EXPECT_THAT(play->departures, IsEmpty());
}

TEST_F(legacy_sse_test, winding_down_ends_quiet_streams_at_once) {
  open();
  open_stream();
  wind_down_now();
  EXPECT_THAT(received_on(stream), EndsWith("0\r\n\r\n"));
  EXPECT_TRUE(closed());
  EXPECT_THAT(play->closed_pipes, SizeIs(1));
}

TEST_F(legacy_sse_test, winding_down_refuses_what_waits_for_a_place) {
  open({.bounds = {.in_flight_per_connection = 1}});
  const auto name = open_stream();
  post_to(name, asking("a"));
  post_to(name, asking("b"));
  wind_down_now();
  EXPECT_THAT(received_on(poster),
              AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr(R"("jsonrpc":"2.0")")));
}

TEST_F(legacy_sse_test, a_listener_that_ends_takes_streams_along) {
  open({.bounds = {.in_flight_per_connection = 1}});
  const auto name = open_stream();
  post_to(name, asking("a"));
  post_to(name, asking("b"));
  end_all();
  client = stream;
  EXPECT_TRUE(closed());
}

// -- whose it is ---------------------------------------------------------------

struct two_tokens final : token_check {
  std::optional<result<auth::principal_ptr>> holder_of(std::string_view token) const override {
    if (token != "alice" && token != "bob")
      return refuse(errc::not_authenticated, "It is not known.");
    return auth::voucher::token_holder(token);
  }
};

TEST_F(legacy_sse_test, a_stream_is_its_opener_s_alone) {
  open({.tokens = std::make_shared<two_tokens>()});
  const std::string alice = "Authorization: Bearer alice\r\n";
  const auto name = open_stream(alice);
  EXPECT_THAT(post_to(name, asking("a")), StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(post_to(name, asking("a"), "Authorization: Bearer bob\r\n"),
              AllOf(StartsWith("HTTP/1.1 404 "), HasSubstr("Could not find session")));
  EXPECT_THAT(play->requests, IsEmpty());
  EXPECT_THAT(post_to(name, asking("a"), alice), StartsWith("HTTP/1.1 202 "));
  ASSERT_THAT(play->requests, SizeIs(1));
  EXPECT_EQ(play->requests.front().principal->subject(), "alice");
}

TEST_F(legacy_sse_test, a_stream_needs_a_token_that_is_not_in_its_address) {
  open({.tokens = std::make_shared<two_tokens>()});
  EXPECT_THAT(open_stream(), IsEmpty());
  connect();
  send("GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 401 "));
  send("GET /sse?access_token=alice HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(received(), StartsWith("HTTP/1.1 401 "));
}

} // namespace
} // namespace howdah::transport
