#include "tools/result_table.hpp"

#include "core/utf8.hpp"
#include "mcp/json.hpp"

#include <algorithm>
#include <utility>

namespace howdah::tools {

namespace {

/// Room for a type's name that is still to be learned: two identifiers, quoted and escaped.
constexpr std::size_t name_room = 300;

std::string clean_name(const std::string& name) {
  return is_utf8(name) ? name : repaired_utf8(name);
}

void append_column(std::string& out, const result_column& column) {
  out += out.empty() ? R"({"name":)" : R"(,{"name":)";
  mcp::append_quoted(out, column.name);
  out += R"(,"type":)";
  mcp::append_quoted(out, column.type.name);
  out += '}';
}

std::vector<bool> masked_among(std::span<const postgres::column> described,
                               const sql::result_mask& mask) {
  std::vector<bool> flags;
  for (const auto& each : described)
    flags.push_back(mask.hides({each.table, each.number}));
  return flags;
}

} // namespace

result_table::result_table(std::unique_ptr<text_rows> text, options bounds)
  : text_(std::move(text)), bounds_(bounds) {
}

void result_table::columns(std::span<const postgres::column> described,
                           const sql::result_mask& mask) {
  has_columns_ = true;
  if (!mask.empty())
    cleaner_.mask(masked_among(described, mask));
  std::vector<bool> known;
  for (const auto& each : described) {
    auto type = postgres::built_in_type(each.type);
    known.push_back(type.has_value());
    types_.push_back(type ? 0 : each.type);
    if (!type)
      type = postgres::value_type{.name = "oid " + std::to_string(each.type)};
    columns_.push_back({clean_name(each.name), *std::move(type)});
  }
  hex_.resize(columns_.size());
  overhead_ = columns_bytes();
  text_->header(columns_);
  structured_.header(columns_, std::move(known));
}

std::size_t result_table::columns_bytes() const {
  std::string out;
  for (const auto& each : columns_)
    append_column(out, each);
  const auto unknown
    = types_.size() - static_cast<std::size_t>(std::ranges::count(types_, postgres::oid{0}));
  return out.size() + unknown * name_room;
}

postgres::appetite result_table::row(const postgres::row_view& values) {
  if (rows_ == bounds_.row_limit) {
    cut_ = cut::by_rows;
    return postgres::appetite::enough;
  }
  const auto cells = cleaner_.clean(values);
  text_->row(cells);
  structured_.row(cells);
  if (!fits()) {
    take_back(cells);
    return postgres::appetite::enough;
  }
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (cells[i].hex)
      hex_[i] = true;
  ++rows_;
  return postgres::appetite::more;
}

bool result_table::fits() const noexcept {
  return text_->bytes() + structured_.bytes() + overhead_ <= bounds_.byte_limit;
}

void result_table::take_back(std::span<const cell> cells) {
  text_->undo();
  structured_.undo();
  cut_ = cut::by_bytes;
  if (rows_ > 0)
    return;
  const auto limit = std::to_string(bounds_.byte_limit);
  oversized_
    = problem{.code = errc::too_large,
              .message = "the first row does not fit into an answer of " + limit + " bytes",
              .hint = "Select fewer columns."};
  const auto largest
    = std::ranges::max_element(cells, {}, [](const cell& c) { return c.text.size(); });
  if (largest == cells.end())
    return;
  const auto& name = columns_[static_cast<std::size_t>(largest - cells.begin())].name;
  oversized_->detail = "Its largest value is in column \"" + name
                       + "\": " + std::to_string(largest->text.size()) + " bytes.";
  oversized_->hint
    = "Select parts of it, such as left(\"" + name + "\"::text, 1000), or its length.";
}

std::vector<std::string> result_table::hex_columns() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (hex_[i])
      names.push_back(columns_[i].name);
  return names;
}

std::vector<postgres::oid> result_table::unknown_types() const {
  auto types = types_;
  std::ranges::sort(types);
  types.erase(std::unique(types.begin(), types.end()), types.end());
  std::erase(types, postgres::oid{0});
  return types;
}

void result_table::learn(postgres::oid type, const postgres::value_type& meaning) {
  for (std::size_t i = 0; i < types_.size(); ++i)
    if (types_[i] == type)
      columns_[i].type = meaning;
}

std::string result_table::text() {
  return text_->finish(rows_, cut_ != cut::none);
}

std::string result_table::structured() {
  std::string columns;
  for (const auto& each : columns_)
    append_column(columns, each);
  return R"("columns":[)" + columns + R"(],"rows":[)" + structured_.finish(columns_) + ']';
}

} // namespace howdah::tools
