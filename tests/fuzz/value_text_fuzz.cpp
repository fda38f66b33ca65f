// Values of any bytes under every type: whatever a server sends, what comes out is one JSON value
// on one line, in both styles, and a cell of a table is written without harm.
#include "core/utf8.hpp"
#include "mcp/document.hpp"
#include "postgres/excerpt.hpp"
#include "postgres/value.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace howdah;
using namespace howdah::postgres;

namespace {

void check(const value_type& type, const std::string& text, json_style style) {
  std::string out;
  append_json(out, type, text, style);
  mcp::document parsed;
  if (parsed.load("[" + out + "]", 256) || parsed.root().size() != 1
      || out.find('\n') != std::string::npos)
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096)
    return 0;
  const auto text = repaired_utf8(std::string(reinterpret_cast<const char*>(data), size));
  for (const oid type :
       {16U,   20U,   23U,   25U,   114U,  701U,  1114U, 1184U, 2249U, 3904U, 3910U,
        4451U, 1000U, 1007U, 1009U, 1016U, 1020U, 1185U, 2287U, 3807U, 3905U}) {
    const auto known = *built_in_type(type);
    check(known, text, json_style::exact);
    check(known, text, json_style::familiar);
    std::string cell;
    append_cell(cell, known, text);
    if (!is_utf8(cell))
      std::abort();
  }
  for (const int position : {0, 1, static_cast<int>(size / 2), static_cast<int>(size)})
    if (!is_utf8(excerpt(text, position)))
      std::abort();
  return 0;
}
