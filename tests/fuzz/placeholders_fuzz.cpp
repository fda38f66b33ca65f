// SQL of any bytes: the lexer covers every byte exactly once, and converting keeps what is no
// placeholder.
#include "tools/placeholders.hpp"
#include "tools/resource_uri.hpp"
#include "tools/sql_lexer.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace howdah::tools;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string sql(reinterpret_cast<const char*>(data), size);
  std::string joined;
  for (sql_lexer lexer(sql); !lexer.done();) {
    const auto region = lexer.next();
    if (region.text.empty())
      std::abort();
    joined += region.text;
  }
  if (joined != sql)
    std::abort();
  const auto converted = convert_placeholders(sql);
  if (sql.find('%') == std::string::npos && converted.text != sql)
    std::abort();
  if (converted.placeholders > 0 && !first_native_placeholder(converted.text))
    std::abort();
  static_cast<void>(parse_table_uri(sql));
  static_cast<void>(parse_table_uri("table://" + sql));
  return 0;
}
