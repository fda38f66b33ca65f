#include "postgres/wire/frontend.hpp"

#include <cstddef>
#include <cstdint>

namespace howdah::postgres::wire {

namespace {

void append_number(std::string& out, std::uint32_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out += static_cast<char>((value >> shift) & 0xFF);
}

void append_count(std::string& out, std::size_t count) {
  append_number(out, static_cast<std::uint32_t>(count), 2);
}

void append_text(std::string& out, std::string_view text) {
  out.append(text) += '\0';
}

/// Writes a message's type and, at its end, its length.
class message_frame {
public:
  message_frame(std::string& out, char type) : out_(out) {
    out_ += type;
    start_ = out_.size();
    out_.append(4, '\0');
  }
  ~message_frame() {
    const auto length = static_cast<std::uint32_t>(out_.size() - start_);
    for (int i = 0; i < 4; ++i)
      out_[start_ + static_cast<std::size_t>(i)]
        = static_cast<char>((length >> (24 - 8 * i)) & 0xFF);
  }
  message_frame(const message_frame&) = delete;
  message_frame& operator=(const message_frame&) = delete;

private:
  std::string& out_;
  std::size_t start_;
};

void append_value(std::string& out, const parameter& given) {
  if (!given.text)
    return append_number(out, 0xFFFFFFFF, 4); // NULL
  append_number(out, static_cast<std::uint32_t>(given.text->size()), 4);
  out.append(*given.text);
}

} // namespace

void append_parse(std::string& out, std::string_view name, std::string_view text,
                  std::span<const parameter> parameters) {
  const message_frame frame(out, 'P');
  append_text(out, name);
  append_text(out, text);
  append_count(out, parameters.size());
  for (const auto& each : parameters)
    append_number(out, each.type, 4);
}

void append_bind(std::string& out, std::string_view name, std::span<const parameter> parameters) {
  const message_frame frame(out, 'B');
  append_text(out, "");
  append_text(out, name);
  append_count(out, 0); // formats of parameters: all text
  append_count(out, parameters.size());
  for (const auto& each : parameters)
    append_value(out, each);
  append_count(out, 0); // formats of results: all text
}

void append_describe(std::string& out) {
  const message_frame frame(out, 'D');
  out += 'P';
  append_text(out, "");
}

void append_execute(std::string& out) {
  const message_frame frame(out, 'E');
  append_text(out, "");
  append_number(out, 0, 4); // all rows
}

void append_sync(std::string& out) {
  const message_frame frame(out, 'S');
}

} // namespace howdah::postgres::wire
