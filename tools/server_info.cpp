#include "tools/server_info.hpp"

#include "core/narrowed.hpp"
#include "mcp/json.hpp"
#include "tools/failure.hpp"

#include <array>
#include <charconv>
#include <string>
#include <utility>

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
  members& add(std::string_view name, double number) {
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
    next(name).append(digits.data(), end);
    return *this;
  }
  members& add(std::string_view name, const members& object) {
    next(name) += object.object();
    return *this;
  }
  bool empty() const noexcept { return out_.empty(); }
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

members taken(const spent& what) {
  members out;
  return out.add("calls", static_cast<std::size_t>(what.calls))
    .add("rows", static_cast<std::size_t>(what.rows))
    .add("bytes", static_cast<std::size_t>(what.bytes))
    .add("database_seconds", what.seconds);
}

members allowed(const quotas& most) {
  members out;
  if (most.at_once)
    out.add("concurrent_statements", static_cast<std::size_t>(*most.at_once));
  for (const auto& [name, value] :
       {std::pair("calls", most.calls), std::pair("rows", most.rows),
        std::pair("bytes", most.bytes), std::pair("database_seconds", most.seconds)})
    if (value)
      out.add(name, *value);
  return out;
}

/// What was taken within a minute, and what may be.
void add_usage(members& to, std::string_view name, const spent& taken_so_far, const quotas& most) {
  members own;
  own.add("last_minute", taken(taken_so_far));
  if (const auto bounds = allowed(most); !bounds.empty())
    own.add("quotas", bounds);
  to.add(name, own);
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
    facts.add("server", "howdah")
      .add("access_mode", name_of(with.server.mode))
      .add("row_limit_default", bounds.row_limit_default)
      .add("row_limit_max", bounds.row_limit_max)
      .add("result_bytes", bounds.result_bytes)
      .add("sql_bytes", bounds.sql_bytes);
    add_usage_of(with, facts);
    out.structured = facts.object();
    return out;
  }

  /// Of a caller that has a role: what others took is none of its business.
  static void add_usage_of(const context& with, members& to) {
    const auto& may = with.caller->may();
    if (!may || !with.used)
      return;
    const auto so_far = with.used();
    add_usage(to, "usage", so_far.caller, may->limits.of_caller);
    if (!with.caller->tenant().empty())
      add_usage(to, "tenant_usage", so_far.tenant, may->limits.of_tenant);
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
