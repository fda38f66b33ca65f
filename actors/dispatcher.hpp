#pragma once

#include "actors/protocol/broker.hpp"
#include "actors/protocol/dispatcher.hpp"
#include "actors/protocol/herald.hpp"
#include "actors/protocol/judge.hpp"
#include "actors/protocol/pool.hpp"
#include "actors/protocol/surveyor.hpp"
#include "actors/question_book.hpp"
#include "actors/quota_book.hpp"
#include "actors/request_states.hpp"
#include "actors/session_levels.hpp"
#include "actors/session_register.hpp"
#include "actors/survey_memory.hpp"
#include "actors/task_table.hpp"
#include "auth/seal.hpp"
#include "core/limits.hpp"
#include "mcp/answer.hpp"
#include "mcp/client_capabilities.hpp"
#include "mcp/era.hpp"
#include "mcp/inputs.hpp"
#include "mcp/lifecycle.hpp"
#include "mcp/listing.hpp"
#include "mcp/trace_context.hpp"
#include "sql/guard.hpp"
#include "tools/catalogue.hpp"

#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace howdah::actors {

struct dispatcher_settings {
  tools::server_facts server;
  limits bounds;
  sql::policy policy;
  std::shared_ptr<const tools::catalogue> offered;
  auth::sealer seal = auth::sealer::random();
  judge_actor judge;
  pool_actor pool;              ///< invalid handle: no database is configured
  surveyor_actor surveyor = {}; ///< invalid handle: the text alone decides
  herald_actor herald = {};     ///< invalid handle: nothing is said outside of requests
  std::shared_ptr<const quota_book> used = {}; ///< null: what callers take is not told
  bool lists_change = false;    ///< lists of tools and prompts may, while the server runs
  std::chrono::seconds session_lifetime{24 * 3600};
  std::size_t ended_sessions = 10'000;
  std::size_t session_levels = 10'000;
  std::string instructions = {}; ///< for models: what the server is for
  std::size_t judging = 16;      ///< large statements at the judge at one time
  /// For a client, and whoever sits before it, to answer what a call asks.
  std::chrono::seconds input_timeout{300};
  std::size_t waiting_for_input = 1000; ///< legacy calls at one time
  std::size_t input_rounds = 20;        ///< that one legacy call may ask
  std::size_t used_states = 10'000;     ///< that are remembered because they count once
  /// How long a client that knows tasks waits for a call before it becomes one; 0: not at all.
  std::chrono::milliseconds task_after{2'000};
  task_bounds tasks = {};
  /// Lists are the same whoever asks, and may be kept for others: nobody is asked who they are.
  bool same_for_all = false;
};

/// A pipe has one scope for all that is cancelled on it; HTTP has one for each
/// session.
constexpr std::uint64_t scope_of_connection(std::uint64_t connection) noexcept {
  return connection | (std::uint64_t{1} << 63);
}

class dispatcher_state {
public:
  static inline const char* name = "dispatcher";
  using pointer = broker_pointer<dispatcher_actor, dispatcher_state>;

  dispatcher_state() = default;
  void start(pointer self, dispatcher_settings settings);

  void route(request& incoming);
  void end(const end_session& which);
  void open(const open_stream& asked);
  void depart(const departed& who);
  void close(const pipe_closed& pipe);
  void judged(const judgement& reached);
  void overdue(const input_overdue& which);
  void due(const task_due& which);
  void job_ended(reply& ended);
  void job_said(notice& said);
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
    std::int64_t expires = 0; ///< of the session
    bool streams = true;      ///< notices reach the client
    mcp::trace_context trace = {};
    std::chrono::steady_clock::time_point accepted;
    mcp::client_capabilities client = {};
    mcp::inputs inputs = {};
    std::size_t rounds = 0; ///< of questions to a legacy client
    std::string task = {};  ///< it has become one: its id
  };

  /// An initialized pipe.
  struct pipe_session {
    mcp::revision rev = mcp::newest_legacy;
    mcp::client_capabilities client = {};
  };

  /// A legacy call whose client was asked something.
  struct asked_call {
    call from;
    std::string label;
  };

  /// A call whose job is a task, or may become one.
  struct followed {
    call from;
    std::string label;
    sink_actor sink; ///< the client's
  };

  /// A call whose statement is at the JUDGE or at the SURVEYOR.
  struct pending {
    call from;
    const tools::tool* wanted = nullptr; ///< null: a plan is ready
    std::string statement = {};
    sql::admitted_ptr surveyed = {}; ///< the same, at the SURVEYOR
    tools::plan_ptr plan = {};
    std::string label = {};
    bool by_catalog = false; ///< at the SURVEYOR
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
  result<void> check_parameters(const envelope_facts& facts, const mcp::message& from) const;
  result<void> place_on_pipe(const mcp::era& era, const envelope_facts& facts, call& into) const;
  result<void> place_in_session(const mcp::era& era, const request& incoming, call& into) const;
  void route_notification(const call& from);
  void route_request(const call& from);
  mcp::answer plain_answer(const call& from) const;
  void complete(const call& from);
  void list_resources(const call& from);
  void start_call(const call& from);
  void initialize(const call& from);
  mcp::answer tools_for(const rights& may, const mcp::message& asked, mcp::revision rev) const;
  void call_tool(const call& from);
  void get_prompt(const call& from);
  void read_resource(const call& from);
  problem nobodys(std::string_view uri) const;

