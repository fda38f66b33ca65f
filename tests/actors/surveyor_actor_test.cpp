#include "actors/surveyor.hpp"
#include "sql/guard.hpp"
#include "tests/actors/noting_pool.hpp"
#include "tests/support/virtual_actors.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct scene {
  pool_notes pool;
  std::vector<std::string> verdicts; ///< "TICKET admitted", "TICKET RULE or message"
};

std::string told(const judgement& reached) {
  const auto ticket = std::to_string(reached.ticket) + " ";
  if (reached.verdict)
    return ticket + "admitted";
  const auto& why = reached.verdict.error();
  return ticket + (why.rule.empty() ? why.message : why.rule);
}

dispatcher_actor::behavior_type noting_dispatcher(dispatcher_actor::pointer, scene* seen) {
  return {[](const request&) {},
          [](const end_session&) {},
          [](const open_stream&) {},
          [](const departed&) {},
          [](const pipe_closed&) {},
          [](const health_query&) -> caf::result<health> { return health{}; },
          [](const drain&) -> caf::result<drained> { return drained{}; },
          [=](const judgement& reached) { seen->verdicts.push_back(told(reached)); },
          [](const input_overdue&) {},
          [](const reply&) {},
          [](const notice&) {},
          [](const task_due&) {
          }};
}

class surveyor_test : public tests::virtual_actors {
protected:
  void SetUp() override {
    asker = spawn(noting_dispatcher, &seen);
    under_test = spawn_broker(
      surveyor, surveyor_settings{.pool = spawn(noting_pool, &seen.pool), .names = 3, .seats = 2});
  }
  void ask(std::uint64_t ticket, const std::string& sql, const seat& as = {}) {
    auto statement = sql::guard(sql::policy{}).judge(sql, may_in(as));
    ASSERT_TRUE(statement) << sql;
    tell(under_test, survey_order{.ticket = ticket, .statement = *statement, .asker = asker});
  }
  static rights_ptr may_in(const seat& as) {
    if (as.shared())
      return nullptr;
    return std::make_shared<const rights>(rights{.role = "r",
                                                 .operations = {"select"},
                                                 .schemas = {name_pattern("public")},
                                                 .functions = {{.name = name_pattern("f")}},
                                                 .as = as});
  }
  /// Answers the last look with these rows.
  void found(const std::string& rows) {
    answer(R"({"jsonrpc":"2.0","id":0,"result":{"relations":[],"routines":[)" + rows + "]}}");
  }
  void failed(const std::string& message) {
    answer(R"({"jsonrpc":"2.0","id":0,"error":{"code":1,"message":")" + message + "\"}}");
  }
  static std::string function(const std::string& name, const std::string& writes) {
    return R"(["function","public",")" + name + R"(","t","0","0",")" + writes + R"(","f",null])";
  }
  scene seen;
  dispatcher_actor asker;
  surveyor_actor under_test;

private:
  void answer(const std::string& body) {
    tell(under_test, reply{.to = seen.pool.assigned.back().work->exchange, .body = body});
  }
};

TEST_F(surveyor_test, nothing_is_said_before_the_catalog_was_asked) {
  ask(1, "select f()");
  EXPECT_THAT(seen.verdicts, IsEmpty());
  ASSERT_THAT(seen.pool.assigned, SizeIs(1));
  found("");
  EXPECT_THAT(seen.verdicts, ElementsAre("1 admitted"));
}

TEST_F(surveyor_test, what_is_known_is_said_at_once) {
  ask(1, "select f()");
  found(function("f", "t"));
  advance(900ms);
  ask(2, "select 1 where f() = 1 or true");
  EXPECT_THAT(seen.pool.assigned, SizeIs(2)) << "the operator is new";
  found("");
  ask(3, "select f()");
  EXPECT_THAT(seen.verdicts,
              ElementsAre("1 volatile-routine", "2 volatile-routine", "3 volatile-routine"));
  EXPECT_THAT(seen.pool.assigned, SizeIs(2));
}

TEST_F(surveyor_test, what_ages_is_asked_again_while_it_still_counts) {
  ask(1, "select f()");
  found("");
  advance(1500ms);
  ask(2, "select f()");
  EXPECT_THAT(seen.verdicts, ElementsAre("1 admitted", "2 admitted"));
  ASSERT_THAT(seen.pool.assigned, SizeIs(2));
  found(function("f", "t"));
  ask(3, "select f()");
  EXPECT_EQ(seen.verdicts.back(), "3 volatile-routine");
}

