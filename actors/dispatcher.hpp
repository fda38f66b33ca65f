#pragma once

#include "actors/protocol/broker.hpp"
#include "actors/protocol/dispatcher.hpp"
#include "actors/protocol/judge.hpp"
#include "actors/protocol/pool.hpp"
#include "actors/session_register.hpp"
#include "auth/seal.hpp"
#include "core/limits.hpp"
#include "mcp/answer.hpp"
#include "mcp/era.hpp"
#include "mcp/listing.hpp"
#include "sql/guard.hpp"
#include "tools/catalogue.hpp"

#include <caf/typed_response_promise.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace howdah::actors {

struct dispatcher_settings {
  tools::server_facts server;
  limits bounds;
  sql::policy policy;
  std::shared_ptr<const tools::catalogue> offered;
  auth::sealer seal = auth::sealer::random();
  judge_actor judge;
  pool_actor pool; ///< invalid handle: no database is configured
  std::chrono::seconds session_lifetime{24 * 3600};
  std::size_t ended_sessions = 10'000;
  std::string instructions = {}; ///< for models: what the server is for
  std::size_t judging = 16;      ///< large statements at the judge at one time
};

class dispatcher_state {
public:
  static inline const char* name = "dispatcher";
  using pointer = broker_pointer<dispatcher_actor, dispatcher_state>;

  dispatcher_state() = default;
  void start(pointer self, dispatcher_settings settings);

  void route(request& incoming);
  void end(const end_session& which);
  void depart(const departed& who);
  void judged(const judgement& reached);
  void drain(caf::typed_response_promise<drained> when_done);
  void check(caf::typed_response_promise<health> asker);

private:
  /// A request on its way: what is needed to answer it.
  struct call {
    exchange_id exchange;
    sink_actor sink;
    auth::principal_ptr principal;
    carrier via = carrier::stdio;
    mcp::message_ptr message;
    mcp::envelope envelope = {};
    std::uint64_t scope = 0;
    std::chrono::steady_clock::time_point accepted;
  };

  /// A call whose statement is at the JUDGE.
  struct pending {
    call from;
    const tools::tool* wanted;
    std::string statement;
    bool unwanted
      = false; ///< cancelled, or its client left: the verdict is remembered, nothing runs
  };

  // -- one message
  void route_batch(request& incoming);
  mcp::revision revision_of_frame(const request& incoming) const;
  void route_each(const request& incoming,
                  const tl::expected<mcp::message_ptr, mcp::malformed>& each);
  void route_message(const request& incoming, const mcp::message_ptr& message);
  result<void> place(const request& incoming, call& into) const;
  result<void> place_on_pipe(const mcp::era& era, const envelope_facts& facts, call& into) const;
  result<void> place_in_session(const mcp::era& era, const request& incoming, call& into) const;
  void route_notification(const call& from);
  void route_request(const call& from);
  mcp::answer plain_answer(const call& from) const;
  void initialize(const call& from);
  void call_tool(const call& from);
  void get_prompt(const call& from);
  void read_resource(const call& from);

  // -- a tool call that is being prepared
  void answer_without_database(const call& from, const tools::tool& wanted);
  void ask_the_judge(const call& from, const tools::tool& wanted, const std::string& statement);
  void prepare(const call& from, const tools::tool& wanted, const mcp::arguments& given,
               sql::admitted_ptr judged);
  void perform(const call& from, tools::step next, std::string label);

  template <class Predicate>
  void give_up_judged(Predicate unwanted) {
    for (auto& [ticket, waiting] : at_the_judge_)
      waiting.unwanted = waiting.unwanted || unwanted(waiting.from);
  }

  // -- answers
  void answer(const call& to, const mcp::answer& what, std::string session_id = {});
  void answer_call(const call& to, std::string label, const mcp::answer& what,
                   const problem* why = nullptr);
  void refuse_message(const request& incoming, const mcp::request_id& id, const problem& why);
  void say_nothing(exchange_id to, const sink_actor& sink);
  tools::context context_for(const call& of) const;

  pointer self_ = nullptr;
  dispatcher_settings settings_;
  std::unique_ptr<session_register> sessions_;
  std::unique_ptr<sql::guard> guard_;
  std::unique_ptr<const mcp::listings> listings_;
  std::unordered_map<std::uint64_t, mcp::revision>
    pipes_; ///< initialized ones, by their scope; a process has one
  std::unordered_map<std::uint64_t, pending> at_the_judge_; ///< by ticket
  std::uint64_t last_ticket_ = 0;
  bool draining_ = false;
};

dispatcher_actor::behavior_type dispatcher(dispatcher_state::pointer self,
                                           dispatcher_settings settings);

} // namespace howdah::actors
