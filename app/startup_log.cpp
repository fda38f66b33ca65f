#include "app/startup_log.hpp"

#include "app/config/wording.hpp"
#include "core/access_mode.hpp"
#include "core/log.hpp"
#include "core/version.hpp"
#include "postgres/connection.hpp"

#include <string_view>

namespace howdah::app {

namespace {

void advise_on_access(const configuration& values) {
  const bool roles_decide = values.permitted && values.permitted->restricts();
  if (values.demo || roles_decide || values.access == access_mode::read_only)
    return;
  log::write(
    log::level::warning, "access_advice",
    {{"access", name_of(values.access)},
     {"advice",
      "callers may change data; --access read-only (POSTGRES_READONLY=true) is recommended"}});
}

} // namespace

void say_whose_tokens(const configuration& values) {
  for (const auto& each : values.authentication.issuers)
    log::write(log::level::info, "issuer",
               {{"issuer", std::string_view(each.issuer)},
                {"audience", std::string_view(joined(each.audiences))},
                {"algorithms", std::string_view(joined(each.algorithms))},
                {"keys", std::string_view(each.jwks_url.empty() ? "discovered" : each.jwks_url)}});
}

void log_start(const invocation& asked, const secret& dsn, const std::string& url) {
  const auto& values = asked.values;
  const auto database = values.demo ? "demo" : dsn.empty() ? "none" : postgres::describe_dsn(dsn);
  log::write(log::level::info, "start",
             {{"version", version()},
              {"transport", url.empty() ? std::string_view("stdio") : std::string_view(url)},
              {"access", name_of(values.access)},
              {"database", std::string_view(database)}});
  for (const auto& remark : asked.remarks)
    log::write(log::level::warning, "configuration", {{"remark", std::string_view(remark)}});
  if (values.takes_issued_tokens())
    say_whose_tokens(values);
  if (!dsn.empty())
    advise_on_access(values);
}

} // namespace howdah::app
