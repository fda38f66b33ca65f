#include "postgres/driver.hpp"

#include <libpq-fe.h>
#include <pqxx/version.hxx>

namespace howdah::postgres {

std::string driver_text() {
  const auto libpq = PQlibVersion();
  return "libpqxx " PQXX_VERSION ", libpq " + std::to_string(libpq / 10'000) + '.'
         + std::to_string(libpq % 10'000);
}

} // namespace howdah::postgres
