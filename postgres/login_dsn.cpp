#include "postgres/login_dsn.hpp"

#include "postgres/dsn.hpp"
#include "postgres/pq.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

namespace howdah::postgres {

namespace {

constexpr std::size_t longest_password = 4096;

problem unusable(const seat& as, const char* reason) {
  return {.code = errc::unavailable,
          .message = "The password_file of the login \"" + as.login + "\" " + reason,
          .hint
          = "It holds the password and nothing else, and whoever runs the server may read it."};
}

result<std::string> password_of(const seat& as) {
  std::ifstream file(as.password_file, std::ios::binary);
  std::string text(longest_password + 2, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (file.gcount() == 0 && !file.eof()))
    return refuse(unusable(as, "cannot be read."));
  text.resize(static_cast<std::size_t>(file.gcount()));
  for (const char end : {'\n', '\r'})
    if (text.ends_with(end))
      text.pop_back();
  if (text.empty() || text.size() > longest_password)
    return refuse(unusable(as, text.empty() ? "is empty." : "is larger than 4 KiB."));
  if (text.find('\0') != text.npos || text.find('\n') != text.npos)
    return refuse(unusable(as, "has more than one line, or bytes that are no text."));
  return text;
}

/// keyword='value' …, as libpq reads it.
std::string written(const std::map<std::string, std::string>& values) {
  std::string out;
  for (const auto& [keyword, value] : values) {
    out.append(keyword).append("='");
    for (const char c : value) {
      if (c == '\'' || c == '\\')
        out += '\\';
      out += c;
    }
    out += "' ";
  }
  return out;
}

} // namespace

result<secret> dsn_of_login(const secret& dsn, const seat& as) {
  if (as.login.empty())
    return dsn;
  HOWDAH_TRY(const auto resolved, resolved_dsn::of(dsn));
  const pq_owner<PQconninfoOption> parsed(PQconninfoParse(dsn.reveal().c_str(), nullptr));
  std::map<std::string, std::string> values;
  for (const auto* option = parsed.get(); option && option->keyword; ++option)
    if (option->val)
      values.emplace(option->keyword, option->val);
  values.erase("password");
  // libpq would call it as the user.
  values["dbname"] = resolved.value("dbname");
  values["user"] = as.login;
  if (!as.password_file.empty()) {
    HOWDAH_TRY(values["password"], password_of(as));
  }
  if (!as.certificate.empty()) {
    values["sslcert"] = as.certificate;
    values["sslkey"] = as.key;
  }
  return secret(written(values));
}

} // namespace howdah::postgres
