#include "tools/catalog/cursor.hpp"

#include "auth/base64url.hpp"
#include "mcp/document.hpp"

#include <algorithm>

namespace howdah::tools {

namespace {

/// The original's cursors are padded base64 of the standard alphabet.
std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0)
    return std::nullopt;
  const auto padding = text.ends_with("==") ? 2u : text.ends_with('=') ? 1u : 0u;
  std::string url(text.substr(0, text.size() - padding));
  std::replace(url.begin(), url.end(), '+', '-');
  std::replace(url.begin(), url.end(), '/', '_');
  return auth::decode_base64url(url);
}

std::optional<std::int64_t> original_offset(std::string_view cursor) {
  auto text = decode_base64(cursor);
  mcp::document parsed;
  if (!text || parsed.load(*std::move(text)))
    return std::nullopt;
  const auto offset = parsed.root()["offset"].integer();
  return offset && *offset >= 0 ? offset : std::nullopt;
}

} // namespace

std::string cursor_scope(std::string_view tool,
                         std::initializer_list<std::optional<std::string>> filters) {
  std::string scope = "cursor ";
  scope += tool;
  for (const auto& filter : filters) {
    scope += filter ? ' ' + std::to_string(filter->size()) + ':' : " -";
    scope += filter.value_or("");
  }
  return scope;
}

std::string cursor_after(const auth::sealer& seal, std::string_view scope, std::string_view last) {
  return seal.seal(scope, last);
}

result<list_start> read_cursor(const auth::sealer& seal, std::string_view scope,
                               const std::optional<std::string>& cursor) {
  if (!cursor || cursor->empty())
    return list_start{};
  if (auto last = seal.open(scope, *cursor))
    return list_start{.after = std::move(last)};
  if (const auto offset = original_offset(*cursor))
    return list_start{.offset = *offset};
  return refuse(errc::invalid_argument,
                "The cursor is not valid for this call: it was altered, made with other arguments, "
                "or before the server was started again.",
                "Call again without cursor, or with the next_cursor of the page before and the "
                "same arguments.");
}

} // namespace howdah::tools
