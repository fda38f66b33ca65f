#include "postgres/wire/backend.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace howdah::postgres;

namespace {

/// Everything that a body could be taken for.
std::size_t look_at(std::string_view body) {
  wire::data_row row;
  std::size_t seen = wire::text_of(body).size() + wire::field_of(body, 'M').size();
  if (row.read(body))
    for (std::size_t i = 0; i < row.size(); ++i)
      seen += row.text(i).size();
  if (const auto columns = wire::columns_of(body))
    seen += columns->size();
  return seen;
}

std::vector<std::string> messages(std::string_view stream, std::size_t piece) {
  wire::message_reader reader;
  std::vector<std::string> found;
  for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size()))) {
    const auto room = reader.room();
    const auto taken = std::min({piece, stream.size(), room.size()});
    std::copy_n(stream.data(), taken, room.data());
    reader.arrived(taken);
    while (const auto next = reader.next()) {
      look_at(next->body);
      found.push_back(static_cast<char>(next->type) + std::string(next->body));
    }
    if (reader.senseless() || reader.unfinished() > std::size_t{1} << 20)
      break; // as the session does
  }
  return found;
}

} // namespace

/// Messages are the same however they arrive.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view stream(reinterpret_cast<const char*>(data), size);
  if (messages(stream, 4096) != messages(stream, 1))
    std::abort();
  return 0;
}
