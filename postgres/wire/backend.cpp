#include "postgres/wire/backend.hpp"

#include <algorithm>
#include <cstring>

namespace howdah::postgres::wire {

namespace {

constexpr std::size_t head_bytes = 5;                     ///< type and length
constexpr std::size_t usual_buffer = std::size_t{16} * 1024;
constexpr std::size_t least_room = std::size_t{4} * 1024; ///< less is not worth a read
constexpr std::size_t longest = std::size_t{2} << 30;     ///< PostgreSQL's own bound is 1 GB

/// Takes parts from the front of a body; once something was missing everything is.
class cursor {
public:
  explicit cursor(std::string_view body) : rest_(body) {}

  bool sound() const noexcept { return sound_; }
  bool at_end() const noexcept { return rest_.empty(); }

  std::uint32_t number(std::size_t bytes) {
    std::uint32_t value = 0;
    for (const char c : take(bytes))
      value = (value << 8) | static_cast<unsigned char>(c);
    return value;
  }

  std::string_view text() {
    const auto end = rest_.find('\0');
    sound_ = sound_ && end != std::string_view::npos;
    const auto found = take(sound_ ? end : 0);
    take(sound_ ? 1 : 0);
    return found;
  }

  std::string_view take(std::size_t bytes) {
    sound_ = sound_ && bytes <= rest_.size();
    if (!sound_)
      return {};
    const auto found = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return found;
  }

private:
  std::string_view rest_;
  bool sound_ = true;
};

std::size_t length_at(std::string_view head) {
  return cursor(head.substr(1)).number(4) + std::size_t{1};
}

column column_at(cursor& from) {
  column found;
  found.name = from.text();
  found.table = from.number(4);
  found.number = static_cast<std::int16_t>(from.number(2));
  found.type = from.number(4);
  from.take(2); // size
  found.type_modifier = static_cast<std::int32_t>(from.number(4));
  from.take(2); // format
  return found;
}

} // namespace

// -- framing -------------------------------------------------------------------------

std::span<char> message_reader::room() {
  const auto kept = end_ - begin_;
  if (begin_ > 0 && kept > 0)
    std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
  begin_ = 0;
  end_ = kept;
  const auto wanted = std::max({usual_buffer, unfinished(), kept + least_room});
  if (buffer_.size() < wanted)
    buffer_.resize(wanted);
  else if (kept == 0 && buffer_.size() > usual_buffer)
    buffer_ = std::vector<char>(usual_buffer);
  return std::span(buffer_).subspan(end_);
}

std::size_t message_reader::unfinished() const noexcept {
  const auto bytes = unread();
  return bytes.size() < head_bytes || senseless_ ? 0 : length_at(bytes);
}

std::optional<message> message_reader::next() {
  const auto bytes = unread();
  if (bytes.size() < head_bytes || senseless_)
    return std::nullopt;
  const auto length = length_at(bytes);
  senseless_ = length < head_bytes || length > longest;
  if (senseless_ || bytes.size() < length)
    return std::nullopt;
  begin_ += length;
  return message{static_cast<message_type>(bytes.front()),
                 bytes.substr(head_bytes, length - head_bytes)};
}

// -- bodies --------------------------------------------------------------------------

bool data_row::read(std::string_view body) {
  cursor from(body);
  const auto count = from.number(2);
  values_.clear();
  bytes_ = 0;
  for (std::uint32_t i = 0; i < count && from.sound(); ++i) {
    const auto length = static_cast<std::int32_t>(from.number(4));
    if (length < 0) {
      values_.emplace_back();
      continue;
    }
    values_.emplace_back(from.take(static_cast<std::size_t>(length)));
    bytes_ += static_cast<std::size_t>(length);
  }
  return from.sound() && from.at_end();
}

std::optional<std::vector<column>> columns_of(std::string_view body) {
  cursor from(body);
  const auto count = from.number(2);
  std::vector<column> found;
  for (std::uint32_t i = 0; i < count && from.sound(); ++i)
    found.push_back(column_at(from));
  return from.sound() && from.at_end() ? std::optional(std::move(found)) : std::nullopt;
}

std::string_view field_of(std::string_view body, char code) {
  for (cursor from(body); from.sound() && !from.at_end();) {
    const auto type = from.take(1).front();
    if (type == '\0')
      break;
    if (const auto text = from.text(); type == code)
      return text;
  }
  return {};
}

std::string_view text_of(std::string_view body) {
  return body.substr(0, body.find('\0'));
}

} // namespace howdah::postgres::wire
