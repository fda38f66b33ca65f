// Calls that become tasks (extension io.modelcontextprotocol/tasks, modern revisions): the client
// is answered with a handle, and asks for the outcome later. The dispatcher is then the sink of
// their jobs.
#include "actors/dispatcher.hpp"
#include "mcp/json.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace howdah::actors {

namespace {

using mcp::task_status;

std::int64_t epoch_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

problem needs_tasks() {
  const auto capability
    = R"({"extensions":{)" + mcp::json_string(mcp::tasks_extension) + R"(:{}}})";
  return {.code = errc::missing_capability,
          .message = "This needs a client that knows tasks.",
          .hint = "Declare the capability " + capability + ", if the client has it.",
          .data_json = R"("requiredCapabilities":)" + capability};
}

problem no_room() {
  return {.code = errc::busy,
          .message = "Too many tasks are kept.",
          .hint = "Try again when some of them have expired.",
          .retry_after_ms = 10'000};
}

problem cancelled_task() {
  return {.code = errc::cancelled, .message = "The task was cancelled."};
}

} // namespace

mcp::task_support dispatcher_state::support_of(const call& from) const {
  const auto named = from.message->params()["name"].string();
  const auto* wanted = named && from.message->method() == "tools/call"
                         ? settings_.offered->find_tool(*named)
                         : nullptr;
  return wanted ? wanted->descriptor().tasks : mcp::task_support::none;
}

bool dispatcher_state::lacks_tasks(const call& from, const std::string& label) {
  if (from.client.tasks || support_of(from) != mcp::task_support::required)
    return false;
  refuse_call(from, label, needs_tasks());
  return true;
}

mcp::task* dispatcher_state::task_of(const call& from) {
  return tasks_.find(from.principal->key(), from.task, epoch_ms());
}

// The client gets the handle; what the call is answered with from now on goes to the task.
bool dispatcher_state::become_task(call& from, const std::string& label) {
  auto* made = tasks_.create(from.principal->key(), epoch_ms());
  if (!made)
    return false;
  answer_call(from, label, mcp::created_task(*made));
  from.task = made->id;
  return true;
}

// False when the call was refused: it must be a task, and there is no room.
bool dispatcher_state::task_if_required(call& from, const std::string& label) {
  if (!from.task.empty() || !from.client.tasks || support_of(from) != mcp::task_support::required
      || become_task(from, label))
    return true;
  refuse_call(from, label, no_room());
  return false;
}

void dispatcher_state::follow(call from, const std::string& label, job& work) {
  if (from.task.empty() && (!from.client.tasks || support_of(from) == mcp::task_support::none))
    return;
  followed entry{.from = std::move(from), .label = label, .sink = std::move(work.sink)};
  work.sink = dispatcher_actor(self_);
  if (entry.from.task.empty() && settings_.task_after.count() == 0)
    become_task(entry.from, label);
  if (entry.from.task.empty())
    self_->delayed_send(self_, settings_.task_after, task_due{.exchange = work.exchange});
  followed_.insert_or_assign(work.exchange, std::move(entry));
}

void dispatcher_state::due(const task_due& which) {
  const auto known = followed_.find(which.exchange);
  if (known != followed_.end() && known->second.from.task.empty())
    become_task(known->second.from, known->second.label);
}

void dispatcher_state::job_ended(reply& ended) {
  auto known = followed_.extract(ended.to);
  if (!known)
    return;
  auto& [from, label, sink] = known.mapped();
  if (from.task.empty())
    return self_->send(sink, std::move(ended));
  settle(from, ended.body);
}

void dispatcher_state::job_said(notice& said) {
  const auto known = followed_.find(said.to);
  if (known != followed_.end() && known->second.from.task.empty())
    self_->send(known->second.sink, std::move(said));
}

void dispatcher_state::settle(const call& from, std::string_view body) {
  auto* task = task_of(from);
  if (!task || mcp::final(task->status))
    return;
  task->updated = epoch_ms();
  const auto parts = mcp::split(from.envelope, body);
  const bool stopped = parts.failed && (body.empty() || cancelling_.erase(task->id) > 0);
  cancelling_.erase(task->id);
  task->status = stopped        ? task_status::cancelled
                 : parts.failed ? task_status::failed
                                : task_status::completed;
  if (!stopped)
    task->outcome = parts.json;
}

// True when the questions wait in a task.
bool dispatcher_state::park(call from, const std::string& label, const tools::input_needed& what) {
  const bool parks = what.park && from.client.tasks;
  if (from.task.empty() && (!parks || !become_task(from, label)))
    return false;
  auto* task = task_of(from);
  if (!task)
    return true; // it expired meanwhile
  task->status = task_status::input_required;
  task->updated = epoch_ms();
  task->open = what.requests;
  from.inputs = mcp::inputs({}, what.state);
  parked_.insert_or_assign(task->id, std::move(from));
  std::erase_if(parked_, [&](const auto& each) { return !task_of(each.second); });
  return true;
}

// -- methods -----------------------------------------------------------------------

std::optional<mcp::answer> dispatcher_state::answer_about_task(const call& from) {
  const auto method = from.message->method();
  if (!also_.tasks || !mcp::modern(from.envelope.rev)
      || (method != "tasks/get" && method != "tasks/update" && method != "tasks/cancel"))
    return std::nullopt;
  if (!from.client.tasks)
    return needs_tasks();
  const auto id = from.message->params()["taskId"].string();
  auto* task = id ? tasks_.find(from.principal->key(), std::string(*id), epoch_ms()) : nullptr;
  if (!task)
    return problem{.code = errc::invalid_params,
                   .message = id ? "Unknown task: " + std::string(*id)
                                 : std::string(method) + R"( needs "taskId", a string.)"};
  if (method == "tasks/get")
    return mcp::task_details(*task);
  if (method == "tasks/cancel")
    return cancel_task(*task);
  return update_task(from, *task);
}

// Calls of this name that were answered: they have become tasks, which tasks/cancel ends.
std::vector<exchange_id> dispatcher_state::tasks_named(const cancel_key& key) const {
  std::vector<exchange_id> found;
  for (const auto& [exchange, each] : followed_)
    if (!each.from.task.empty() && each.from.scope == key.scope
        && each.from.message->id() == key.id)
      found.push_back(exchange);
  return found;
}

mcp::answer dispatcher_state::cancel_task(mcp::task& task) {
  if (task.status == task_status::input_required) {
    parked_.erase(task.id);
    task.status = task_status::cancelled;
    task.updated = epoch_ms();
  }
  const auto running = std::ranges::find_if(
    followed_, [&](const auto& each) { return each.second.from.task == task.id; });
  if (running != followed_.end() && settings_.pool) {
    cancelling_.insert(task.id);
    self_->send(settings_.pool, cancel_work{.exchange = running->first, .why = cancelled_task()});
  }
  return mcp::raw_result{};
}

mcp::answer dispatcher_state::update_task(const call& from, mcp::task& task) {
  const auto responses = from.message->params()["inputResponses"];
  if (!responses.is_object())
    return problem{.code = errc::invalid_params,
                   .message = R"(tasks/update needs "inputResponses", an object.)"};
  const auto waiting = parked_.find(task.id);
  if (task.status != task_status::input_required || waiting == parked_.end())
    return mcp::raw_result{};
  std::erase_if(task.open, [&](const auto& asked) {
    const auto said = responses[asked.key];
    if (said)
      waiting->second.inputs.gather(asked.key, said, from.message);
    return bool(said);
  });
  task.updated = epoch_ms();
  if (task.open.empty()) {
    task.status = task_status::working;
    start_call(std::move(parked_.extract(waiting).mapped()));
  }
  return mcp::raw_result{};
}

} // namespace howdah::actors
