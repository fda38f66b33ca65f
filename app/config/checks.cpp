#include "app/config/checks.hpp"

#include "app/config/authentication_checks.hpp"
#include "app/config/caller_checks.hpp"
#include "app/config/environment.hpp"
#include "app/config/wording.hpp"
#include "core/ascii.hpp"
#include "postgres/connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <optional>
#include <string>

namespace howdah::app {

namespace {

result<void> settle_access(configuration& values, std::span<const setting> settings) {
  if (!values.readonly || values.access == access_mode::read_only)
    return {};
  const auto* readonly = last_of(settings, "--readonly");
  const auto* access = last_of(settings, "--access");
  if (access != nullptr && access->from >= readonly->from)
    return wrong_setting(readonly->place + " and " + access->place + ' ' + name_of(values.access)
                         + " contradict each other: remove one");
  values.access = access_mode::read_only;
  return {};
}

result<void> settle_database(invocation& asked, std::span<const setting> settings,
                             const environment& variables) {
  auto& values = asked.values;
  const auto* conn = last_of(settings, "--conn");
  if (values.demo && !values.conn.empty()) {
    if (conn->from == source::flag)
      return wrong_setting(
        "--conn and --demo contradict each other: the demo brings its own database");
    asked.remarks.push_back(conn->place + " is ignored: the demo brings its own database");
    values.conn = secret();
  }
  if (values.demo && values.strict_login)
    return wrong_setting("--strict-login and --demo contradict each other: the demo's login is a "
                         "superuser of its own PostgreSQL");
  if (values.pooler == pooling::transaction && values.access == access_mode::unrestricted)
    return wrong_setting("--pooler transaction and --access unrestricted contradict each other: "
                         "what statements leave in a session would be somebody else's next");
  if (!values.conn.empty()) {
    if (const auto readable = postgres::check_dsn(values.conn); !readable)
      return wrong_setting(conn->place + ": " + readable.error().message);
    return {};
  }
  if (const auto set = libpq_variables(variables); !values.demo && !set.empty()) {
    values.no_database_hint
      = joined(set)
        + " alone enable no database: set DATABASE_URL or --conn, where postgresql:// is enough.";
    asked.remarks.push_back(values.no_database_hint);
  }
  return {};
}

struct order {
  std::string_view smaller;
  std::string_view larger;
  std::size_t limits::*small;
  std::size_t limits::*large;
};

constexpr std::array orders{
  order{"--pool-min", "--pool-max", &limits::pool_min, &limits::pool_max},
  order{"--row-limit", "--row-limit-max", &limits::row_limit_default, &limits::row_limit_max},
  order{"--sql-bytes", "--message-bytes", &limits::sql_bytes, &limits::message_bytes},
};

result<void> check_orders(const configuration& values, std::span<const setting> settings) {
  for (const auto& each : orders) {
    if (values.bounds.*each.small <= values.bounds.*each.large)
      continue;
    const auto named = [&](std::string_view flag, std::size_t value) {
      const auto* set = last_of(settings, flag);
      return (set ? set->place : std::string(flag)) + ' ' + std::to_string(value);
    };
    return wrong_setting(named(each.smaller, values.bounds.*each.small) + " is more than "
                         + named(each.larger, values.bounds.*each.large));
  }
  return {};
}

} // namespace

const setting* last_of(std::span<const setting> settings, std::string_view flag) {
  const setting* last = nullptr;
  for (const auto& each : settings)
    if (each.of->flag == flag)
      last = &each;
  return last;
}

bool is_loopback(std::string_view host) {
  std::string name = lower_case(host);
  if (name.size() > 2 && name.front() == '[' && name.back() == ']')
    name = name.substr(1, name.size() - 2);
  in_addr v4{};
  in6_addr v6{};
  if (::inet_pton(AF_INET, name.c_str(), &v4) == 1)
    return (ntohl(v4.s_addr) >> 24U) == 127;
  if (::inet_pton(AF_INET6, name.c_str(), &v6) == 1)
    return IN6_IS_ADDR_LOOPBACK(&v6);
  return name == "localhost";
}

result<void> check(invocation& asked, std::span<const setting> settings,
                   const environment& variables) {
  if (auto done = settle_access(asked.values, settings); !done)
    return done;
  if (auto done = check_authentication(asked, settings); !done)
    return done;
  if (auto done = check_orders(asked.values, settings); !done)
    return done;
  if (auto done = check_callers(asked, settings); !done)
    return done;
  return settle_database(asked, settings, variables);
}

} // namespace howdah::app
