#include "tools/table_resource.hpp"

#include "core/denial.hpp"
#include "core/narrowed.hpp"
#include "mcp/unknown_resource.hpp"
#include "postgres/catalog.hpp"
#include "sql/identifier.hpp"
#include "tools/catalog/rows.hpp"
#include "tools/cost_check.hpp"
#include "tools/failure.hpp"
#include "tools/name_completion.hpp"
#include "tools/resource_uri.hpp"
#include "tools/shield.hpp"
#include "tools/table_reading.hpp"
#include "tools/text_rows.hpp"
#include "tools/visibility.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace howdah::tools {

namespace {

constexpr std::size_t most_rows = 100;

/// Between marks it is JSON no more.
std::string_view mime_type_of(data_fence marks) noexcept {
  return marks == data_fence::on ? "text/plain" : "application/json";
}

/// One reading, ready to run. Immutable.
struct table_read {
  std::string uri;
  table_uri names;
  sql::policy rules;
  rights_ptr may;
  std::size_t row_limit;
  std::size_t result_bytes;
  data_fence marks;
};

using table_read_ptr = std::shared_ptr<const table_read>;

postgres::trip find_trip(const table_read& call) {
  postgres::trip out{.form = postgres::trip_form::catalog};
  out.statements.push_back({.what = postgres::catalog::table_order,
                            .parameters = {{.text = call.names.schema, .type = 0},
                                           {.text = call.names.table, .type = 0}}});
  add_visibility(out.statements.back(), call.may.get());
  return out;
}

/// Two trips: what to order by, then the rows; between them the question what those cost, where the
/// role asks for it. The second statement is made of names that the
/// database itself has quoted, and judged like a caller's.
class table_run : public conversation {
public:
  explicit table_run(table_read_ptr call)
    : call_(std::move(call)), text_(json_rows(marks_for(call_->marks))) {}

  void columns(std::size_t, std::span<const postgres::column> described) override {
    if (!reading_)
      return;
    std::vector<result_column> named;
    for (const auto& each : described)
      named.push_back(
        {each.name, postgres::built_in_type(each.type).value_or(postgres::value_type{})});
    text_->header(named);
  }

  postgres::appetite row(std::size_t statement, const postgres::row_view& values) override {
    if (check_)
      return check_->row(statement, values);
    if (!reading_) {
      take(record(values));
      return postgres::appetite::more;
    }
    text_->row(cleaner_.clean(values));
    if (text_->bytes() + mcp::envelope_bytes + call_->uri.size() > call_->result_bytes) {
      text_->undo();
      full_ = true;
      return postgres::appetite::enough;
    }
    ++rows_;
    return postgres::appetite::more;
  }

  void complete(std::size_t, std::string_view) override {}

  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
    if (check_)
      return checked(ended);
    if (ended.failure)
      return mcp::answer(told(*ended.failure));
    if (!reading_)
      return read();
    if (full_ && rows_ == 0)
      return mcp::answer(problem{.code = errc::too_large,
                                 .message = "The first row does not fit into an answer of "
                                            + std::to_string(call_->result_bytes) + " bytes.",
                                 .hint = "Select parts of it with the query tool."});
    return mcp::answer(mcp::resource_result{.uri = call_->uri,
                                            .mime_type = std::string(mime_type_of(call_->marks)),
                                            .text = text_->finish(rows_, false),
                                            .rows = rows_});
  }

private:
  problem told(const problem& why) const {
    return statement_ && call_->may ? shielded(why, statement_->text(), *call_->may) : why;
  }

  void take(const record& row) {
    found_ = {.relation = row.text(0), .order = row.text(1), .columns = row[2]};
    const auto& count = row.text(3);
    std::from_chars(count.data(), count.data() + count.size(), found_.key_columns);
    found_.ancestors = row[4];
  }

