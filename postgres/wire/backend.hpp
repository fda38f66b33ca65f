#pragma once

#include "postgres/consumer.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Messages of the frontend/backend protocol 3.0 (PostgreSQL manual, "Message Formats"). Pure.
namespace howdah::postgres::wire {

/// Those that a server sends to a session that is set up. By their type bytes.
enum class message_type : char {
  parse_complete = '1',
  bind_complete = '2',
  close_complete = '3',
  notification = 'A',
  command_complete = 'C',
  data_row = 'D',
  error_response = 'E',
  copy_in = 'G',
  copy_out = 'H',
  empty_query = 'I',
  notice_response = 'N',
  parameter_status = 'S',
  row_description = 'T',
  copy_both = 'W',
  ready_for_query = 'Z',
  no_data = 'n',
};

struct message {
  message_type type{};
  std::string_view body; ///< without type and length
};

/// Bytes to messages. Its buffer grows to the length of a message and falls back after it; nothing
/// is kept while nothing is unread.
class message_reader {
public:
  /// Where the next bytes go, never empty. Ends the life of the messages so far.
  std::span<char> room();
  /// So many have come there.
  void arrived(std::size_t bytes) noexcept { end_ += bytes; }

  /// The next whole message; its views live until `room`.
  std::optional<message> next();
  /// The length of the message that has come in part; 0 before its head has come.
  std::size_t unfinished() const noexcept;
  /// A length that no message has: what follows makes no sense.
  bool senseless() const noexcept { return senseless_; }

private:
  std::string_view unread() const noexcept { return {buffer_.data() + begin_, end_ - begin_}; }

  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool senseless_ = false;
};

/// A DataRow. One object serves one row after another.
class data_row final : public row_view {
public:
  /// False when the body is not what the protocol says.
  bool read(std::string_view body);

  std::size_t size() const override { return values_.size(); }
  bool is_null(std::size_t index) const override { return !values_[index]; }
  std::string_view text(std::size_t index) const override {
    return values_[index].value_or(std::string_view());
  }
  /// Of the values.
  std::size_t bytes() const noexcept { return bytes_; }

private:
  std::vector<std::optional<std::string_view>> values_;
  std::size_t bytes_ = 0;
};

/// Of a RowDescription; nothing when it is malformed.
std::optional<std::vector<column>> columns_of(std::string_view body);
/// A field of an ErrorResponse or NoticeResponse ("Error and Notice Message Fields"); empty when it
/// is not there.
std::string_view field_of(std::string_view body, char code);
/// The text that a body begins with, to its NUL (CommandComplete; ParameterStatus: the name).
std::string_view text_of(std::string_view body);

} // namespace howdah::postgres::wire
