#include "tools/name_array.hpp"

namespace howdah::tools {

void name_array::add(std::string_view name) {
  text_ += text_.empty() ? "{\"" : ",\"";
  for (const char each : name) {
    if (each == '"' || each == '\\')
      text_ += '\\';
    text_ += each;
  }
  text_ += '"';
}

void name_array::add_null() {
  text_ += text_.empty() ? "{NULL" : ",NULL";
}

} // namespace howdah::tools