  std::variant<postgres::trip, mcp::answer> read() {
    if (found_.relation.empty())
      return mcp::answer(
        mcp::unknown_resource(call_->uri, "list_tables tells which tables there are."));
    const auto text
      = table_reading(found_, call_->names, call_->may.get(), std::to_string(call_->row_limit));
    auto judged = sql::guard(call_->rules).judge(text, call_->may);
    if (!judged)
      return mcp::answer(judged.error());
    statement_ = *std::move(judged);
    if (auto question = cost_check::ask(*statement_, {})) {
      check_ = std::make_unique<cost_check>();
      return *std::move(question);
    }
    return rows_of_it();
  }

  std::variant<postgres::trip, mcp::answer> checked(const postgres::outcome& ended) {
    auto why = std::exchange(check_, nullptr)->refused(ended, *statement_);
    return why ? mcp::answer(told(*why)) : rows_of_it();
  }

  std::variant<postgres::trip, mcp::answer> rows_of_it() {
    reading_ = true;
    postgres::trip out{.form = postgres::trip_form::read};
    out.statements.push_back({.what = statement_});
    return out;
  }

  table_read_ptr call_;
  table_order found_;
  sql::admitted_ptr statement_;
  std::unique_ptr<cost_check> check_; ///< until the cost is known
  bool reading_ = false;              ///< the rows, not the catalog
  row_cleaner cleaner_;
  std::unique_ptr<text_rows> text_;
  std::size_t rows_ = 0;
  bool full_ = false;
};

class table_plan : public plan {
public:
  explicit table_plan(table_read_ptr call) : call_(std::move(call)) {}
  postgres::trip first() const override { return find_trip(*call_); }
  std::unique_ptr<conversation> start() const override {
    return std::make_unique<table_run>(call_);
  }
  mcp::answer failed(const problem& why) const override { return why; }
  sql::admitted_ptr reads() const override {
    const auto relation = sql::quoted_name(call_->names.schema, call_->names.table);
    return sql::guard(call_->rules)
      .judge("SELECT 1 FROM " + relation, call_->may)
      .value_or(nullptr);
  }

private:
  table_read_ptr call_;
};

class table_resource : public resource_template {
public:
  explicit table_resource(data_fence marks) : marks_(marks) {}

  const mcp::resource_template_descriptor& descriptor() const override { return descriptor_; }

  std::optional<result<step>> read(std::string_view uri, const context& with) const override {
    auto names = parse_table_uri(uri);
    if (!names)
      return std::nullopt;
    if (!with.server.database_configured)
      return result<step>(refuse(errc::not_configured, std::string(no_database)));
    const auto& may = with.caller->may();
    if (auto why = may ? denied_relation(*may, names->schema, names->table) : std::nullopt)
      return result<step>(refuse(*std::move(why)));
    return result<step>(plan_ptr(std::make_shared<table_plan>(std::make_shared<const table_read>(
      table_read{std::string(uri), *std::move(names), with.rules, may,
                 std::min(most_rows, narrowed(with.bounds, may.get()).row_limit_max),
                 with.bounds.result_bytes, marks_}))));
  }

  step complete(const mcp::completion_request& asked, const context& with) const override {
    if (asked.argument == "schema")
      return complete_names(name_kind::schema, asked, with);
    return asked.argument == "table" ? complete_names(name_kind::table, asked, with)
                                     : resource_template::complete(asked, with);
  }

private:
  data_fence marks_;
  mcp::resource_template_descriptor descriptor_{
    .uri_template = "table://{schema}/{table}",
    .name = "table_resource",
    .title = "Rows of a table",
    .icon = {"M1,1h6v2H1m0,1h6v1H1m0,1h6v1H1"},
    .description = "The first 100 rows of a table or view, by its key.",
    .mime_type = mime_type_of(marks_)};
};

} // namespace

std::unique_ptr<const resource_template> make_table_resource(data_fence marks) {
  return std::make_unique<table_resource>(marks);
}

} // namespace howdah::tools
