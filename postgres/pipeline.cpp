#include "postgres/pipeline.hpp"

#include "postgres/set_up_statements.hpp"

#include <libpq-fe.h>

#include <span>
#include <utility>
#include <vector>

namespace howdah::postgres {

namespace {

/// Parameters as libpq takes them; points into `from`.
struct parameter_arrays {
  explicit parameter_arrays(std::span<const parameter> from) {
    types.reserve(from.size());
    values.reserve(from.size());
    for (const auto& given : from) {
      types.push_back(given.type);
      values.push_back(given.text ? given.text->c_str() : nullptr);
    }
  }
  int count() const noexcept { return static_cast<int>(values.size()); }

  std::vector<Oid> types;
  std::vector<const char*> values;
};

constexpr oid text_type = 25;

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

pipeline::pipeline(PGconn* connection, bool pooled) : connection_(connection), pooled_(pooled) {
  sound_ = PQsetnonblocking(connection_, 1) == 0 && PQenterPipelineMode(connection_) == 1;
}

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
  send_sync();
  if (form == trip_form::read)
    send_text(step_kind::rollback, "ROLLBACK", naming::at_once);
  else if (form == trip_form::write)
    send_text(step_kind::commit, "COMMIT");
  else
    for (const auto& each : settings)
      send_text(step_kind::housekeeping, std::string("RESET ") + each.name);
  if (wrapped || !settings.empty())
    send_sync();
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

void pipeline::send_reset(bool transaction_open, const std::string& role) {
  if (transaction_open) {
    send_text(step_kind::rollback, "ROLLBACK");
    send_sync();
  }
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
  const parameter_arrays given(parameters);
  text_.assign(text);
  if (!pooled_ && named != naming::never) {
    const auto [name, prepare] = statements_.use(text, parameters, named == naming::at_once);
    what.name = name;
    if (prepare)
      sent(
        PQsendPrepare(connection_, name.c_str(), text_.c_str(), given.count(), given.types.data())
          == 1,
        {.kind = step_kind::prepare, .statement = what.statement, .name = name});
  }
  const bool taken
    = what.name.empty()
        ? PQsendQueryParams(connection_, text_.c_str(), given.count(), given.types.data(),
                            given.values.data(), nullptr, nullptr, 0)
        : PQsendQueryPrepared(connection_, what.name.c_str(), given.count(), given.values.data(),
                              nullptr, nullptr, 0);
  sent(taken, std::move(what));
}

void pipeline::send_sync() {
#ifdef LIBPQ_HAS_SEND_PIPELINE_SYNC
  sent(PQsendPipelineSync(connection_) == 1, {}); // does not flush
#else
  sent(PQpipelineSync(connection_) == 1, {});
#endif
}

void pipeline::sent(bool taken, step what) {
  sound_ = sound_ && taken;
  steps_.push_back(std::move(what));
}

bool pipeline::flush() {
  const int left = PQflush(connection_);
  wants_write_ = left == 1;
  return sound_ && left >= 0;
}

bool pipeline::end_of_results() {
  if (idle() || !current().answered)
    return false;
  advance();
  return true;
}

bool pipeline::end_of_sync() {
  if (idle() || current().kind != step_kind::sync)
    return false;
  advance();
  return true;
}

void pipeline::advance() {
  steps_.pop_front();
  single_rows_ = false;
}

void pipeline::prefer_single_rows() {
  if (!single_rows_ && current().kind == step_kind::statement && !current().answered)
    single_rows_ = PQsetSingleRowMode(connection_) == 1;
}

} // namespace howdah::postgres
