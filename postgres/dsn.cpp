#include "postgres/dsn.hpp"

#include "postgres/clean_text.hpp"
#include "postgres/pq.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace howdah::postgres {

namespace {

constexpr const char* how_to_write_a_dsn
  = "Write a URI (postgresql://user@host:5432/database, special characters percent-encoded) or "
    "keywords (host=... dbname=... user=...).";

/// libpq quotes what it could not read, which may be a piece of a password.
std::string without_quotations(std::string_view text) {
  std::string out;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"')
      out += quoted ? "…\"" : "\"";
    else if (!quoted)
      out += c;
    quoted = quoted != (c == '"');
  }
  return clean_text(quoted ? out + "…\"" : out);
}

problem unreadable(const char* reason) {
  return {.code = errc::invalid_argument,
          .message = "The connection string cannot be read: "
                     + without_quotations(reason ? reason : "out of memory"),
          .hint = how_to_write_a_dsn};
}

using option_list = pq_owner<PQconninfoOption>;

result<option_list> parse(const secret& dsn) {
  if (dsn.reveal().find('\0') != std::string::npos)
    return refuse(unreadable("it has a NUL character in it"));
  char* reason = nullptr;
  option_list parsed(PQconninfoParse(dsn.reveal().c_str(), &reason));
  const pq_owner<char> owned(reason);
  if (!parsed)
    return refuse(unreadable(reason));
  return parsed;
}

std::string_view value_in(const option_list& options, std::string_view keyword) {
  for (const auto* option = options.get(); option && option->keyword; ++option)
    if (option->keyword == keyword && option->val)
      return option->val;
  return {};
}

std::string_view host_of(const option_list& options) {
  const auto host = value_in(options, "host");
  return host.empty() ? value_in(options, "hostaddr") : host;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// `"/etc/ssl/root.crt"` becomes `"root.crt"`.
void drop_directories(std::string& text) {
  for (auto start = text.find("\"/"); start != std::string::npos;
       start = text.find("\"/", start + 1)) {
    const auto end = text.find('"', start + 1);
    const auto slash = text.rfind('/', end);
    if (end != std::string::npos && slash != std::string::npos && slash > start)
      text.erase(start + 1, slash - start);
  }
}

/// libpq finds out only when it connects. One for each host.
bool are_ports(std::string_view text) {
  while (true) {
    const auto comma = std::min(text.find(','), text.size());
    const auto one = text.substr(0, comma);
    unsigned port = 0;
    const auto read = std::from_chars(one.data(), one.data() + one.size(), port);
    if (!one.empty() && (read.ptr != one.data() + one.size() || port < 1 || port > 65'535))
      return false;
    if (comma == text.size())
      return true;
    text.remove_prefix(comma + 1);
  }
}

} // namespace

result<resolved_dsn> resolved_dsn::of(const secret& dsn) {
  HOWDAH_TRY(const auto parsed, parse(dsn));
  // libpq resolves everything itself when it starts to connect; a last parameter that it must
  // refuse keeps it from connecting.
  const std::array keywords{"dbname", "sslmode", static_cast<const char*>(nullptr)};
  const std::array values{dsn.reveal().c_str(), "resolve only", static_cast<const char*>(nullptr)};
  const pq_owner<PGconn> refused(PQconnectStartParams(keywords.data(), values.data(), 1));
  const option_list options(PQconninfo(refused.get()));
  resolved_dsn resolved;
  for (const auto* option = options.get(); option && option->keyword; ++option)
    if (option->val)
      resolved.values_.emplace(option->keyword, option->val);
  if (resolved.value("sslmode") != "resolve only") // e.g. a service that no file defines
    return refuse(unreadable(PQerrorMessage(refused.get())));
  return resolved;
}

std::string_view resolved_dsn::value(std::string_view keyword) const {
  const auto found = values_.find(keyword);
  return found == values_.end() ? std::string_view() : std::string_view(found->second);
}

std::string resolved_dsn::scrub(std::string_view text) const {
  auto out = clean_text(text);
  drop_directories(out);
  for (const auto* keyword : {"password", "sslpassword"}) {
    const auto hidden = value(keyword);
    // A password equal to the user's or the database's name tells nothing where that name stands.
    if (!hidden.empty() && hidden != value("user") && hidden != value("dbname"))
      replace_all(out, hidden, "***");
  }
  return out;
}

result<void> check_dsn(const secret& dsn) {
  HOWDAH_TRY(const auto parsed, parse(dsn));
  if (!are_ports(value_in(parsed, "port")))
    return refuse(unreadable("the port is not a number from 1 to 65535"));
  return {};
}

std::string describe_dsn(const secret& dsn) {
  const auto parsed = parse(dsn);
  if (!parsed)
    return "an unreadable connection string";
  const option_list defaults(PQconndefaults());
  const auto value = [&](std::string_view keyword) {
    const auto given = value_in(*parsed, keyword);
    return std::string(given.empty() ? value_in(defaults, keyword) : given);
  };
  if (const auto service = value("service"); !service.empty())
    return "service " + service;
  const auto user = value("user");
  const auto host = host_of(*parsed).empty() ? host_of(defaults) : host_of(*parsed);
  const auto database = value("dbname");
  return (database.empty() ? user : database) + " at "
         + (host.empty() ? "the local socket" : std::string(host)) + ":" + value("port") + " as "
         + user;
}

} // namespace howdah::postgres
