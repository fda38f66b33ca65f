#include "tools/name_completion.hpp"

#include "postgres/catalog.hpp"
#include "tools/catalog/rows.hpp"
#include "tools/visibility.hpp"

#include <charconv>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace howdah::tools {

namespace {

/// Four bytes for each of the 63 that a name can have: nothing longer begins or resembles one.
constexpr std::size_t longest_typed = 252;

class completion_run final : public conversation {
public:
  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}

  postgres::appetite row(std::size_t, const postgres::row_view& values) override {
    const record row(values);
    names_.push_back(row.text(0));
    const auto& count = row.text(1);
    std::from_chars(count.data(), count.data() + count.size(), total_);
    return postgres::appetite::more;
  }

  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
    if (ended.failure)
      return mcp::answer(*ended.failure);
    return mcp::completion_answer(names_, total_);
  }

private:
  std::vector<std::string> names_;
  std::size_t total_ = 0;
};

class completion_plan final : public plan {
public:
  explicit completion_plan(postgres::runnable search) : search_(std::move(search)) {}

  postgres::trip first() const override { return {.statements = {search_}}; }
  std::unique_ptr<conversation> start() const override {
    return std::make_unique<completion_run>();
  }
  mcp::answer failed(const problem& why) const override { return why; }

private:
  postgres::runnable search_;
};

postgres::catalog_statement statement_for(name_kind what) {
  switch (what) {
  case name_kind::schema:
    return postgres::catalog::complete_schema;
  case name_kind::table:
    return postgres::catalog::complete_table;
  case name_kind::column:
    return postgres::catalog::complete_column;
  case name_kind::role:
    break;
  }
  return postgres::catalog::complete_role;
}

/// A name that the client has chosen; what is no name is none.
postgres::parameter chosen(const mcp::completion_request& asked, std::string_view argument) {
  const auto name = asked.chosen(argument).value_or("");
  const bool sound = !name.empty() && name.find('\0') == std::string_view::npos;
  return text_parameter(sound ? std::optional(std::string(name)) : std::nullopt);
}

} // namespace

step complete_names(name_kind what, const mcp::completion_request& asked, const context& with) {
  const bool hopeless
    = asked.typed.size() > longest_typed || asked.typed.find('\0') != std::string_view::npos;
  const auto* may = with.caller->may().get();
  // Roles belong to the database, not to the callers that a permissions file tells apart.
  const bool forbidden = may && what == name_kind::role;
  if (hopeless || forbidden || !with.server.database_configured)
    return mcp::completion_answer({});
  postgres::runnable search{.what = statement_for(what),
                            .parameters = {text_parameter(std::string(asked.typed))}};
  if (what == name_kind::table || what == name_kind::column)
    search.parameters.push_back(chosen(asked, "schema"));
  if (what == name_kind::column)
    search.parameters.push_back(chosen(asked, "table"));
  if (what != name_kind::role)
    add_visibility(search, may);
  return plan_ptr(std::make_shared<completion_plan>(std::move(search)));
}

} // namespace howdah::tools
