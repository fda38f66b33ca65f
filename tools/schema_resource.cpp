#include "tools/schema_resource.hpp"

#include "core/denial.hpp"
#include "mcp/unknown_resource.hpp"
#include "postgres/catalog.hpp"
#include "tools/catalog/relation_tool.hpp"
#include "tools/catalog/rows.hpp"
#include "tools/failure.hpp"
#include "tools/name_completion.hpp"
#include "tools/resource_uri.hpp"
#include "tools/visibility.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace howdah::tools {

namespace {

/// One reading. Immutable.
struct schema_read {
  std::string uri;
  std::string schema;
  std::size_t result_bytes;
  rights_ptr may; ///< the caller's
};

/// Each line of `text` with two blanks before it.
void append_indented(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    out.append("\n  ").append(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

std::string on_one_line(std::string text) {
  for (auto& each : text)
    if (each == '\n' || each == '\r')
      each = ' ';
  return text;
}

std::string paragraph(const record& row) {
  std::string out(row.text(1) == "e" ? "enum" : kind_name(row.text(1)));
  out.append(" ").append(row.text(0));
  if (row[2])
    out += " (about " + *row[2] + " rows)";
  if (row[3])
    out += " -- " + on_one_line(*row[3]);
  append_indented(out, row.text(4));
  append_indented(out, row.text(5));
  return out;
}

class digest_run final : public conversation {
public:
  explicit digest_run(schema_read call) : call_(std::move(call)) {}

  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}

  postgres::appetite row(std::size_t statement, const postgres::row_view& values) override {
    const record row(values);
    if (statement == 0) {
      exists_ = row.is_true(1);
      return postgres::appetite::more;
    }
    std::string next;
    mcp::append_escaped(next, "\n\n" + paragraph(row));
    if (text_.size() + next.size() + call_.uri.size() + mcp::envelope_bytes + 512
        > call_.result_bytes) {
      full_ = true;
      return postgres::appetite::enough;
    }
    text_ += next;
    ++rows_;
    return postgres::appetite::more;
  }

  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
    if (ended.failure)
      return mcp::answer(*ended.failure);
    if (!exists_)
      return mcp::answer(
        mcp::unknown_resource(call_.uri, "list_schemas tells which schemas there are."));
    std::string text;
    mcp::append_escaped(text, "schema " + call_.schema);
    text += text_;
    if (full_)
      text += R"(\n\n… there is more: list_tables names it, describe_table tells of it.)";
    return mcp::answer(mcp::resource_result{
      .uri = call_.uri, .mime_type = "text/plain", .text = std::move(text), .rows = rows_});
  }

private:
  schema_read call_;
  bool exists_ = false;
  bool full_ = false;
  std::string text_; ///< escaped
  std::size_t rows_ = 0;
};

class digest_plan final : public plan {
public:
  explicit digest_plan(schema_read call) : call_(std::move(call)) {}

  postgres::trip first() const override {
    postgres::trip out;
    for (const auto& what : {postgres::catalog::schema, postgres::catalog::schema_digest}) {
      out.statements.push_back({.what = what, .parameters = {text_parameter(call_.schema)}});
      add_visibility(out.statements.back(), call_.may.get());
    }
    return out;
  }
  std::unique_ptr<conversation> start() const override {
    return std::make_unique<digest_run>(call_);
  }
  mcp::answer failed(const problem& why) const override { return why; }

private:
  schema_read call_;
};

class schema_resource final : public resource_template {
public:
  const mcp::resource_template_descriptor& descriptor() const override { return descriptor_; }

  std::optional<result<step>> read(std::string_view uri, const context& with) const override {
    auto schema = parse_schema_uri(uri);
    if (!schema)
      return std::nullopt;
    if (!with.server.database_configured)
      return result<step>(refuse(errc::not_configured, std::string(no_database)));
    const auto& may = with.caller->may();
    if (may && !may->reaches(*schema))
      return result<step>(refuse(denied_schema(*may, *schema)));
    return result<step>(plan_ptr(std::make_shared<digest_plan>(
      schema_read{std::string(uri), *std::move(schema), with.bounds.result_bytes, may})));
  }

  step complete(const mcp::completion_request& asked, const context& with) const override {
    return asked.argument == "schema" ? complete_names(name_kind::schema, asked, with)
                                      : resource_template::complete(asked, with);
  }

private:
  mcp::resource_template_descriptor descriptor_{
    .uri_template = "schema://{schema}",
    .name = "schema_digest",
    .title = "Digest of a schema",
    .icon = {"M1,0h4l2,2v6H1"},
    .description = "All tables of a schema with columns, types, keys and comments, in a few words.",
    .mime_type = "text/plain"};
};

} // namespace

std::unique_ptr<const resource_template> make_schema_resource() {
  return std::make_unique<schema_resource>();
}

} // namespace howdah::tools
