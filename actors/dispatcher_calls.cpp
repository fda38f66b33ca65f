// The calls that tools, prompts and resources answer: from arguments to a plan, and on to the pool.
#include "actors/answering.hpp"
#include "actors/dispatcher.hpp"
#include "mcp/meta.hpp"
#include "mcp/prompt.hpp"

#include <chrono>
#include <utility>

namespace howdah::actors {

namespace {

problem missing_argument(std::string_view name, std::string_view method) {
  return {.code = errc::invalid_params,
          .message = std::string(method) + " needs \"" + std::string(name) + "\", a string."};
}

problem no_database() {
  return {.code = errc::not_configured,
          .message = "Database not configured. Provide --conn or set DATABASE_URL."};
}

template <class Range, class Name>
std::string names_of(const Range& range, Name name) {
  std::string all;
  for (const auto& each : range)
    all += (all.empty() ? "" : ", ") + std::string(name(each));
  return all;
}

} // namespace

// -- prompts, resources -----------------------------------------------------------

void dispatcher_state::get_prompt(const call& from) {
  const auto params = from.message->params();
  const auto named = params["name"].string();
  if (!named)
    return answer(from, missing_argument("name", "prompts/get"));
  const auto* found = settings_.offered->find_prompt(*named);
  if (!found)
    return answer(
      from, problem{.code = errc::invalid_params,
                    .message = "Unknown prompt: " + std::string(*named),
                    .hint = "Known prompts: "
                            + names_of(settings_.offered->prompts,
                                       [](const auto& each) { return each.descriptor.name; })});
  if (params["arguments"].size() > 0)
    return answer(from,
                  problem{.code = errc::invalid_params,
                          .message = "The prompt " + std::string(*named) + " takes no arguments."});
  answer(from, mcp::prompt_answer(found->descriptor, found->text));
}

void dispatcher_state::read_resource(const call& from) {
  const auto uri = from.message->params()["uri"].string();
  if (!uri)
    return answer(from, missing_argument("uri", "resources/read"));
  for (const auto& each : settings_.offered->resources)
    if (auto next = each->read(*uri, context_for(from))) {
      if (!*next)
        return answer_call(from, "resources/read", next->error());
      return perform(from, **std::move(next), "resources/read");
    }
  answer(from, problem{.code = errc::resource_not_found,
                       .message = "Unknown resource: " + std::string(*uri),
                       .hint = "Resources are named table://{schema}/{table}."});
}

// -- tools ------------------------------------------------------------------------

tools::context dispatcher_state::context_for(const call& of) const {
  auto rules = settings_.policy;
  rules.mode = access_mode::read_only;
  return {.server = settings_.server,
          .bounds = settings_.bounds,
          .seal = settings_.seal,
          .caller = of.principal,
          .rules = rules};
}

void dispatcher_state::call_tool(const call& from) {
  const auto params = from.message->params();
  const auto named = params["name"].string();
  if (!named)
    return answer(from, missing_argument("name", "tools/call"));
  const auto* wanted = settings_.offered->find_tool(*named);
  if (!wanted)
    return answer(from, problem{.code = errc::invalid_params,
                                .message = "Unknown tool: " + std::string(*named),
                                .hint = "Known tools: "
                                        + names_of(settings_.offered->tools, [](const auto& each) {
                                            return each->descriptor().name;
                                          })});
  const auto given = mcp::arguments::check(wanted->descriptor(), params["arguments"]);
  const auto refused = [&](const problem& why) {
    answer_call(from, std::string(*named), wanted->refused(why), &why);
  };
  if (!given)
    return refused(given.error());
  if (wanted->needs_database() && !settings_.pool)
    return answer_without_database(from, *wanted);
  const auto statement = wanted->statement(*given);
  if (!statement)
    return prepare(from, *wanted, *given, nullptr);
  if (!*statement)
    return refused(statement->error());
  auto verdict = guard_->remembered(**statement);
  if (!verdict && sql::guard::large(**statement))
    return ask_the_judge(from, *wanted, **statement);
  if (!verdict)
    verdict = guard_->judge(**statement);
  if (!*verdict)
    return answer_call(from, std::string(*named),
                       wanted->refused_statement(verdict->error(), **statement), &verdict->error());
  prepare(from, *wanted, *given, **std::move(verdict));
}

void dispatcher_state::answer_without_database(const call& from, const tools::tool& wanted) {
  const auto why = no_database();
  answer_call(from, std::string(wanted.descriptor().name),
              wanted.without_database(context_for(from)), &why);
}

void dispatcher_state::ask_the_judge(const call& from, const tools::tool& wanted,
                                     const std::string& statement) {
  if (at_the_judge_.size() >= settings_.judging) {
    const problem full{.code = errc::busy,
                       .message = "Too many large statements are being checked.",
                       .hint = "Try again shortly.",
                       .retry_after_ms = 500};
    return answer_call(from, std::string(wanted.descriptor().name), wanted.refused(full), &full);
  }
  const auto ticket = ++last_ticket_;
  at_the_judge_.emplace(ticket, pending{.from = from, .wanted = &wanted, .statement = statement});
  self_->send(settings_.judge,
              judgement_order{.ticket = ticket, .text = statement, .asker = self_});
}

void dispatcher_state::judged(const judgement& reached) {
  const auto known = at_the_judge_.find(reached.ticket);
  if (known == at_the_judge_.end())
    return;
  const auto waiting = std::move(known->second);
  at_the_judge_.erase(known);
  guard_->remember(waiting.statement, reached.verdict);
  if (waiting.unwanted)
    return self_->send(waiting.from.sink, reply{.to = waiting.from.exchange});
  if (!reached.verdict)
    return answer_call(waiting.from, std::string(waiting.wanted->descriptor().name),
                       waiting.wanted->refused(reached.verdict.error()), &reached.verdict.error());
  const auto params = waiting.from.message->params();
  prepare(waiting.from, *waiting.wanted,
          *mcp::arguments::check(waiting.wanted->descriptor(), params["arguments"]),
          *reached.verdict);
}

void dispatcher_state::prepare(const call& from, const tools::tool& wanted,
                               const mcp::arguments& given, sql::admitted_ptr judged) {
  perform(from, wanted.prepare(given, context_for(from), std::move(judged)),
          std::string(wanted.descriptor().name));
}

void dispatcher_state::perform(const call& from, tools::step next, std::string label) {
  if (const auto* known = std::get_if<mcp::answer>(&next))
    return answer_call(from, std::move(label), *known);
  auto plan = std::get<tools::plan_ptr>(std::move(next));
  if (!settings_.pool)
    return answer_call(from, std::move(label), plan->failed(no_database()));
  const auto legacy_http = from.via != carrier::stdio && !mcp::modern(from.envelope.rev);
  auto work
    = std::make_shared<job>(job{.exchange = from.exchange,
                                .sink = from.sink,
                                .principal = from.principal,
                                .envelope = from.envelope,
                                .plan = std::move(plan),
                                .label = std::move(label),
                                .key = {.scope = from.scope, .id = from.message->id()},
                                .progress_token = mcp::progress_token(*from.message),
                                .cancel_on_departure = !legacy_http,
                                .silent_when_cancelled = from.via == carrier::stdio,
                                .accepted = from.accepted,
                                .deadline = from.accepted + settings_.bounds.queue_timeout});
  self_->send(settings_.pool, assignment{.work = std::move(work)});
}

} // namespace howdah::actors
