#include "transport/framing/http.hpp"

#include "transport/framing/http_target.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace howdah::transport {

namespace http = boost::beast::http;

struct http_feed::parser {
  http::request_parser<http::string_body> of;
};

namespace {

using beast_request = http::request<http::string_body>;

/// Capacity that an idle connection may keep.
constexpr std::size_t idle_capacity = 1024;

/// What a chunked body ends with at the least. Beast must not see less: it asserts that much once
/// it knows the last chunk.
constexpr std::string_view last_chunk = "0\r\n\r\n";

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

int status_of(const boost::beast::error_code& failure) {
  if (failure == http::error::body_limit)
    return 413;
  if (failure == http::error::header_limit)
    return 431;
  return failure == http::error::bad_version ? 505 : 400;
}

std::string message_of(const boost::beast::error_code& failure) {
  if (failure == http::error::body_limit)
    return "The request body is larger than this server accepts.";
  if (failure == http::error::bad_version)
    return "Only HTTP/1.0 and HTTP/1.1 are served.";
  return "This is not an HTTP/1.1 request: " + failure.message() + ".";
}

std::size_t times(const http_request& request, std::string_view name) {
  return static_cast<std::size_t>(
    std::count_if(request.fields.begin(), request.fields.end(),
                  [name](const http_field& one) { return same_word(one.name, name); }));
}

http_refusal refusal(int status, std::string message) {
  return {status, std::move(message)};
}

/// Fields that mean something only once: sent twice, two readers would believe different ones.
std::optional<http_refusal> check_repetition(const http_request& request) {
  constexpr std::array<std::string_view, 11> single{
    "Host",           "Content-Length", "Transfer-Encoding",    "Content-Type", "Origin",
    "Authorization",  "Expect",         "MCP-Protocol-Version", "Mcp-Method",   "Mcp-Name",
    "Mcp-Session-Id",
  };
  for (const auto name : single)
    if (times(request, name) > 1)
      return refusal(400, "The header field " + std::string(name) + " was sent more than once.");
  return std::nullopt;
}

/// RFC 9112 §6.1, §6.3: how the body's end is found must leave no doubt.
std::optional<http_refusal> check_framing(const http_request& request) {
  const auto coding = request.field("Transfer-Encoding");
  const auto length = request.field("Content-Length");
  if (coding && !request.http_1_1)
    return refusal(400, "Transfer-Encoding does not exist in HTTP/1.0.");
  if (coding && length)
    return refusal(400, "Content-Length and Transfer-Encoding exclude each other.");
  if (coding && !same_word(*coding, "chunked"))
    return refusal(501, "The only Transfer-Encoding served is chunked.");
  if (length && (length->empty() || length->find_first_not_of("0123456789") != length->npos))
    return refusal(400, "Content-Length is not a number.");
  return std::nullopt;
}

std::optional<http_refusal> check_expectation(http_request& request) {
  const auto expected = request.field("Expect");
  if (!expected || !request.http_1_1)
    return std::nullopt;
  if (!same_word(*expected, "100-continue"))
    return refusal(417, "The only expectation served is 100-continue.");
  request.expects_continue = true;
  return std::nullopt;
}

std::optional<http_refusal> find_target(http_request& request, std::string_view target) {
  const auto where = parse_target(target, request.method);
  if (!where)
    return refusal(400, "The request target is malformed.");
  if (request.http_1_1 && times(request, "Host") == 0)
    return refusal(400, "The header field Host is missing.");
  request.path = where->path;
  request.query = where->query;
  request.scheme = where->scheme;
  request.host
    = where->authority ? *where->authority : std::string(request.field("Host").value_or(""));
  return std::nullopt;
}

/// Whether Beast waits at a chunk header for the end of a quoted string, although its line is
/// complete: a quoted string does not go on in the next line (RFC 9112 §7.1.1, RFC 9110 §5.6.4).
bool quote_stays_open(std::string_view rest) {
  if (rest.starts_with("\r\n")) // of the chunk before
    rest.remove_prefix(2);
  const auto end = rest.find("\r\n");
  if (end == rest.npos)
    return false;
  bool open = false;
  for (std::size_t i = 0; i < end; ++i)
    if (rest[i] == '"')
      open = !open;
    else if (open && rest[i] == '\\')
      ++i;
  return open;
}

http_request taken_apart(const beast_request& from) {
  http_request request;
  request.method = view(from.method_string());
  request.http_1_1 = from.version() == 11;
  request.fields.reserve(12);
  for (const auto& one : from)
    request.fields.push_back(
      {std::string(view(one.name_string())), std::string(view(one.value()))});
  return request;
}

} // namespace

