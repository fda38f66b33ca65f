#include "app/check_sql/catalog_dump.hpp"

#include "mcp/document.hpp"
#include "tools/name_rows.hpp"

#include <cstddef>
#include <cstdint>

namespace howdah::app {

namespace {

constexpr std::int64_t format = 1;
constexpr std::size_t cells_of_row = 9;

class reader {
public:
  explicit reader(const std::string& name) : name_(name) {}

  result<void> take(std::string_view text) {
    ++line_;
    mcp::document one;
    if (ended_ || one.load(std::string(text)))
      return wrong(ended_ ? "something stands behind its end" : "is no JSON");
    const auto root = one.root();
    if (line_ == 1)
      return take_head(root);
    if (root["routine"].is_array())
      return take_routine(root["routine"]);
    if (root["relation"].is_array())
      return take_relation(root["relation"]);
    return take_end(root["rows"].integer());
  }
  result<catalog_dump> finish() && {
    if (!ended_)
      return wrong("the end of the catalog is missing");
    return std::move(read_);
  }

private:
  tl::unexpected<problem> wrong(const std::string& what) const {
    return refuse(errc::invalid_argument, name_ + ':' + std::to_string(line_) + ": " + what
                                            + "; howdah dump-catalog writes such a file");
  }

  result<void> take_head(mcp::value head) {
    if (head["howdah_catalog"].integer() != format)
      return wrong("is no catalog that this version reads");
    read_.database = head["database"].string().value_or("");
    read_.login = head["login"].string().value_or("");
    return {};
  }

  result<void> take_routine(mcp::value row) {
    auto& known = read_.names.routines.emplace_back(tools::read_routine(row));
    return counted(row, known.name);
  }

  result<void> take_relation(mcp::value row) {
    auto& known = read_.names.relations.emplace_back(tools::read_relation(row));
    return counted(row, known.name);
  }

  result<void> counted(mcp::value row, const std::string& name) {
    if (name.empty() || row.size() != cells_of_row)
      return wrong("is no row of the catalog");
    ++rows_;
    return {};
  }

  result<void> take_end(std::optional<std::int64_t> rows) {
    ended_ = rows == rows_;
    if (!ended_)
      return wrong(rows ? "rows are missing before it" : "is no line of a catalog");
    return {};
  }

  const std::string& name_;
  catalog_dump read_;
  std::size_t line_ = 0;
  std::int64_t rows_ = 0;
  bool ended_ = false;
};

} // namespace

result<catalog_dump> catalog_dump::read(std::string_view text, const std::string& name) {
  reader lines(name);
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (auto taken = lines.take(text.substr(0, end)); !taken)
      return tl::unexpected(std::move(taken).error());
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return std::move(lines).finish();
}

} // namespace howdah::app
