#include "mcp/session_token.hpp"

namespace howdah::mcp {

namespace {

constexpr char layout = 1;
constexpr std::size_t packed_size = 2 + 8 + 8 + 4;

template <class Number>
void put(std::string& out, Number number) {
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    out += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xFF);
}

template <class Number>
Number take(std::string_view& from) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    number |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * i);
  from.remove_prefix(sizeof(Number));
  return static_cast<Number>(number);
}

} // namespace

std::string pack(const session_token& token) {
  std::string out;
  out.reserve(packed_size);
  out += layout;
  out += static_cast<char>(token.rev);
  put(out, token.nonce);
  put(out, token.expires);
  put(out, token.capabilities);
  return out;
}

std::optional<session_token> unpack(std::string_view payload) {
  if (payload.size() != packed_size || payload[0] != layout || payload[1] < 0
      || payload[1] > static_cast<char>(newest_legacy))
    return std::nullopt;
  session_token token{.rev = static_cast<revision>(payload[1])};
  payload.remove_prefix(2);
  token.nonce = take<std::uint64_t>(payload);
  token.expires = take<std::int64_t>(payload);
  token.capabilities = take<std::uint32_t>(payload);
  return token;
}

} // namespace howdah::mcp
