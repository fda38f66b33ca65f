#include "actors/question_book.hpp"

#include <gtest/gtest.h>

#include <string>

namespace howdah::actors {
namespace {

mcp::message_ptr response(const std::string& id, const std::string& rest) {
  return *mcp::parse_frame(R"({"jsonrpc":"2.0","id":)" + mcp::json_string(id) + ',' + rest + '}',
                           64)
            ->messages.front();
}

mcp::message_ptr accepted(const std::string& id) {
  return response(id, R"("result":{"action":"accept"})");
}

const std::vector<mcp::input_request> two{{.key = "a", .method = "elicitation/create"},
                                          {.key = "b", .method = "roots/list"}};

TEST(question_book, a_round_ends_with_the_last_of_its_answers) {
  question_book book(1);
  const auto asked = book.ask(7, two, "state");
  ASSERT_TRUE(asked);
  EXPECT_FALSE(book.answered(7, accepted(asked->ids[1])));
  const auto ended = book.answered(7, accepted(asked->ids[0]));
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->ticket, asked->ticket);
  EXPECT_EQ(ended->answers["a"]["action"].string(), "accept");
  EXPECT_EQ(ended->answers["b"]["action"].string(), "accept");
  EXPECT_EQ(ended->answers.state(), "state");
  EXPECT_FALSE(book.drop(asked->ticket));
}

TEST(question_book, an_answer_counts_once_and_only_from_where_the_question_went) {
  question_book book(1);
  const auto asked = book.ask(7, two, "");
  EXPECT_FALSE(book.answered(8, accepted(asked->ids[0])));
  EXPECT_FALSE(book.answered(0, accepted(asked->ids[0])));
  EXPECT_FALSE(book.answered(7, accepted(asked->ids[0])));
  EXPECT_FALSE(book.answered(7, accepted(asked->ids[0])));
  EXPECT_FALSE(book.answered(7, accepted("guess")));
  EXPECT_TRUE(book.answered(7, accepted(asked->ids[1])));
}

TEST(question_book, an_error_of_the_client_ends_the_round) {
  question_book book(1);
  const auto asked = book.ask(7, two, "");
  const auto ended
    = book.answered(7, response(asked->ids[0], R"("error":{"code":-1,"message":"User left"})"));
  ASSERT_TRUE(ended && ended->failure);
  EXPECT_EQ(ended->failure->code, errc::input_missing);
  EXPECT_NE(ended->failure->message.find("User left"), std::string::npos);
  EXPECT_FALSE(book.answered(7, accepted(asked->ids[1])));
}

TEST(question_book, is_bounded_and_has_room_again) {
  question_book book(1);
  const auto first = book.ask(7, two, "");
  EXPECT_FALSE(book.ask(7, two, ""));
  EXPECT_TRUE(book.drop(first->ticket));
  const auto second = book.ask(7, two, "");
  ASSERT_TRUE(second);
  EXPECT_NE(first->ids, second->ids);
  EXPECT_FALSE(book.answered(7, accepted(first->ids[0])));
}

} // namespace
} // namespace howdah::actors
