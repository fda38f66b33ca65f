#include "tools/text_rows.hpp"

#include "mcp/json.hpp"

namespace howdah::tools {

std::string text_rows::enclosed() {
  if (!marks_)
    return std::move(out_);
  std::string text;
  mcp::append_escaped(text, marks_->opening());
  text += out_;
  mcp::append_escaped(text, marks_->closing());
  return text;
}

} // namespace howdah::tools
