// Cursors of any bytes: refused, or an offset that the original could have made; never a name,
// which only our key can seal.
#include "tools/catalog/cursor.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace howdah;
using namespace howdah::tools;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auth::sealer seal(auth::sealer::key_bytes{1});
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto start = read_cursor(seal, "scope", text);
  if (start && (start->after || start->offset < 0))
    std::abort();
  const auto own = read_cursor(seal, "scope", cursor_after(seal, "scope", text));
  if (!own || own->after != text)
    std::abort();
  return 0;
}
