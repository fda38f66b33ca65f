#pragma once

#include <cstddef>
#include <string>

namespace howdah {

/// RapidJSON's output stream concept over a std::string, so that JSON is written once, where it
/// will be sent from.
struct string_stream {
  using Ch = char;
  std::string& out;

  void Put(char c) { out.push_back(c); }
  void Flush() {}
};

inline void PutReserve(string_stream&, std::size_t) {
}
inline void PutUnsafe(string_stream& stream, char c) {
  stream.Put(c);
}

} // namespace howdah
