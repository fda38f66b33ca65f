#include "actors/announcement.hpp"

#include "core/log.hpp"

#include <string>
#include <string_view>

namespace howdah::actors {

void announce(const postgres::server_facts& server) {
  log::write(log::level::info, "database_connected",
             {{"version", std::string_view(server.version_text)},
              {"database", std::string_view(server.database)},
              {"user", std::string_view(server.user)}});
  const auto powers = postgres::names_of_what_matters(server.login);
  if (powers.empty())
    return;
  log::write(
    log::level::warning, "powerful_login",
    {{"user", std::string_view(server.user)},
     {"powers", std::string_view(powers)},
     {"advice", "the login should do no more than callers may: howdah doctor tells what is "
                "wrong, howdah print-setup-sql makes a better one"}});
}

} // namespace howdah::actors
