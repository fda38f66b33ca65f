#include "tools/catalog/relation_tool.hpp"

#include "core/denial.hpp"
#include "postgres/catalog.hpp"
#include "tools/catalog/missing_relation.hpp"
#include "tools/failure.hpp"
#include "tools/visibility.hpp"

#include <utility>

namespace howdah::tools {

namespace {

struct named_relation {
  std::string name;
  std::optional<std::string> schema;
  rights_ptr may; ///< the caller's

  postgres::runnable ask(postgres::catalog_statement what) const {
    postgres::runnable out{.what = what,
                           .parameters = {text_parameter(name), text_parameter(schema)}};
    add_visibility(out, may.get());
    return out;
  }

  /// A name that was found nowhere in reach is looked for in public, as SQL without a schema was
  /// always judged: the same answer whether it is there or not.
  std::optional<problem> denied() const {
    return may ? denied_relation(*may, schema.value_or("public"), name) : std::nullopt;
  }
};

bool is_table_like(std::string_view relkind) {
  return !relkind.empty() && std::string_view("rpvmf").find(relkind.front()) != std::string::npos;
}

class relation_conversation final : public catalog_conversation {
public:
  relation_conversation(named_relation wanted, std::unique_ptr<relation_reader> reader,
                        std::size_t budget)
    : catalog_conversation(budget), wanted_(std::move(wanted)), reader_(std::move(reader)) {}

private:
  std::size_t take(std::size_t statement, record values) override {
    if (missing_)
      return take_near(statement, values);
    if (statement > 0)
      return reader_->take(statement - 1, std::move(values));
    header_ = std::move(values);
    return header_->bytes();
  }

  std::variant<postgres::trip, mcp::answer> conclude() override {
    if (missing_)
      return mcp::answer(failure(missing_->explain()));
    const auto& found = *header_;
    if (!found[1]) {
      if (const auto why = wanted_.denied())
        return mcp::answer(failure(*why));
      return look_for_near_names(found);
    }
    if (const auto why = refusal(found))
      return mcp::answer(failure(*why));
    return bounded(
      reader_->answer({found.text(0), found.text(1), std::string(kind_name(found.text(2)))}));
  }

  std::size_t take_near(std::size_t statement, const record& values) {
    if (statement == 0)
      missing_->relations.push_back({values.text(0), values.text(1), values.is_true(2)});
    else
      missing_->schemas.push_back(values.text(0));
    return values.bytes();
  }

  postgres::trip look_for_near_names(const record& found) {
    missing_ = missing_relation{wanted_.name, wanted_.schema, found.is_true(4), found.text(5)};
    postgres::trip trip{.statements = {wanted_.ask(postgres::catalog::near_relations)}};
    if (wanted_.schema && !missing_->schema_exists) {
      postgres::runnable near{.what = postgres::catalog::near_schemas,
                              .parameters = {text_parameter(wanted_.schema)}};
      add_visibility(near, wanted_.may.get());
      trip.statements.push_back(std::move(near));
    }
    return trip;
  }

  static std::optional<problem> refusal(const record& found) {
    const auto name = '"' + found.text(0) + "\".\"" + found.text(1) + '"';
    if (!is_table_like(found.text(2)))
      return problem{.code = errc::object_not_found,
                     .message = name + " is of another kind than tables and views: "
                                + std::string(kind_name(found.text(2))) + '.',
                     .hint = "list_tables shows the tables and views."};
    if (found.is_true(3))
      return std::nullopt;
    return problem{.code = errc::access_denied,
                   .message = name + " exists, but the database login \"" + found.text(6)
                              + "\" has no privilege on it.",
                   .hint = "Its owner can GRANT SELECT on it."};
  }

  named_relation wanted_;
  std::unique_ptr<relation_reader> reader_;
  std::optional<record> header_;
  std::optional<missing_relation> missing_;
};

class relation_plan final : public plan {
public:
  relation_plan(std::shared_ptr<const relation_tool_parts> what, named_relation wanted,
                std::size_t budget)
    : what_(std::move(what)), wanted_(std::move(wanted)), budget_(budget) {}

  postgres::trip first() const override {
    postgres::trip trip{.statements = {wanted_.ask(postgres::catalog::relation)}};
    for (const auto& statement : what_->statements)
      trip.statements.push_back(wanted_.ask(statement));
    return trip;
  }

  std::unique_ptr<conversation> start() const override {
    return std::make_unique<relation_conversation>(wanted_, what_->reader(wanted_.may), budget_);
  }

  mcp::answer failed(const problem& why) const override { return failure(why); }

private:
  std::shared_ptr<const relation_tool_parts> what_;
  named_relation wanted_;
  std::size_t budget_;
};

class relation_tool final : public tool {
public:
  explicit relation_tool(relation_tool_parts parts)
    : what_(std::make_shared<const relation_tool_parts>(std::move(parts))) {}

  const mcp::tool_descriptor& descriptor() const override { return what_->descriptor; }

  step prepare(const mcp::arguments& given, const context& with, sql::admitted_ptr) const override {
    if (const auto why = check_texts(given, descriptor()))
      return refused(*why);
    named_relation wanted{given.string("table_name").value_or(""), given.string("schema"),
                          with.caller->may()};
    if (wanted.name.empty())
      return refused({.code = errc::invalid_argument,
                      .message = "table_name is empty.",
                      .hint = "list_tables shows which tables there are."});
    if (wanted.schema && wanted.schema->empty())
      wanted.schema.reset();
    if (wanted.schema)
      if (const auto why = wanted.denied())
        return refused(*why);
    return std::make_shared<relation_plan>(what_, std::move(wanted), with.bounds.result_bytes);
  }

  mcp::answer without_database(const context& with) const override {
    return refused({.code = errc::not_configured,
                    .message = std::string(no_database),
                    .hint = with.server.no_database_hint});
  }

  mcp::answer refused(const problem& why) const override { return failure(why); }

private:
  std::shared_ptr<const relation_tool_parts> what_;
};

} // namespace

std::string_view kind_name(std::string_view relkind) {
  switch (relkind.empty() ? '\0' : relkind.front()) {
  case 'r':
    return "table";
  case 'p':
    return "partitioned table";
  case 'v':
    return "view";
  case 'm':
    return "materialized view";
  case 'f':
    return "foreign table";
  case 'S':
    return "sequence";
  case 'i':
  case 'I':
    return "index";
  case 'c':
    return "composite type";
  default:
    return "internal relation";
  }
}

std::vector<mcp::parameter_descriptor> relation_parameters() {
  using enum mcp::parameter_descriptor::type;
  return {{.name = "table_name",
           .kind = string,
           .description = "Case-sensitive, without schema or quotes.",
           .required = true},
          {.name = "schema",
           .kind = string,
           .description = "Default: by search_path, then public.",
           .nullable = true}};
}

std::unique_ptr<const tool> make_relation_tool(relation_tool_parts parts) {
  return std::make_unique<relation_tool>(std::move(parts));
}

} // namespace howdah::tools
