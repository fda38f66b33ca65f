#include "postgres/reported_settings.hpp"

#include "postgres/set_up_statements.hpp"

#include <libpq-fe.h>

#include <algorithm>

namespace howdah::postgres {

reported_settings::reported_settings(PGconn* connection)
  : all_{{{"standard_conforming_strings", "on"},
          {"client_encoding", client_encoding_for(connection)},
          {"DateStyle", "ISO"},
          {"IntervalStyle", "postgres"}}} {
  for (const auto& each : all_)
    if (const char* value = PQparameterStatus(connection, each.name.data()))
      hear(each.name, value);
}

void reported_settings::hear(std::string_view name, std::string_view value) {
  for (auto& each : all_)
    if (each.name == name)
      each.drifted = !value.starts_with(each.value);
}

bool reported_settings::drifted() const noexcept {
  return std::ranges::any_of(all_, &expected::drifted);
}

} // namespace howdah::postgres
