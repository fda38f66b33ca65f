#pragma once

#include <string>

namespace howdah::postgres {

/// What talks to PostgreSQL: "libpqxx 6.4.5, libpq 15.14".
std::string driver_text();

} // namespace howdah::postgres
