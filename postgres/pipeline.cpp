#include "postgres/pipeline.hpp"

#include "postgres/set_up_statements.hpp"
#include "postgres/wire/frontend.hpp"

#include <span>
#include <utility>
#include <vector>

namespace howdah::postgres {

namespace {

constexpr oid text_type = 25;
/// Of a buffer that is empty.
constexpr std::size_t kept_capacity = std::size_t{16} * 1024;

/// An identifier. Names of roles have no NUL: they come from a file of text.
std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name)
    out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

std::string set_text(bool local, const local_setting& what) {
  return std::string(local ? "SET LOCAL " : "SET ") + what.name + " = " + what.value;
}

} // namespace

void pipeline::send(const trip& what, trip_form form, std::span<const local_setting> settings,
                    const std::vector<told_setting>* told, const std::string& role) {
  const bool wrapped = form == trip_form::read || form == trip_form::write;
  send_forgotten();
  if (wrapped)
    send_text(step_kind::open, form == trip_form::read ? "BEGIN READ ONLY" : "BEGIN",
              naming::at_once);
  if (wrapped && pooled_)
    send_neutral();
  for (const auto& each : settings)
    send_text(wrapped ? step_kind::open : step_kind::housekeeping, set_text(wrapped, each));
  if (wrapped && told && !told->empty())
    send_told(*told);
  if (wrapped && !role.empty())
    send_text(step_kind::role, "SET LOCAL ROLE " + quoted(role));
  if (!settings.empty() && !wrapped)
    send_sync();
  const auto named = form == trip_form::bare ? naming::never : naming::second_sight;
  for (std::size_t i = 0; i < what.statements.size(); ++i) {
    const auto& statement = what.statements[i];
    send_step({.kind = step_kind::statement, .statement = i}, statement.text(),
              statement.parameters, named);
  }
  if (form == trip_form::read)
    send_text(step_kind::rollback, "ROLLBACK", naming::at_once);
  else if (form == trip_form::write)
    send_text(step_kind::commit, "COMMIT");
  const bool resets = !wrapped && !settings.empty();
  send_sync(resets ? sync_end::housekeeping : sync_end::trip);
  if (!resets)
    return;
  for (const auto& each : settings)
    send_text(step_kind::housekeeping, std::string("RESET ") + each.name);
  send_sync(sync_end::trip);
}

/// Nothing counts in the transaction that somebody else set in the session.
void pipeline::send_neutral() {
  for (const auto* statement : {"RESET ALL", "RESET SESSION AUTHORIZATION", "RESET ROLE"})
    send_text(step_kind::open, statement);
}

/// In one statement, whose text depends on their number only.
void pipeline::send_told(const std::vector<told_setting>& told) {
  std::string text = "SELECT";
  std::vector<parameter> parameters;
  for (const auto& each : told) {
    const auto next = std::to_string(parameters.size() + 1);
    text.append(parameters.empty() ? " " : ", ")
      .append("pg_catalog.set_config($" + next + ", $")
      .append(std::to_string(parameters.size() + 2) + ", true)");
    parameters.push_back({each.name, text_type});
    parameters.push_back({each.value, text_type});
  }
  send_step({.kind = step_kind::open}, text, parameters, naming::at_once);
}

void pipeline::send_recovery() {
  send_text(step_kind::rollback, "ROLLBACK");
  send_sync(sync_end::recovery);
}

void pipeline::send_reset(bool transaction_open, const std::string& role) {
  if (transaction_open)
    send_recovery();
  send_text(step_kind::discard, "DISCARD ALL");
  send_sync();
  for (const auto* statement : set_up_statements(connection_)) {
    send_text(step_kind::housekeeping, statement);
    send_sync();
  }
  if (!role.empty()) {
    send_text(step_kind::role, "SET ROLE " + quoted(role));
    send_sync();
  }
  statements_.clear();
}

void pipeline::send_forgotten() {
  const auto names = statements_.take_forgotten();
  for (const auto& name : names)
    send_text(step_kind::housekeeping, "DEALLOCATE " + name);
  if (!names.empty())
    send_sync();
}

void pipeline::send_text(step_kind kind, std::string_view text, naming named) {
  send_step({.kind = kind}, text, {}, named);
}

void pipeline::send_step(step what, std::string_view text, std::span<const parameter> parameters,
                         naming named) {
  bool parse = true;
  if (!pooled_ && named != naming::never) {
    const auto [name, prepare] = statements_.use(text, parameters, named == naming::at_once);
    parse = prepare || name.empty();
    what.name = name;
    if (prepare)
      steps_.push_back({.kind = step_kind::prepare, .statement = what.statement, .name = name});
  }
  if (parse)
    wire::append_parse(out_, what.name, text, parameters);
  wire::append_bind(out_, what.name, parameters);
  if (what.kind == step_kind::statement)
    wire::append_describe(out_);
  wire::append_execute(out_);
  steps_.push_back(std::move(what));
}

void pipeline::send_sync(sync_end what) {
  wire::append_sync(out_);
  steps_.push_back({.ends = what});
}

bool pipeline::flush(wire::channel& to) {
  const auto moved = to.write(out_);
  out_.erase(0, moved.bytes);
  if (out_.empty() && out_.capacity() > kept_capacity)
    out_ = {};
  return moved.is == wire::channel::state::open;
}

void pipeline::skip_to_sync() {
  if (!idle() && current().kind == step_kind::prepare)
    advance(); // whoever failed has been told
  for (; !idle() && current().kind != step_kind::sync; advance())
    if (current().kind == step_kind::prepare)
      statements_.never_was(current().name);
}

} // namespace howdah::postgres
