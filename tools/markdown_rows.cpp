#include "mcp/json.hpp"
#include "postgres/value.hpp"
#include "tools/text_rows.hpp"

#include <utility>

namespace howdah::tools {

namespace {

constexpr std::string_view newline = "\\n"; // escaped for JSON

/// A pipe ends a cell unless a backslash stands before it, and that one must not be escaped itself.
void append_pipe(std::string& out) {
  const auto last = out.find_last_not_of('\\');
  const auto backslashes = out.size() - (last == std::string::npos ? 0 : last + 1);
  out.append(backslashes + 1, '\\');
  out += '|';
}

/// `text` so that it stays one cell of one line.
void append_one_cell(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '|')
      append_pipe(out);
    else if (text[i] == '\r' && text.substr(i + 1, 1) == "\n")
      continue;
    else if (text[i] == '\n' || text[i] == '\r')
      out += "<br>";
    else
      out += text[i];
  }
}

class markdown : public text_rows {
public:
  using text_rows::text_rows;

  void header(std::span<const result_column> columns) override {
    for (const auto& each : columns) {
      types_.push_back(each.type);
      plain_ = each.name;
      add_cell(types_.size() == 1);
    }
    out_ += newline;
    for (std::size_t i = 0; i < columns.size(); ++i)
      out_ += i == 0 ? "---" : " | ---";
  }

  void row(std::span<const cell> cells) override {
    before_last_ = out_.size();
    out_ += newline;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      plain_.clear();
      if (cells[i].null)
        plain_ = "NULL";
      else if (cells[i].hex || cells[i].masked)
        plain_ = cells[i].text;
      else
        postgres::append_cell(plain_, types_[i], cells[i].text);
      add_cell(i == 0);
    }
  }

  std::string finish(std::size_t rows, bool truncated) override {
    std::string text;
    if (types_.empty())
      text = std::to_string(rows) + (rows == 1 ? " row" : " rows") + " without columns";
    else if (rows == 0 && !truncated)
      text = "No results found";
    else
      text = enclosed();
    if (truncated)
      text.append(newline).append(newline).append("(Truncated at " + std::to_string(rows)
                                                  + " rows)");
    return text;
  }

private:
  void add_cell(bool first) {
    if (!first)
      out_ += " | ";
    make_neutral(plain_);
    if (plain_.find_first_of("|\r\n") == std::string::npos)
      return mcp::append_escaped(out_, plain_);
    std::string safe;
    append_one_cell(safe, plain_);
    mcp::append_escaped(out_, safe);
  }

  std::vector<postgres::value_type> types_;
  std::string plain_; ///< one cell; a member so that its memory is kept
};

} // namespace

std::unique_ptr<text_rows> markdown_rows(std::optional<fence> marks) {
  return std::make_unique<markdown>(std::move(marks));
}

} // namespace howdah::tools
