#include "mcp/icon.hpp"

#include "mcp/json.hpp"

namespace howdah::mcp {

namespace {

/// What RFC 3986 lets stand in a path (pchar and "/").
bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
         || std::string_view("-._~!$&'()*+,;=:@/").find(c) != std::string_view::npos;
}

void append_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const auto c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain(c))
      out += c;
    else
      out.append(1, '%').append(1, digits[byte >> 4]).append(1, digits[byte & 0xf]);
  }
}

} // namespace

std::string data_uri(const icon& of) {
  std::string svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0,0,8,8'><path d='";
  svg.append(of.path).append(1, '\'');
  if (!of.fill.empty())
    svg.append(" fill='").append(of.fill).append(1, '\'');
  svg += "/></svg>";
  std::string uri = "data:image/svg+xml,";
  append_encoded(uri, svg);
  return uri;
}

std::string icons_json(const icon& of) {
  return R"([{"src":)" + json_string(data_uri(of)) + "}]";
}

} // namespace howdah::mcp