  // -- what is said outside of requests (dispatcher_streams.cpp)
  mcp::served_features features() const;
  bool serve_streams(const call& from);
  void listen_to(const call& from);
  bool subscribable(const std::string& uri, const call& from) const;
  void subscribe_to(const call& from, bool on);
  void set_level(const call& from);
  result<std::optional<mcp::log_level>> level_for(const call& from) const;
  sink_actor sink_for(const call& from, bool may_speak);
  session_mark mark_of(const call& from) const;
  void announce(const tools::announcement& what);
  void open_pipe(const call& from);
  void forget_session(std::uint64_t scope);

  // -- a tool call that is being prepared
  void answer_without_database(const call& from, const tools::tool& wanted);
  void ask_the_judge(const call& from, const tools::tool& wanted, const std::string& statement);
  void admitted(const call& from, const tools::tool& wanted, const mcp::arguments& given,
                const sql::admitted_ptr& statement);
  void prepare(const call& from, const tools::tool& wanted, const mcp::arguments& given,
               sql::admitted_ptr judged);
  void perform(call from, tools::step next, std::string label);
  bool await_survey(const call& from, const tools::plan_ptr& plan, const std::string& label);
  void run(call from, tools::plan_ptr plan, std::string label);

  // -- a call that asks its client
  result<void> take_inputs(call& into);
  void need_input(const call& from, std::string label, const tools::input_needed& what);
  mcp::raw_result questions(const call& from, const tools::input_needed& what) const;
  void ask_client(const call& from, std::string label, const tools::input_needed& what);
  void take_response(const request& incoming, const mcp::message_ptr& response);
  result<std::uint64_t> scope_of(const request& incoming) const;
  void give_up_waiting(const std::function<bool(const call&)>& unwanted, const problem& why);

  // -- a call that is a task, or may become one
  mcp::task_support support_of(const call& from) const;
  bool lacks_tasks(const call& from, const std::string& label);
  mcp::task* task_of(const call& from);
  bool become_task(call& from, const std::string& label);
  bool task_if_required(call& from, const std::string& label);
  void follow(call from, const std::string& label, job& work);
  void settle(const call& from, std::string_view body);
  bool park(call from, const std::string& label, const tools::input_needed& what);
  std::optional<mcp::answer> answer_about_task(const call& from);
  std::vector<exchange_id> tasks_named(const cancel_key& key) const;
  mcp::answer cancel_task(mcp::task& task);
  mcp::answer update_task(const call& from, mcp::task& task);

  template <class Predicate>
  void give_up_judged(Predicate unwanted) {
    for (auto& [ticket, waiting] : being_judged_)
      waiting.unwanted = waiting.unwanted || unwanted(waiting.from);
  }

  // -- answers
  void answer(const call& to, const mcp::answer& what, std::string session_id = {});
  void refuse_statement(const call& from, const tools::tool& wanted, const std::string& statement,
                        const problem& why);
  void answer_call(const call& to, std::string label, const mcp::answer& what,
                   const problem* why = nullptr);
  /// A tool error where a tool was called, otherwise a JSON-RPC error.
  void refuse_call(const call& to, std::string label, const problem& why);
  void refuse_message(const request& incoming, const mcp::request_id& id, const problem& why);
  void say_nothing(exchange_id to, const sink_actor& sink);
  tools::context context_for(const call& of) const;
  /// The caller must outlive it.
  std::function<usage()> usage_of(const auth::principal& caller) const;

  pointer self_ = nullptr;
  dispatcher_settings settings_;
  std::unique_ptr<session_register> sessions_;
  std::unique_ptr<session_levels> levels_;
  std::unique_ptr<sql::guard> guard_;
  survey_memory surveyed_;
  std::unique_ptr<const mcp::listings> listings_;
  mcp::served_features also_;
  std::unordered_map<std::uint64_t, pipe_session> pipes_; ///< by their scope
  std::unique_ptr<request_states> states_;
  std::unique_ptr<question_book> questions_;
  std::unordered_map<std::uint64_t, asked_call> at_the_client_; ///< by ticket of the question book
  task_table tasks_{{}};
  std::map<exchange_id, followed> followed_;
  std::unordered_map<std::string, call> parked_; ///< calls of tasks that wait for input, by id
  std::unordered_set<std::string> cancelling_;   ///< tasks
  std::unordered_map<std::uint64_t, pending> being_judged_; ///< by ticket
  std::size_t at_the_judge_ = 0;                            ///< of them
  std::uint64_t last_ticket_ = 0;
  bool draining_ = false;
};

std::int64_t epoch_seconds();
std::uint64_t random_nonce();

dispatcher_actor::behavior_type dispatcher(dispatcher_state::pointer self,
                                           dispatcher_settings settings);

} // namespace howdah::actors
