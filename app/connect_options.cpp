#include "app/connect_options.hpp"

namespace howdah::app {

namespace {

postgres::login_check login_check_of(const configuration& values) {
  if (values.strict_login)
    return postgres::login_check::insist;
  const bool matters = values.access == access_mode::read_only || values.permitted;
  return matters && !values.demo ? postgres::login_check::look : postgres::login_check::skip;
}

} // namespace

postgres::connect_options connect_options_of(const configuration& values, const secret& dsn) {
  const bool reads = values.access == access_mode::read_only;
  return {.dsn = dsn,
          .connect_timeout = values.bounds.connect_timeout,
          .statement_timeout = values.bounds.statement_timeout,
          .default_read_only = reads,
          .login = login_check_of(values),
          .purpose = reads ? postgres::login_purpose::reading : postgres::login_purpose::writing,
          .pooler = values.pooler};
}

result<void> check_login(const configuration& values, const secret& dsn) {
  if (!values.strict_login || dsn.empty())
    return {};
  const auto opened = postgres::connection::open(connect_options_of(values, dsn));
  if (!opened && opened.error().rule == postgres::strict_login_rule)
    return refuse(opened.error());
  return {};
}

} // namespace howdah::app
