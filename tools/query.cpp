#include "tools/query.hpp"

#include "core/narrowed.hpp"
#include "tools/failure.hpp"
#include "tools/parameters.hpp"
#include "tools/placeholders.hpp"
#include "tools/query_answer.hpp"
#include "tools/query_confirmation.hpp"
#include "tools/query_run.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace howdah::tools {

namespace {

class query_plan : public plan {
public:
  explicit query_plan(query_call_ptr call) : call_(std::move(call)) {}
  postgres::trip first() const override { return query_run::trip_of(*call_); }
  std::unique_ptr<conversation> start() const override {
    return std::make_unique<query_run>(call_);
  }
  mcp::answer failed(const problem& why) const override {
    return failure(why, call_->statement->text(), marks_for(call_->marks));
  }
  std::size_t pace() const override {
    const auto& judged = *call_->statement;
    const bool one_read = judged.form() == sql::transaction_form::read
                          && !judged.may_leave_session_state() && !judged.explained();
    return one_read ? reinterpret_cast<std::uintptr_t>(&judged) : 0;
  }

private:
  query_call_ptr call_;
};

/// The statement as it goes to the server, and how it names its parameters.
converted_sql converted(const mcp::arguments& given) {
  auto sql = given.string("sql").value_or("");
  if (!given.has("parameters"))
    return {.text = std::move(sql)};
  return convert_placeholders(sql);
}

problem wrong_count(std::size_t placeholders, std::size_t parameters) {
  return {.code = errc::parameter_mismatch,
          .message = "the query has " + std::to_string(placeholders) + " placeholders but "
                     + std::to_string(parameters) + " parameters were passed",
          .hint = "Write $1, $2, … (or %s for each) in the statement and give as many parameters, "
                  "in this order."};
}

problem no_such_parameter(const native_placeholder& named) {
  return {.code = errc::parameter_mismatch,
          .message = "there is no parameter " + named.name,
          .hint = "Give the values of $1, $2, … in parameters.",
          .sqlstate = "42P02",
          .position = named.position};
}

result<void> check_count(const sql::admitted_statement& statement, std::size_t parameters) {
  const auto wanted = static_cast<std::size_t>(statement.parameter_count());
  if (wanted == parameters)
    return {};
  const auto named = first_native_placeholder(statement.text());
  return refuse(parameters == 0 && named ? no_such_parameter(*named)
                                         : wrong_count(wanted, parameters));
}

constexpr std::string_view reads
  = "Run one SQL statement that only reads (SELECT, WITH, VALUES, TABLE, SHOW, EXPLAIN) and get "
    "its rows. "
    "Look up tables and columns first with list_tables and describe_table.";
constexpr std::string_view writes = "Run one SQL statement, reading or writing (SELECT, INSERT, "
                                    "UPDATE, DELETE, DDL); get its rows or how many it "
                                    "affected. Committed at once; no transaction control. "
                                    "Look up tables and columns first with list_tables "
                                    "and describe_table.";
constexpr std::string_view anything
  = "Run any one SQL statement that the database login may run. Committed at once.";

std::string_view description_for(access_mode mode) noexcept {
  switch (mode) {
  case access_mode::read_only:
    return reads;
  case access_mode::read_write:
    return writes;
  case access_mode::unrestricted:
    return anything;
  }
  return reads;
}

/// `row_limit_default` must live as long as the descriptor.
std::vector<mcp::parameter_descriptor> parameters_of(const limits& bounds,
                                                     std::string_view row_limit_default) {
  using type = mcp::parameter_descriptor::type;
  return {{.name = "sql",
           .kind = type::string,
           .description = "One statement, with $1, $2, … (or %s) where values belong",
           .required = true},
          {.name = "parameters",
           .kind = type::value_list,
           .description = "Values of the placeholders, in order; lists are arrays, objects jsonb",
           .nullable = true},
          {.name = "row_limit",
           .kind = type::integer,
           .description = "Most rows to return",
           .default_json = row_limit_default,
           .minimum = 1,
           .maximum = static_cast<std::int64_t>(bounds.row_limit_max),
           .clamp = true},
          {.name = "format",
           .kind = type::string,
           .description = "Of the text part",
           .default_json = "\"markdown\"",
           .one_of = {"markdown", "json"},
           .fold_case = true}};
}

/// Clients may run a call with `read_only` unasked, so it is claimed only where nothing can be
/// changed.
mcp::annotations hints_for(access_mode mode) noexcept {
  const auto reads_only = mode == access_mode::read_only;
  return {.read_only = reads_only,
          .destructive = !reads_only,
          .idempotent = reads_only,
          .open_world = mode == access_mode::unrestricted};
}

class query : public tool {
public:
  query(const limits& bounds, access_mode mode, data_fence marks)
    : marks_(marks), row_limit_default_(std::to_string(bounds.row_limit_default)),
      descriptor_{.name = "query",
                  .title = "Run SQL",
                  .icon = {"M2,1v6l5-3"},
                  .description = description_for(mode),
                  .parameters = parameters_of(bounds, row_limit_default_),
                  .output_schema = query_output_schema(),
                  .hints = hints_for(mode),
                  .tasks = mcp::task_support::optional} {}

  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }

