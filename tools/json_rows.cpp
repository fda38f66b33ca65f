#include "mcp/json.hpp"
#include "postgres/value.hpp"
#include "tools/text_rows.hpp"

#include <unordered_map>
#include <utility>

namespace howdah::tools {

namespace {

class json_objects : public text_rows {
public:
  using text_rows::text_rows;

  void header(std::span<const result_column> columns) override {
    const auto names = unique_names(columns);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      types_.push_back(columns[i].type);
      auto& key = keys_.emplace_back(i == 0 ? "{" : ", ");
      mcp::append_quoted(key, names[i]);
      key += ": ";
    }
    out_ = "[";
  }

  void row(std::span<const cell> cells) override {
    before_last_ = out_.size();
    object_ = before_last_ > 1 ? ", " : "";
    if (cells.empty())
      object_ += '{';
    for (std::size_t i = 0; i < cells.size(); ++i) {
      object_ += keys_[i];
      append(cells[i], types_[i]);
    }
    object_ += '}';
    make_neutral(object_);
    mcp::append_escaped(out_, object_);
  }

  std::string finish(std::size_t rows, bool truncated) override {
    out_ += ']';
    return rows == 0 && !truncated ? std::move(out_) : enclosed();
  }

private:
  void append(const cell& value, const postgres::value_type& type) {
    if (value.null)
      object_ += "null";
    else if (value.hex || value.masked)
      mcp::append_quoted(object_, value.text);
    else
      postgres::append_json(object_, type, value.text, postgres::json_style::familiar);
  }

  std::vector<postgres::value_type> types_;
  std::vector<std::string> keys_; ///< `{"a": ` or `, "b": `
  std::string object_;            ///< one row; a member so that its memory is kept
};

} // namespace

std::unique_ptr<text_rows> json_rows(std::optional<fence> marks) {
  return std::make_unique<json_objects>(std::move(marks));
}

std::vector<std::string> unique_names(std::span<const result_column> columns) {
  std::unordered_map<std::string, int> last; // the highest suffix tried for a name; 0: not seen
  for (const auto& each : columns)
    last.emplace(each.name, 0);
  std::vector<std::string> names;
  for (const auto& each : columns) {
    auto name = each.name;
    for (auto& n = last[each.name]; ++n > 1;) {
      name = each.name + '_' + std::to_string(n);
      if (last.emplace(name, 1).second)
        break;
    }
    names.push_back(std::move(name));
  }
  return names;
}

} // namespace howdah::tools
