#pragma once

#include "core/limits.hpp"
#include "tools/tool.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace howdah::tools {

/// A row of a catalog statement, copied; texts are valid UTF-8. The columns are listed at the top
/// of the statement's file in postgres/catalog/.
class record {
public:
  explicit record(const postgres::row_view& values);
  explicit record(std::vector<std::optional<std::string>> values) : values_(std::move(values)) {}

  const std::optional<std::string>& operator[](std::size_t column) const { return values_[column]; }
  /// The text; empty for NULL.
  const std::string& text(std::size_t column) const;
  bool is_true(std::size_t column) const { return text(column) == "t"; }
  std::size_t bytes() const;

private:
  std::vector<std::optional<std::string>> values_;
};

/// The part that all catalog conversations share: copies rows, keeps to the byte budget, turns
/// failures into tool errors.
class catalog_conversation : public conversation {
public:
  explicit catalog_conversation(std::size_t budget) : budget_(budget) {}

  void columns(std::size_t, std::span<const postgres::column>) final {}
  postgres::appetite row(std::size_t statement, const postgres::row_view& values) final;
  void complete(std::size_t, std::string_view) final {}
  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) final;

protected:
  /// Takes a row; returns how many bytes of it are kept in memory.
  virtual std::size_t take(std::size_t statement, record values) = 0;
  /// After each trip that went well.
  virtual std::variant<postgres::trip, mcp::answer> conclude() = 0;
  /// The result, or `too_large` when its reply would be beyond the budget.
  mcp::answer bounded(mcp::tool_result result) const;

private:
  std::size_t budget_;
  std::size_t kept_ = 0;
};

/// A problem when a text argument holds a NUL character, which PostgreSQL's text cannot hold and
/// libpq would cut the name at.
std::optional<problem> check_texts(const mcp::arguments& given, const mcp::tool_descriptor& tool);

/// A parameter of a catalog statement.
postgres::parameter text_parameter(std::optional<std::string> text);

} // namespace howdah::tools
