#include "tools/catalog/list_page.hpp"

#include "mcp/json.hpp"
#include "tools/catalog/cursor.hpp"
#include "tools/catalog/json.hpp"

#include <algorithm>

namespace howdah::tools {

namespace {

/// No item takes less in a reply, both its forms together.
constexpr std::size_t least_item_bytes = 100;
/// The envelope, the cursor twice and the braces.
constexpr std::size_t frame_bytes = mcp::envelope_bytes + 1024;

} // namespace

std::size_t list_page::rows_wanted(std::int64_t page_size, std::size_t bytes) {
  return std::min(static_cast<std::size_t>(page_size), bytes / least_item_bytes + 1) + 1;
}

void list_page::add(std::string_view name, std::string_view plain, std::string_view rich) {
  const auto text = as_text(plain);
  const auto bytes = frame_bytes + plain_.size() + rich_.size() + text.size() + rich.size() + 2;
  if (full_ || count_ == items_ || (count_ > 0 && bytes > bytes_)) {
    full_ = true;
    return;
  }
  if (count_++ > 0) {
    plain_ += ',';
    rich_ += ',';
  }
  plain_ += text;
  rich_ += rich;
  last_ = name;
}

mcp::tool_result list_page::answer(const auth::sealer& seal, std::string_view scope,
                                   std::string_view members) const {
  std::string cursor = "null";
  if (full_) {
    cursor.clear();
    mcp::append_quoted(cursor, cursor_after(seal, scope, last_));
  }
  mcp::tool_result result{.rows = count_};
  result.text = as_text(R"({"items":[)") + plain_ + as_text(R"(],"next_cursor":)" + cursor + '}');
  result.structured = '{';
  result.structured.append(members).append(R"("items":[)").append(rich_);
  result.structured.append(R"(],"next_cursor":)").append(cursor).append("}");
  return result;
}

mcp::tool_result empty_list() {
  constexpr auto nothing = R"({"items":[],"next_cursor":null})";
  return {.text = as_text(nothing), .structured = nothing};
}

std::optional<problem> check_pattern(const std::optional<std::string>& pattern) {
  const auto last = pattern.value_or("").find_last_not_of('\\');
  const auto backslashes = pattern.value_or("").size() - (last + 1);
  if (backslashes % 2 == 0)
    return std::nullopt;
  return problem{.code = errc::invalid_argument,
                 .message = "name_pattern ends in a backslash that escapes nothing.",
                 .hint = R"(Write \\ for a backslash, \_ and \% for a plain _ and %.)"};
}

} // namespace howdah::tools
