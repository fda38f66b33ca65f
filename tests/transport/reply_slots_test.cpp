#include "transport/framing/sse.hpp"
#include "transport/reply_slots.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <utility>

namespace howdah::transport {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const reply_form plain{};
const reply_form streaming{.may_stream = true};

actors::exchange_id id(std::uint64_t value) {
  return {value};
}

struct slots : testing::Test {
  reply_slots queue;
  bytes out;

  std::string sent() {
    const auto taken = std::exchange(out, {});
    return {taken.begin(), taken.end()};
  }
  bool answer(std::uint64_t of, const std::string& body) {
    return queue.answer(id(of), {.body = body}, out);
  }
};

TEST(http_reply, heads_carry_what_the_reply_and_the_request_call_for) {
  const auto text = [](const http_reply& reply, const reply_form& form) {
    bytes out;
    append_reply(out, reply, form);
    return std::string(out.begin(), out.end());
  };
  EXPECT_EQ(text({.body = "{}"}, {}),
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(text({}, {.empty_status = 202}), "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(text({.status = 404}, {.empty_status = 202}),
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(text({.status = 405, .body = "x", .allow = "POST"}, {.head_only = true}),
            "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: application/json\r\n"
            "Content-Length: 1\r\nAllow: POST\r\n\r\n");
  EXPECT_THAT(text({.session_id = "abc"}, {}), HasSubstr("\r\nMcp-Session-Id: abc\r\n"));
  EXPECT_THAT(text({.session_id = "a\r\nX: b"}, {}), Not(HasSubstr("Session")));
  EXPECT_THAT(text({}, {.keep_alive = false}), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(text({}, {.http_1_1 = false}), HasSubstr("\r\nConnection: keep-alive\r\n"));
  EXPECT_THAT(text({.status = 299}, {}), StartsWith("HTTP/1.1 299 "));
}

TEST(sse, a_message_is_an_event_whatever_its_line_ends) {
  EXPECT_EQ(sse_message("{}"), "event: message\ndata: {}\n\n");
  EXPECT_EQ(sse_message("{\n\"a\":\r\n1}"), "event: message\ndata: {\ndata: \"a\":\ndata: 1}\n\n");
  EXPECT_EQ(sse_message("{}\r"), "event: message\ndata: {}\n\n");
}

TEST_F(slots, answers_go_out_in_the_order_of_requests) {
  for (const std::uint64_t of : {1, 2, 3})
    queue.open(id(of), plain, true);
  EXPECT_TRUE(answer(3, "three"));
  EXPECT_TRUE(answer(2, "two"));
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_GT(queue.held(), 0U);
  EXPECT_TRUE(answer(1, "one"));
  const auto text = sent();
  EXPECT_LT(text.find("one"), text.find("two"));
  EXPECT_LT(text.find("two"), text.find("three"));
  EXPECT_EQ(queue.held(), 0U);
  EXPECT_TRUE(queue.empty());
}

TEST_F(slots, each_exchange_is_answered_once) {
  queue.open(id(5), plain, true);
  queue.open(id(6), plain, true);
  EXPECT_TRUE(answer(6, "x"));
  EXPECT_FALSE(answer(6, "x"));
  EXPECT_FALSE(answer(4, "x"));
  EXPECT_FALSE(answer(7, "x"));
  EXPECT_TRUE(answer(5, "x"));
  EXPECT_FALSE(answer(5, "x"));
}

TEST_F(slots, a_notice_begins_a_stream_that_the_answer_ends) {
  queue.open(id(1), streaming, true);
  EXPECT_TRUE(queue.notify({.to = id(1), .body = "{\"n\":1}"}, out));
  const auto head = sent();
  EXPECT_THAT(head, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"));
  EXPECT_THAT(head, HasSubstr("\r\nX-Accel-Buffering: no\r\n"));
  EXPECT_THAT(head, HasSubstr("\r\nCache-Control: no-cache\r\n"));
  EXPECT_THAT(head, HasSubstr("\r\nTransfer-Encoding: chunked\r\n"));
  EXPECT_THAT(head, EndsWith("\r\n\r\n1e\r\nevent: message\ndata: {\"n\":1}\n\n\r\n"));
  EXPECT_TRUE(queue.notify({.to = id(1), .body = "{}"}, out));
  EXPECT_EQ(sent(), "19\r\nevent: message\ndata: {}\n\n\r\n");
  EXPECT_TRUE(answer(1, "{\"r\":1}"));
  EXPECT_EQ(sent(), "1e\r\nevent: message\ndata: {\"r\":1}\n\n\r\n0\r\n\r\n");
}

TEST_F(slots, whoever_takes_nothing_but_streams_gets_results_as_one) {
  const reply_form only{.may_stream = true, .only_streams = true};
  queue.open(id(1), only, true);
  EXPECT_TRUE(queue.answer(id(1), {.body = "{}", .session_id = "s"}, out));
  EXPECT_EQ(sent(), "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 25\r\n"
                    "Mcp-Session-Id: s\r\nCache-Control: no-cache\r\n\r\n"
                    "event: message\ndata: {}\n\n");
  queue.open(id(2), only, true);
  EXPECT_TRUE(queue.answer(id(2), {.status = 404, .body = "{}"}, out));
  EXPECT_THAT(sent(), HasSubstr("Content-Type: application/json\r\n")) << "an error is no stream";
  queue.open(id(3), only, true);
  EXPECT_TRUE(queue.answer(id(3), {.status = 202}, out));
  EXPECT_THAT(sent(), Not(HasSubstr("Content-Type")));
  queue.open(id(4), only, true);
  EXPECT_TRUE(queue.notify({.to = id(4), .body = "{}"}, out));
  EXPECT_TRUE(queue.answer(id(4), {.body = "{}"}, out));
  EXPECT_THAT(sent(), EndsWith("19\r\nevent: message\ndata: {}\n\n\r\n0\r\n\r\n"));
}

TEST_F(slots, a_stream_is_said_event_by_event_until_it_is_answered) {
  queue.open(id(1), plain, false);
  EXPECT_TRUE(queue.say(id(1), "event: endpoint\ndata: /x\n\n", out));
  EXPECT_THAT(sent(), EndsWith("\r\n\r\n1a\r\nevent: endpoint\ndata: /x\n\n\r\n"));
  EXPECT_TRUE(queue.say(id(1), ": \n\n", out));
  EXPECT_EQ(sent(), "4\r\n: \n\n\r\n");
  EXPECT_TRUE(queue.answer(id(1), {}, out));
  EXPECT_EQ(sent(), "0\r\n\r\n");
  EXPECT_FALSE(queue.say(id(1), ": \n\n", out));
}

TEST_F(slots, a_stream_behind_another_answer_waits_for_it) {
  queue.open(id(1), plain, true);
  queue.open(id(2), streaming, true);
  EXPECT_TRUE(queue.notify({.to = id(2), .body = "{}"}, out));
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_TRUE(answer(1, "one"));
  EXPECT_THAT(sent(), HasSubstr("text/event-stream"));
  EXPECT_TRUE(queue.notify({.to = id(2), .body = "{}"}, out));
  EXPECT_THAT(sent(), StartsWith("19\r\n"));
}

TEST_F(slots, a_client_that_takes_no_streams_gets_json) {
  queue.open(id(1), plain, true);
  EXPECT_FALSE(queue.notify({.to = id(1), .body = "{}"}, out));
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_TRUE(answer(1, "{}"));
  EXPECT_THAT(sent(), HasSubstr("Content-Length: 2"));
}

TEST_F(slots, only_a_stream_at_the_front_is_kept_alive) {
  EXPECT_FALSE(queue.comment(out));
  queue.open(id(1), streaming, true);
  EXPECT_FALSE(queue.comment(out));
  EXPECT_TRUE(queue.notify({.to = id(1), .body = "{}"}, out));
  sent();
  EXPECT_TRUE(queue.comment(out));
  EXPECT_EQ(sent(), "4\r\n: \n\n\r\n");
}

TEST_F(slots, the_last_answer_finishes_the_connection) {
  queue.open(id(1), {.keep_alive = true}, true);
  queue.open(id(2), {.keep_alive = false}, true);
  EXPECT_TRUE(answer(2, "x"));
  EXPECT_FALSE(queue.finished());
  EXPECT_TRUE(answer(1, "x"));
  EXPECT_TRUE(queue.finished());
}

TEST_F(slots, a_connection_can_be_closed_after_what_it_owes) {
  queue.open(id(1), plain, true);
  queue.close_after_last();
  EXPECT_FALSE(queue.finished());
  EXPECT_TRUE(answer(1, "x"));
  EXPECT_THAT(sent(), HasSubstr("Connection: close"));
  EXPECT_TRUE(queue.finished());
  reply_slots idle;
  idle.close_after_last();
  EXPECT_TRUE(idle.finished());
}

TEST_F(slots, those_still_working_are_known) {
  queue.open(id(1), plain, true);
  queue.open(id(2), plain, false);
  queue.open(id(3), plain, true);
  EXPECT_TRUE(answer(3, "x"));
  EXPECT_THAT(queue.in_progress(), ElementsAre(id(1)));
}

} // namespace
} // namespace howdah::transport
