#pragma once

#include "core/rights.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::app {

/// What a login is to be made for.
struct setup_request {
  std::string role = "howdah_reader";
  std::optional<std::string> database = {}; ///< nothing: whichever it is run in
  std::vector<std::string> schemas{"public"};
  std::vector<rights_ptr> roles = {}; ///< of the permissions file, in place of the schemas
};

/// SQL, for psql or anything else, that makes a login with no more rights than its callers need.
/// It can be run again, and holds no password. Without roles the login only reads.
std::string setup_sql(const setup_request& wanted);

} // namespace howdah::app
