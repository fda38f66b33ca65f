// The calls that tools, prompts and resources answer: from arguments to a plan, and on to the pool.
#include "actors/answering.hpp"
#include "actors/dispatcher.hpp"
#include "core/denial.hpp"
#include "mcp/completion.hpp"
#include "mcp/meta.hpp"
#include "mcp/prompt.hpp"
#include "mcp/unknown_resource.hpp"
#include "tools/failure.hpp"

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
    return answer(from, problem{.code = errc::invalid_params,
                                .message = "Unknown prompt: " + std::string(*named),
                                .hint = "Known prompts: "
                                        + names_of(settings_.offered->prompt_descriptors(),
                                                   [](const auto* each) { return each->name; })});
  const auto given = mcp::prompt_arguments::check(found->descriptor(), params["arguments"]);
  if (!given)
    return answer(from, given.error());
  perform(from, found->render(*given, context_for(from)), "prompts/get");
}

problem dispatcher_state::nobodys(std::string_view uri) const {
  const auto known = names_of(settings_.offered->template_descriptors(),
                              [](const auto* each) { return each->uri_template; });
  return mcp::unknown_resource(uri, known.empty() ? "resources/list tells which there are."
                                                  : "Resources are named: " + known);
}

void dispatcher_state::read_resource(const call& from) {
  const auto uri = from.message->params()["uri"].string();
  if (!uri)
    return answer(from, missing_argument("uri", "resources/read"));
  if (auto next = settings_.offered->read(*uri, context_for(from))) {
    if (!*next)
      return answer_call(from, "resources/read", next->error());
    return perform(from, **std::move(next), "resources/read");
  }
  answer(from, nobodys(*uri));
}

void dispatcher_state::complete(const call& from) {
  const auto asked = mcp::read_completion(*from.message);
  if (!asked)
    return answer(from, asked.error());
  const auto with = context_for(from);
  const auto value_of = [&](const auto* found, std::string_view what) -> tools::step {
    if (!found)
      return problem{.code = errc::invalid_params,
                     .message = "Unknown " + std::string(what) + ": " + std::string(asked->name)};
    return found->complete(*asked, with);
  };
  perform(from,
          asked->of == mcp::completion_request::kind::prompt
            ? value_of(settings_.offered->find_prompt(asked->name), "prompt")
            : value_of(settings_.offered->find_template(asked->name), "resource template"),
          "completion/complete");
}

void dispatcher_state::list_resources(const call& from) {
  const auto given = from.message->params()["cursor"];
  if (given && !given.is_null() && !given.is_string())
    return answer(from, problem{.code = errc::invalid_params,
                                .message = "resources/list takes \"cursor\", a string."});
  const auto cursor = given.string();
  const auto page = settings_.offered->index->page(
    cursor ? std::optional(std::string(*cursor)) : std::nullopt, context_for(from));
  if (!page)
    return answer(from, page.error());
  perform(from, *page, "resources/list");
}

// -- tools ------------------------------------------------------------------------

tools::context dispatcher_state::context_for(const call& of) const {
  auto rules = settings_.policy;
  rules.mode = access_mode::read_only;
  return {.server = settings_.server,
          .bounds = settings_.bounds,
          .seal = settings_.seal,
          .caller = of.principal,
          .rules = rules,
          .client = of.client,
          .inputs = of.inputs,
          .used = usage_of(*of.principal)};
}

std::function<usage()> dispatcher_state::usage_of(const auth::principal& caller) const {
  if (!settings_.used)
    return {};
  return [this, &caller] {
    return settings_.used->of(caller, self_->clock().now());
  };
}

