#include "tools/server_info.hpp"

#include "core/narrowed.hpp"
#include "mcp/json.hpp"
#include "tools/failure.hpp"

#include <string>

namespace howdah::tools {

namespace {

/// Writes the members of one JSON object.
class members {
public:
  members& add(std::string_view name, std::string_view text) {
    mcp::append_quoted(next(name), text);
    return *this;
  }
  members& add(std::string_view name, const char* text) {
    return add(name, std::string_view(text));
  }
  members& add(std::string_view name, bool truth) {
    next(name) += truth ? "true" : "false";
    return *this;
  }
  members& add(std::string_view name, std::size_t number) {
    next(name) += std::to_string(number);
    return *this;
  }
  members& add_null(std::string_view name) {
    next(name) += "null";
    return *this;
  }
  std::string object() const { return '{' + out_ + '}'; }

private:
  std::string& next(std::string_view name) {
    if (!out_.empty())
      out_ += ", ";
    mcp::append_quoted(out_, name);
    return out_ += ": ";
  }

  std::string out_;
};

/// The keys of the original, in its order.
members known_facts(const context& with, const limits& bounds) {
  const auto timeout = bounds.statement_timeout.count();
  members out;
  out.add("name", "PostgreSQL Explorer")
    .add("version", with.server.version)
    .add("readonly", with.server.mode == access_mode::read_only);
  if (timeout > 0)
    out.add("statement_timeout_ms", static_cast<std::size_t>(timeout));
  else
    out.add_null("statement_timeout_ms");
  return out.add("auth_enabled", with.server.auth_enabled)
    .add("pool_configured", with.server.database_configured)
    .add("transport", with.server.transport)
    .add("psycopg_version", with.server.driver);
}

class server_info : public tool {
public:
  const mcp::tool_descriptor& descriptor() const override { return descriptor_; }
  bool needs_database() const override { return false; }
  mcp::answer without_database(const context& with) const override { return describe(with); }
  mcp::answer refused(const problem& why) const override { return failure(why); }

  step prepare(const mcp::arguments&, const context& with, sql::admitted_ptr) const override {
    return describe(with);
  }

private:
  static mcp::answer describe(const context& with) {
    const auto bounds = narrowed(with.bounds, with.caller->may().get());
    auto facts = known_facts(with, bounds);
    mcp::tool_result out;
    mcp::append_escaped(out.text, facts.object());
    out.structured = facts.add("server", "howdah")
                       .add("access_mode", name_of(with.server.mode))
                       .add("row_limit_default", bounds.row_limit_default)
                       .add("row_limit_max", bounds.row_limit_max)
                       .add("result_bytes", bounds.result_bytes)
                       .add("sql_bytes", bounds.sql_bytes)
                       .object();
    return out;
  }

  mcp::tool_descriptor descriptor_{
    .name = "server_info",
    .title = "About this server",
    .icon = {"M3,1h2v2H3m0,1h2v3H3"},
    .description
    = "This server's version, access mode and limits; whether a database is configured.",
    .output_schema
    = R"({"type":"object","properties":{"version":{"type":"string"},"readonly":{"type":"boolean"},)"
      R"("statement_timeout_ms":{"type":["integer","null"]},"pool_configured":{"type":"boolean"},"access_mode":{"type":"string"},)"
      R"("row_limit_max":{"type":"integer"}}})"};
};

} // namespace

std::unique_ptr<const tool> make_server_info() {
  return std::make_unique<server_info>();
}

} // namespace howdah::tools