  std::optional<result<std::string>> statement(const mcp::arguments& given) const override {
    auto sql = converted(given);
    if (const auto at = sql.text.find('\0'); at != std::string::npos)
      return refuse(errc::invalid_argument,
                    "sql holds a NUL character (\\u0000), which no statement can hold.",
                    "Write chr(…) or a bytea literal for such bytes.");
    const auto parameters = given.values("parameters");
    if (parameters && sql.style == placeholder_style::percent
        && sql.placeholders != parameters->size())
      return refuse(wrong_count(sql.placeholders, parameters->size()));
    return std::move(sql.text);
  }

  step prepare(const mcp::arguments& given, const context& with,
               sql::admitted_ptr judged) const override {
    auto call = make_call(given, with, judged);
    if (!call)
      return mcp::answer(failure(call.error(), judged->text()));
    if (auto first = before_it_destroys(*judged, with))
      return *std::move(first);
    return plan_ptr(
      std::make_shared<query_plan>(std::make_shared<const query_call>(*std::move(call))));
  }

  mcp::answer without_database(const context& with) const override {
    return failure({.code = errc::not_configured,
                    .message = std::string(no_database),
                    .hint = with.server.no_database_hint});
  }
  mcp::answer refused(const problem& why) const override { return failure(why); }
  mcp::answer refused_statement(const problem& why, std::string_view text) const override {
    return failure(why, text);
  }

private:
  result<query_call> make_call(const mcp::arguments& given, const context& with,
                               const sql::admitted_ptr& judged) const {
    const auto values = given.values("parameters").value_or(std::vector<mcp::value>());
    if (auto fits = check_count(*judged, values.size()); !fits)
      return tl::unexpected(fits.error());
    const auto style = given.has("parameters") ? converted(given).style : placeholder_style::native;
    HOWDAH_TRY(auto parameters, bind(values, style));
    const auto row_limit = given.integer("row_limit").value_or(0);
    const auto most = narrowed(with.bounds, with.caller->may().get()).row_limit_max;
    query_call call{.statement = judged,
                    .parameters = std::move(parameters),
                    .json = given.string("format") == "json",
                    .row_limit = std::min(static_cast<std::size_t>(row_limit), most),
                    .row_limit_max = most,
                    .result_bytes = with.bounds.result_bytes,
                    .types_are_guesses = style == placeholder_style::native && !values.empty(),
                    .marks = marks_};
    const bool beyond = given.has("row_limit") && static_cast<std::size_t>(row_limit) > most;
    if (given.clamped("row_limit") || beyond)
      call.notes.push_back("row_limit lies between 1 and " + std::to_string(call.row_limit_max)
                           + "; " + std::to_string(call.row_limit) + " was taken.");
    return call;
  }

  data_fence marks_;
  std::string row_limit_default_;
  mcp::tool_descriptor descriptor_;
};

} // namespace

std::unique_ptr<const tool> make_query(const limits& bounds, access_mode mode, data_fence marks) {
  return std::make_unique<query>(bounds, mode, marks);
}

} // namespace howdah::tools
