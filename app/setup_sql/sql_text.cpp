#include "app/setup_sql/sql_text.hpp"

#include "core/utf8.hpp"
#include "tools/fence.hpp"

namespace howdah::app {

namespace {

std::string between(char quote, std::string_view text) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote)
      out += quote;
    out += c;
  }
  return out + quote;
}

} // namespace

std::string identifier(std::string_view name) {
  return between('"', name);
}

std::string literal(std::string_view text) {
  return between('\'', text);
}

std::string comment_text(std::string_view text) {
  auto out = tools::neutral(repaired_utf8(text));
  for (char& c : out)
    if (c == '\n' || c == '\r' || c == '\t' || c == '\v' || c == '\f')
      c = ' ';
  return out;
}

std::string do_block(const std::string& body) {
  std::string mark = "$setup$";
  for (int n = 1; body.find(mark) != std::string::npos; ++n)
    mark = "$setup" + std::to_string(n) + '$';
  return "DO " + mark + '\n' + body + mark + ";\n";
}

} // namespace howdah::app
