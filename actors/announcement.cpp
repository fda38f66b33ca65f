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
  if (!server.superuser)
    return;
  std::string privileges;
  for (const auto& each : server.privileges)
    privileges += (privileges.empty() ? "" : ", ") + each;
  log::write(log::level::warning, "powerful_login",
             {{"user", std::string_view(server.user)},
              {"privileges", std::string_view(privileges)},
              {"advice", "use a login without them: they reach beyond what read-only can hold"}});
}

} // namespace howdah::actors
