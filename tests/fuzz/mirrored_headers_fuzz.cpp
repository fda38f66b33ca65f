// Headers that repeat a message of the modern era: accepted when each says what the message says,
// plainly or wrapped in base64, and never otherwise. The lines of an input are the values of
// MCP-Protocol-Version, Mcp-Method and Mcp-Name (which serves as a Mcp-Param-* too), the name in
// the message, and the message's frame.
#include "core/utf8.hpp"
#include "mcp/document.hpp"
#include "mcp/era.hpp"
#include "mcp/meta.hpp"
#include "mcp/parameter_headers.hpp"
#include "transport/framing/encoded_header.hpp"
#include "transport/framing/parameter_headers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

using namespace howdah;

namespace {

constexpr std::string_view modern = "2026-07-28";

/// Methods with the parameter that Mcp-Name repeats; none.
struct named_method {
  std::string_view method;
  std::string_view parameter;
};

constexpr std::array methods{
  named_method{"tools/call", "name"},     named_method{"prompts/get", "name"},
  named_method{"resources/read", "uri"},  named_method{"tasks/get", "taskId"},
  named_method{"tasks/update", "taskId"}, named_method{"tasks/cancel", "taskId"},
  named_method{"tools/list", ""},
};

void expect(bool held) {
  if (!held)
    std::abort();
}

std::string_view next_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// RFC 4648 section 4, written for this test alone.
std::string wrapped(std::string_view text) {
  constexpr std::string_view digits
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "=?base64?";
  for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(3, text.size()))) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i)
      out += i <= text.size() ? digits[group >> (18 - 6 * i) & 63] : '=';
  }
  return out + "?=";
}

/// A value stands for itself, or for the one text that wraps to it.
void check_value(std::string_view raw) {
  const auto decoded = transport::decode_header(raw);
  expect(decoded ? *decoded == raw || wrapped(*decoded) == raw : raw.starts_with("=?base64?"));
  expect(transport::decode_header(wrapped(raw)) == raw);
}

mcp::message_ptr message_of(const named_method& what, std::string_view name) {
  std::string text = R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(what.method)
                     + R"(","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":")"
                     + std::string(modern)
                     + R"(","io.modelcontextprotocol/clientCapabilities":{}})";
  if (!what.parameter.empty())
    text += R"(,")" + std::string(what.parameter) + R"(":)" + mcp::json_string(name);
  auto parsed = mcp::parse_frame(text + "}}", 64);
  expect(parsed && parsed->messages.front());
  return *parsed->messages.front();
}

/// Nothing for a name that could not be decoded: such a request is refused before its era.
std::optional<result<mcp::era>> judged(const mcp::message& what, std::string_view version,
                                       std::string_view method, std::string_view raw_name) {
  const auto name = transport::decode_header(raw_name);
  if (!name)
    return std::nullopt;
  return mcp::era_of(what, {.over_http = true,
                            .protocol_version = version,
                            .method = method,
                            .name = std::string_view(*name)});
}

void check_made(std::string_view version, std::string_view method, std::string_view raw_name,
                const std::string& name) {
  for (const auto& what : methods) {
    const auto message = message_of(what, name);
    const auto told = judged(*message, version, method, raw_name);
    const bool agrees = version == modern && method == what.method
                        && (what.parameter.empty() || transport::decode_header(raw_name) == name);
    expect(!told || told->has_value() == agrees);
    expect(!told || agrees || told->error().code == errc::header_mismatch);
    expect(judged(*message, modern, what.method, wrapped(name))->has_value());
    const auto unnamed = mcp::era_of(
      *message, {.over_http = true, .protocol_version = modern, .method = what.method});
    expect(unnamed.has_value() == what.parameter.empty());
  }
}

const mcp::tool_descriptor routed{
  .name = "routed",
  .title = "Routed",
  .description = "Goes where it is sent.",
  .parameters
  = {{.name = "text", .header = "Text"},
     {.name = "count", .kind = mcp::parameter_descriptor::type::integer, .header = "Count"}}};

/// A call of `routed` over HTTP with these header fields.
bool routes(const mcp::document& arguments, std::string_view text, const std::string& count) {
  const transport::http_request request{.fields = {{"Host", "localhost"},
                                                   {"mcp-param-TEXT", std::string(text)},
                                                   {"Mcp-Param-Count", count},
                                                   {"Mcp-Param-Other", "x"}}};
  return mcp::check_parameter_headers(routed, arguments.root(),
                                      transport::parameter_headers(request))
    .has_value();
}

void check_arguments(std::string_view raw, const std::string& text) {
  const auto count
    = static_cast<std::int64_t>(std::hash<std::string>{}(text) >> 11); // a double is exact
  mcp::document arguments;
  expect(!arguments.load(R"({"text":)" + mcp::json_string(text) + R"(,"count":)"
                         + std::to_string(count) + '}'));
  const auto right = std::to_string(count);
  expect(routes(arguments, raw, right) == (transport::decode_header(raw) == text));
  expect(routes(arguments, wrapped(text), right + ".0"));
  expect(!routes(arguments, wrapped(text), std::to_string(count ^ 1)));
  expect(!routes(arguments, wrapped(text), "x" + right));
}

/// Whatever message a client sends: a modern era over HTTP means that the headers say the same.
void check_sent(std::string_view version, std::string_view method, std::string_view raw_name,
                std::string_view frame) {
  const auto parsed = mcp::parse_frame(std::string(frame), 64);
  if (!parsed || !parsed->messages.front())
    return;
  const auto& message = **parsed->messages.front();
  const auto told = judged(message, version, method, raw_name);
  if (!told || !*told || !mcp::modern((**told).rev)
      || message.what() != mcp::message::kind::request)
    return;
  expect(message.method() == method);
  expect(mcp::meta_of(message)[mcp::meta::protocol_version].string() == version);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto version = next_line(rest);
  const auto method = next_line(rest);
  const auto raw_name = next_line(rest);
  const auto name = repaired_utf8(std::string(next_line(rest)));
  check_value(raw_name);
  check_made(version, method, raw_name, name);
  check_arguments(raw_name, name);
  check_sent(version, method, raw_name, rest);
  return 0;
}
