#include "tools/db_identity.hpp"

#include "core/utf8.hpp"
#include "mcp/json.hpp"
#include "postgres/catalog.hpp"
#include "postgres/json_cell.hpp"
#include "tools/failure.hpp"

#include <string>
#include <utility>

namespace howdah::tools {

namespace {

class identity_run : public conversation {
public:
  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}

  postgres::appetite row(std::size_t, const postgres::row_view& values) override {
    object_.clear();
    postgres::append_json_cell(object_, repaired_utf8(values.text(0)), postgres::blanks::single);
    return postgres::appetite::more;
  }

  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
    if (ended.failure)
      return failure(*ended.failure);
    mcp::tool_result out{.structured = object_, .rows = 1};
    mcp::append_escaped(out.text, object_);
    return out;
  }

private:
  std::string object_ = "{}";
};

class identity_plan : public plan {
public:
  postgres::trip first() const override {
    postgres::trip out{.form = postgres::trip_form::catalog};
    out.statements.push_back({.what = postgres::catalog::db_identity});
    return out;
  }
  std::unique_ptr<conversation> start() const override { return std::make_unique<identity_run>(); }
  mcp::answer failed(const problem& why) const override { return failure(why); }
};

class db_identity : public tool {
public:
  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }
  mcp::answer refused(const problem& why) const override { return failure(why); }

  mcp::answer without_database(const context&) const override {
    return mcp::tool_result{.text = "{}", .structured = "{}"};
  }

  step prepare(const mcp::arguments&, const context&, sql::admitted_ptr) const override {
    return plan_ptr(std::make_shared<identity_plan>());
  }

private:
  mcp::tool_descriptor descriptor_{
    .name = "db_identity",
    .title = "Which database",
    .icon = {"M1,2q3-2,6,0v4q-3,2-6,0"},
    .description
    = "Database, login, host, port, search_path and server version that the tools work with.",
    .output_schema
    = R"({"type":"object","properties":{"database":{"type":"string"},"user":{"type":"string"},"host":{"type":["string","null"]},)"
      R"("port":{"type":"integer"},"search_path":{"type":"array"},)"
      R"("server_version":{"type":"string"}}})"};
};

} // namespace

std::unique_ptr<const tool> make_db_identity() {
  return std::make_unique<db_identity>();
}

} // namespace howdah::tools