http_feed::http_feed(http_limits limits) : limits_(limits) {
}
http_feed::~http_feed() = default;

void http_feed::append(std::string_view bytes) {
  if (dead_)
    return;
  buffer_.erase(0, start_);
  start_ = 0;
  buffer_.append(bytes);
}

http_feed::phase http_feed::in() const noexcept {
  if (dead_)
    return phase::over;
  if (parser_)
    return phase::body;
  return unread().empty() ? phase::between : phase::head;
}

http_feed::event http_feed::next() {
  if (dead_)
    return event::refused;
  return parser_ ? read_body() : read_head();
}

http_feed::event http_feed::refuse(int status, std::string message) {
  dead_ = true;
  refusal_ = {status, std::move(message)};
  parser_.reset();
  buffer_ = {};
  start_ = 0;
  return event::refused;
}

http_feed::event http_feed::read_head() {
  skip_empty_lines();
  if (unread() == "\r") // perhaps half of another empty line
    return event::more;
  switch (scanner_.scan(unread().substr(0, limits_.head_bytes))) {
  case head_scanner::verdict::complete:
    return parse_head();
  case head_scanner::verdict::bad:
    return refuse(400, scanner_.complaint());
  case head_scanner::verdict::more:
    break;
  }
  if (unread().size() < limits_.head_bytes)
    return event::more;
  return scanner_.in_first_line() ? refuse(414, "The request target is too long.")
                                  : refuse(431, "The header fields are too large.");
}

http_feed::event http_feed::parse_head() {
  parser_ = std::make_unique<parser>();
  auto& of = parser_->of;
  of.eager(true);
  of.header_limit(static_cast<std::uint32_t>(limits_.head_bytes + 1));
  of.body_limit(limits_.body_bytes);
  const auto size = std::exchange(scanner_, {}).size();
  boost::beast::error_code failure;
  of.put({buffer_.data() + start_, size}, failure);
  consume(size);
  if (failure && failure != http::error::need_more)
    return refuse(status_of(failure), message_of(failure));
  if (!of.is_header_done())
    return refuse(400, "The request line is not METHOD TARGET HTTP/1.1.");
  request_ = taken_apart(of.get());
  request_.keep_alive = of.keep_alive();
  for (const auto& wrong :
       {check_repetition(request_), check_framing(request_), check_expectation(request_),
        find_target(request_, view(of.get().target()))})
    if (wrong)
      return refuse(wrong->status, wrong->message);
  if (of.is_done())
    return finish();
  return request_.expects_continue && unread().empty() ? event::waiting : read_body();
}

/// In windows, so that the limit of chunk headers and trailers does not depend on how the bytes
/// arrived.
http_feed::event http_feed::read_body() {
  auto& of = parser_->of;
  const std::size_t least = of.chunked() ? last_chunk.size() : 1;
  for (;;) {
    const auto window = unread().substr(0, limits_.head_bytes);
    if (window.size() < least)
      return event::more;
    boost::beast::error_code failure;
    const auto taken = of.put({window.data(), window.size()}, failure);
    if (failure && failure != http::error::need_more)
      return refuse(status_of(failure), message_of(failure));
    consume(taken);
    if (of.is_done())
      return finish();
    if (taken == 0 && of.chunked() && quote_stays_open(window))
      return refuse(400, "A quoted string of a chunk extension has no end.");
    if (taken == 0)
      return window.size() < limits_.head_bytes
               ? event::more
               : refuse(400, "A chunk header or the trailer is too long.");
  }
}

http_feed::event http_feed::finish() {
  request_.body = std::move(parser_->of.get().body());
  parser_.reset();
  return event::request;
}

void http_feed::skip_empty_lines() {
  while (scanner_.untouched() && unread().starts_with("\r\n"))
    consume(2);
}

void http_feed::consume(std::size_t bytes) {
  start_ += bytes;
  if (start_ < buffer_.size())
    return;
  buffer_.clear();
  start_ = 0;
  if (buffer_.capacity() > idle_capacity)
    buffer_ = {};
}

} // namespace howdah::transport
