#pragma once

#include "app/doctor/issuer_findings.hpp"
#include "postgres/connection.hpp"
#include "postgres/login_findings.hpp"

#include <string>
#include <vector>

namespace howdah::app {

/// What the doctor found of a login, and of who issues the access tokens.
struct login_report {
  std::string place; ///< the connection string for people
  postgres::server_facts server = {};
  postgres::login_survey login = {};
  postgres::login_session session = {};
  std::vector<postgres::login_finding> findings = {}; ///< the worst first
  std::vector<issuer_finding> issuers = {};
};

/// Nothing in it matters.
bool is_fine(const login_report& report);

/// For people: the grade, a line for each finding, and how the login came in.
std::string text_of(const login_report& report);
/// The same for programs: one JSON object and a line end.
std::string json_of(const login_report& report);

} // namespace howdah::app
