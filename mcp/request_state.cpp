#include "mcp/request_state.hpp"

#include <algorithm>
#include <vector>

namespace howdah::mcp {

namespace {

constexpr char layout = 1;
constexpr std::size_t fixed_size = 2 + 8 + 8;

void put(std::string& out, std::uint64_t number) {
  for (std::size_t i = 0; i < sizeof number; ++i)
    out += static_cast<char>(number >> (8 * i) & 0xFF);
}

std::uint64_t take(std::string_view& from) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i)
    number |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * i);
  from.remove_prefix(sizeof number);
  return number;
}

bool is_of_the_round(std::string_view name) {
  return name == "_meta" || name == "inputResponses" || name == "requestState";
}

void append_ordered(std::string& out, value of);

void append_members(std::string& out, std::vector<value::member> members) {
  std::ranges::stable_sort(members, {}, &value::member::name);
  for (const auto& [name, member] : members) {
    if (out.back() != '{')
      out += ',';
    append_quoted(out, name);
    out += ':';
    append_ordered(out, member);
  }
}

std::vector<value::member> members_of(value object) {
  std::vector<value::member> all;
  for (const auto& each : object.members())
    all.push_back(each);
  return all;
}

/// As deep as a message may be.
void append_ordered(std::string& out, value of) {
  if (of.is_object()) {
    out += '{';
    append_members(out, members_of(of));
    out += '}';
  } else if (of.is_array()) {
    out += '[';
    for (const auto each : of.elements()) {
      append_ordered(out, each);
      out += ',';
    }
    out += ']';
  } else {
    out += of.text();
  }
}

} // namespace

std::string pack(const request_state& what) {
  std::string out{layout, what.once ? '\1' : '\0'};
  put(out, static_cast<std::uint64_t>(what.expires));
  put(out, what.nonce);
  return out += what.state;
}

std::optional<request_state> unpack_request_state(std::string_view payload) {
  if (payload.size() < fixed_size || payload[0] != layout
      || (payload[1] != '\0' && payload[1] != '\1'))
    return std::nullopt;
  request_state out{.once = payload[1] == '\1'};
  payload.remove_prefix(2);
  out.expires = static_cast<std::int64_t>(take(payload));
  out.nonce = take(payload);
  out.state = payload;
  return out;
}

std::string call_identity(const message& of) {
  auto members = members_of(of.params());
  std::erase_if(members, [](const auto& each) { return is_of_the_round(each.name); });
  std::string out = std::string(of.method()) + "\n{";
  append_members(out, std::move(members));
  return out += '}';
}

} // namespace howdah::mcp