mcp::answer dispatcher_state::tools_for(const rights& may, const mcp::message& asked,
                                        mcp::revision rev) const {
  auto usable = settings_.offered->tool_descriptors();
  std::erase_if(usable, [&](const auto* each) { return !may.uses_tool(each->name); });
  return mcp::listings::of_tools(usable, asked, rev, {.ttl_ms = 300'000});
}

void dispatcher_state::call_tool(const call& from) {
  const auto params = from.message->params();
  const auto named = params["name"].string();
  if (!named)
    return answer(from, missing_argument("name", "tools/call"));
  if (const auto& may = from.principal->may(); may && !may->uses_tool(*named)) {
    // Whether there is such a tool or not.
    const auto why = denied_tool(*may, *named);
    return answer_call(from, "tools/call", tools::failure(why), &why);
  }
  const auto* wanted = settings_.offered->find_tool(*named);
  if (!wanted)
    return answer(from, problem{.code = errc::invalid_params,
                                .message = "Unknown tool: " + std::string(*named),
                                .hint = "Known tools: "
                                        + names_of(settings_.offered->tools, [](const auto& each) {
                                            return each->descriptor().name;
                                          })});
  if (lacks_tasks(from, std::string(*named)))
    return;
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
  const auto& may = from.principal->may();
  auto verdict = guard_->remembered(**statement, may);
  if (!verdict && sql::guard::large(**statement))
    return ask_the_judge(from, *wanted, **statement);
  if (!verdict)
    verdict = guard_->judge(**statement, may);
  if (!*verdict)
    return refuse_statement(from, *wanted, **statement, verdict->error());
  admitted(from, *wanted, *given, **verdict);
}

/// A client can have its user authorize a scope, when it is told of it as HTTP has it.
void dispatcher_state::refuse_statement(const call& from, const tools::tool& wanted,
                                        const std::string& statement, const problem& why) {
  auto label = std::string(wanted.descriptor().name);
  if (why.code == errc::insufficient_scope)
    return answer_call(from, std::move(label), why);
  answer_call(from, std::move(label), wanted.refused_statement(why, statement), &why);
}

/// The text is in order; what it calls may not be.
void dispatcher_state::admitted(const call& from, const tools::tool& wanted,
                                const mcp::arguments& given, const sql::admitted_ptr& statement) {
  if (!settings_.surveyor || (statement->uses().empty() && statement->relations().empty()))
    return prepare(from, wanted, given, statement);
  if (auto known = surveyed_.find(statement, from.accepted))
    return prepare(from, wanted, given, std::move(known));
  const auto ticket = ++last_ticket_;
  being_judged_.emplace(ticket, pending{.from = from,
                                        .wanted = &wanted,
                                        .statement = statement->text(),
                                        .surveyed = statement,
                                        .by_catalog = true});
  self_->send(settings_.surveyor,
              survey_order{.ticket = ticket, .statement = statement, .asker = self_});
}

void dispatcher_state::answer_without_database(const call& from, const tools::tool& wanted) {
  const auto why = no_database();
  answer_call(from, std::string(wanted.descriptor().name),
              wanted.without_database(context_for(from)), &why);
}

void dispatcher_state::ask_the_judge(const call& from, const tools::tool& wanted,
                                     const std::string& statement) {
  if (at_the_judge_ >= settings_.judging) {
    const problem full{.code = errc::busy,
                       .message = "Too many large statements are being checked.",
                       .hint = "Try again shortly.",
                       .retry_after_ms = 500};
    return answer_call(from, std::string(wanted.descriptor().name), wanted.refused(full), &full);
  }
  const auto ticket = ++last_ticket_;
  being_judged_.emplace(ticket, pending{.from = from, .wanted = &wanted, .statement = statement});
  ++at_the_judge_;
  self_->send(settings_.judge,
              judgement_order{
                .ticket = ticket, .text = statement, .may = from.principal->may(), .asker = self_});
}

void dispatcher_state::judged(const judgement& reached) {
  const auto known = being_judged_.find(reached.ticket);
  if (known == being_judged_.end())
    return;
  const auto waiting = std::move(known->second);
  being_judged_.erase(known);
  if (!waiting.by_catalog) {
    --at_the_judge_;
    guard_->remember(waiting.statement, waiting.from.principal->may(), reached.verdict);
  }
  if (waiting.surveyed && reached.verdict)
    surveyed_.keep(waiting.surveyed, *reached.verdict, reached.good_until);
  if (waiting.unwanted)
    return self_->send(waiting.from.sink, reply{.to = waiting.from.exchange});
  if (waiting.plan && reached.verdict)
    return run(waiting.from, waiting.plan, waiting.label);
  if (waiting.plan)
    return answer_call(waiting.from, waiting.label, waiting.plan->failed(reached.verdict.error()),
                       &reached.verdict.error());
  const auto& wanted = *waiting.wanted;
  if (!reached.verdict)
    return refuse_statement(waiting.from, wanted, waiting.statement, reached.verdict.error());
  const auto params = waiting.from.message->params();
  const auto given = mcp::arguments::check(wanted.descriptor(), params["arguments"]);
  if (waiting.by_catalog)
    return prepare(waiting.from, wanted, *given, *reached.verdict);
  admitted(waiting.from, wanted, *given, *reached.verdict);
}

void dispatcher_state::prepare(const call& from, const tools::tool& wanted,
                               const mcp::arguments& given, sql::admitted_ptr judged) {
  perform(from, wanted.prepare(given, context_for(from), std::move(judged)),
          std::string(wanted.descriptor().name));
}

void dispatcher_state::perform(call from, tools::step next, std::string label) {
  const auto* asking = std::get_if<tools::input_needed>(&next);
  if (!asking && !task_if_required(from, label))
    return;
  if (const auto* known = std::get_if<mcp::answer>(&next))
    return answer_call(from, std::move(label), *known);
  if (asking)
    return need_input(from, std::move(label), *asking);
  if (const auto* news = std::get_if<tools::announcement>(&next)) {
    answer_call(from, std::move(label), news->then);
    return announce(*news);
  }
  auto plan = std::get<tools::plan_ptr>(std::move(next));
  if (!settings_.pool)
    return answer_call(from, std::move(label), plan->failed(no_database()));
  if (!await_survey(from, plan, label))
    run(std::move(from), std::move(plan), std::move(label));
}

bool dispatcher_state::await_survey(const call& from, const tools::plan_ptr& plan,
                                    const std::string& label) {
  const bool judged = settings_.policy.mode == access_mode::read_only || from.principal->may();
  const auto statement = judged && settings_.surveyor ? plan->reads() : nullptr;
  if (!statement)
    return false;
  const auto ticket = ++last_ticket_;
  being_judged_.emplace(ticket,
                        pending{.from = from, .plan = plan, .label = label, .by_catalog = true});
  self_->send(settings_.surveyor,
              survey_order{.ticket = ticket, .statement = statement, .asker = self_});
  return true;
}

void dispatcher_state::run(call from, tools::plan_ptr plan, std::string label) {
  const auto level = level_for(from);
  if (!level)
    return answer_call(from, std::move(label), level.error());
  const auto progress_token = mcp::progress_token(*from.message);
  const bool speaks = *level || !progress_token.empty() || plan->pauses();
  const auto legacy_http = from.via == carrier::http && !mcp::modern(from.envelope.rev);
  auto work
    = std::make_shared<job>(job{.exchange = from.exchange,
                                .sink = sink_for(from, speaks),
                                .principal = from.principal,
                                .envelope = from.envelope,
                                .plan = std::move(plan),
                                .label = std::move(label),
                                .trace = from.trace,
                                .key = {.scope = from.scope, .id = from.message->id()},
                                .progress_token = progress_token,
                                .log_from = *level,
                                .cancel_on_departure = !legacy_http,
                                .silent_when_cancelled = is_pipe(from.via),
                                .accepted = from.accepted,
                                .deadline = from.accepted + settings_.bounds.queue_timeout});
  follow(std::move(from), work->label, *work);
  self_->send(settings_.pool, assignment{.work = std::move(work)});
}

} // namespace howdah::actors
