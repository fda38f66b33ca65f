#include "tools/query_run.hpp"

#include "tools/failure.hpp"
#include "tools/query_answer.hpp"
#include "tools/shield.hpp"

#include <algorithm>
#include <utility>

namespace howdah::tools {

namespace {

using postgres::trip_form;

trip_form form_of(const sql::admitted_statement& statement) noexcept {
  switch (statement.form()) {
  case sql::transaction_form::read:
    return trip_form::read;
  case sql::transaction_form::write:
    return trip_form::write;
  case sql::transaction_form::bare:
    return trip_form::bare;
  }
  return trip_form::read;
}

std::vector<postgres::parameter> parameters_of(const query_call& call, bool untyped) {
  auto parameters = call.parameters;
  if (untyped)
    for (auto& each : parameters)
      each.type = 0;
  return parameters;
}

postgres::trip make_trip(const query_call& call, trip_form form, bool untyped) {
  postgres::trip out{.form = form};
  out.statements.push_back({.what = call.statement, .parameters = parameters_of(call, untyped)});
  return out;
}

std::optional<postgres::trip> ask_cost(const query_call& call, bool untyped) {
  return cost_check::ask(*call.statement, parameters_of(call, untyped));
}

std::unique_ptr<result_table> make_table(const query_call& call) {
  // Brackets, counts, tag and remarks of the answer, and what encloses it.
  constexpr auto reserve = mcp::envelope_bytes + 2048;
  const auto bytes
    = call.result_bytes > 2 * reserve ? call.result_bytes - reserve : call.result_bytes / 2;
  return std::make_unique<result_table>(
    call.json ? json_rows(marks_for(call.marks)) : markdown_rows(marks_for(call.marks)),
    result_table::options{.row_limit = call.row_limit, .byte_limit = bytes});
}

/// The server found no operator, function or cast for the types that parameters came with.
bool types_do_not_fit(const problem& failed) noexcept {
  constexpr std::string_view states[] = {"42883", "42846", "42804", "42725", "42P08"};
  return std::ranges::find(states, failed.sqlstate) != std::end(states);
}

} // namespace

query_run::query_run(query_call_ptr call)
  : call_(std::move(call)), table_(make_table(*call_)),
    check_(call_->statement->explained() ? std::make_unique<cost_check>() : nullptr),
    form_(form_of(*call_->statement)) {
}

postgres::trip query_run::trip_of(const query_call& call) {
  if (auto question = ask_cost(call, false))
    return *std::move(question);
  return make_trip(call, form_of(*call.statement), false);
}

/// Who hears what is not of the statement itself.
postgres::consumer* query_run::aside() const noexcept {
  return check_ ? static_cast<postgres::consumer*>(check_.get()) : lookup_.get();
}

void query_run::columns(std::size_t, std::span<const postgres::column> described) {
  if (!aside())
    table_->columns(described, call_->statement->mask());
}

postgres::appetite query_run::row(std::size_t statement, const postgres::row_view& values) {
  return aside() ? aside()->row(statement, values) : table_->row(values);
}

void query_run::complete(std::size_t, std::string_view tag) {
  if (!aside())
    tag_ = tag;
}

std::variant<postgres::trip, mcp::answer> query_run::finish(const postgres::outcome& ended) {
  if (check_)
    return checked(ended);
  if (lookup_) {
    // Without an answer the columns keep the numbers of their types: the rows are right all the
    // same.
    for (const auto& [type, meaning] : lookup_->found())
      table_->learn(type, meaning);
    return answer();
  }
  if (ended.wrote && form_ == trip_form::read)
    form_ = trip_form::write; // the session found a write where the tree showed none
  if (ended.failure) {
    if (auto again = another_try(*ended.failure))
      return *std::move(again);
    return failed(first_failure_.value_or(*ended.failure));
  }
  if (const auto types = table_->unknown_types(); !types.empty()) {
    lookup_ = std::make_unique<type_lookup>();
    return type_lookup::ask(types);
  }
  return answer();
}

std::variant<postgres::trip, mcp::answer> query_run::checked(const postgres::outcome& ended) {
  const auto why = check_->refused(ended, *call_->statement);
  if (why && leave_types_to_server(*why)) {
    check_ = std::make_unique<cost_check>();
    return *ask_cost(*call_, untyped_);
  }
  if (why)
    return failed(why->code == errc::query_failed ? first_failure_.value_or(*why) : *why);
  check_.reset();
  return make_trip(*call_, form_, untyped_);
}

bool query_run::leave_types_to_server(const problem& failed) {
  if (untyped_ || !call_->types_are_guesses || !types_do_not_fit(failed))
    return false;
  untyped_ = true;
  first_failure_ = failed;
  return true;
}

/// A statement that failed changed nothing, so it may run again: as a write, when only the
/// transaction was in its way; with the types of its parameters left to the server, when ours did
/// not fit.
std::optional<postgres::trip> query_run::another_try(const problem& failed) {
  if (failed.code != errc::query_failed || form_ == trip_form::bare)
    return std::nullopt;
  if (failed.sqlstate == "25006" && form_ == trip_form::read
      && call_->statement->may_retry_as_write()) {
    form_ = trip_form::write;
  } else if (!leave_types_to_server(failed)) {
    return std::nullopt;
  }
  table_ = make_table(*call_);
  tag_.clear();
  return make_trip(*call_, form_, untyped_);
}

mcp::answer query_run::failed(const problem& why) const {
  const auto& statement = *call_->statement;
  const auto told = statement.may() ? shielded(why, statement.text(), *statement.may()) : why;
  return failure(told, statement.text(), marks_for(call_->marks));
}

mcp::answer query_run::answer() {
  const auto wrote = form_ != trip_form::read;
  if (table_->oversized() && !wrote)
    return failed(*table_->oversized());
  return query_answer(*call_, *table_, tag_);
}

} // namespace howdah::tools
