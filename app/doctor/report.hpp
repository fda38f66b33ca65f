#pragma once

#include "postgres/connection.hpp"
#include "postgres/login_findings.hpp"

#include <string>
#include <vector>

namespace howdah::app {

/// What the doctor found of a login.
struct login_report {
  std::string place; ///< the connection string for people
  postgres::server_facts server = {};
  postgres::login_survey login = {};
  postgres::login_session session = {};
  std::vector<postgres::login_finding> findings = {}; ///< the worst first
};

/// For people: the grade, a line for each finding, and how the login came in.
std::string text_of(const login_report& report);
/// The same for programs: one JSON object and a line end.
std::string json_of(const login_report& report);

} // namespace howdah::app