TEST_F(surveyor_test, what_is_too_old_counts_no_more) {
  ask(1, "select f()");
  found("");
  advance(2001ms);
  ask(2, "select f()");
  EXPECT_THAT(seen.verdicts, ElementsAre("1 admitted"));
  found(function("f", "t"));
  EXPECT_EQ(seen.verdicts.back(), "2 volatile-routine");
}

TEST_F(surveyor_test, the_age_counts_from_the_question_not_from_the_answer) {
  ask(1, "select f()");
  advance(1900ms);
  found("");
  advance(200ms);
  ask(2, "select f()");
  EXPECT_THAT(seen.verdicts, ElementsAre("1 admitted"));
}

TEST_F(surveyor_test, one_look_is_under_way_and_the_next_asks_for_all_that_wait) {
  ask(1, "select f()");
  ask(2, "select g()");
  ask(3, "select h()");
  EXPECT_THAT(seen.pool.assigned, SizeIs(1));
  found("");
  EXPECT_THAT(seen.verdicts, ElementsAre("1 admitted"));
  ASSERT_THAT(seen.pool.assigned, SizeIs(2));
  found(function("h", "t"));
  EXPECT_THAT(seen.verdicts, ElementsAre("1 admitted", "2 admitted", "3 volatile-routine"));
  EXPECT_THAT(seen.pool.assigned, SizeIs(2));
}

TEST_F(surveyor_test, without_an_answer_nothing_is_admitted) {
  ask(1, "select f()");
  ask(2, "select g()");
  failed("PostgreSQL cannot be reached");
  EXPECT_THAT(seen.verdicts,
              ElementsAre("1 PostgreSQL cannot be reached", "2 PostgreSQL cannot be reached"));
  ask(3, "select f()");
  EXPECT_THAT(seen.pool.assigned, SizeIs(2)) << "it is asked anew";
}

TEST_F(surveyor_test, more_names_than_are_remembered_are_judged_all_the_same) {
  ask(1, "select a(), b(), c(), d(), e()");
  found("");
  ask(2, "select f(), g()");
  found("");
  ask(3, "select a(), f()");
  found(function("a", "t"));
  EXPECT_THAT(seen.verdicts, ElementsAre("1 admitted", "2 admitted", "3 volatile-routine"));
}

TEST_F(surveyor_test, each_seat_sees_the_catalog_for_itself) {
  ask(1, "select f()", {.role = "a"});
  ask(2, "select f()", {.role = "b"});
  ask(3, "select f()", {.login = "c"});
  ASSERT_THAT(seen.pool.assigned, SizeIs(3));
  const auto& asked = seen.pool.assigned;
  EXPECT_EQ(asked[0].work->principal->sits(), seat{.role = "a"});
  EXPECT_EQ(asked[2].work->principal->sits(), seat{.login = "c"});
  EXPECT_NE(asked[0].work->principal->key(), asked[1].work->principal->key());
  found(function("f", "t")); // of the last one
  EXPECT_THAT(seen.verdicts, ElementsAre("3 volatile-routine"));
  ask(4, "select f()", {.login = "c"});
  EXPECT_THAT(seen.verdicts, ElementsAre("3 volatile-routine", "4 volatile-routine"));
  EXPECT_THAT(seen.pool.assigned, SizeIs(3));
}

TEST_F(surveyor_test, seats_are_forgotten_when_there_are_too_many) {
  for (std::uint64_t n = 0; n < 3; ++n) {
    ask(n, "select f()", {.role = "r" + std::to_string(n)});
    found("");
    advance(1ms);
  }
  ask(3, "select f()", {.role = "r2"});
  EXPECT_THAT(seen.pool.assigned, SizeIs(3)) << "known";
  ask(4, "select f()", {.role = "r0"});
  EXPECT_THAT(seen.pool.assigned, SizeIs(4)) << "forgotten";
}

TEST_F(surveyor_test, answers_to_other_looks_are_ignored) {
  ask(1, "select f()");
  tell(under_test, reply{.to = {42}, .body = R"({"result":{"routines":[]}})"});
  EXPECT_THAT(seen.verdicts, IsEmpty());
}

} // namespace
} // namespace howdah::actors
