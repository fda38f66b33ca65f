#include "app/doctor/doctor_command.hpp"

#include "app/commands.hpp"
#include "app/config/load.hpp"
#include "app/config/wording.hpp"
#include "app/connect_options.hpp"
#include "app/doctor/report.hpp"
#include "postgres/dsn.hpp"

#include <cstdlib>

namespace howdah::app {

namespace {

constexpr const char* manual
  = "\n\nGrades the database login that the server would use, from A (nothing but reading) to F (a "
    "superuser):\na line for each finding, what it is, why it matters and what mends it. With "
    "issuers of access tokens it asks\neach for its keys, as the server will.\n\n"
    "  --json    the same for programs\n"
    "  --writer  callers are meant to write: do not count that the login may\n\n"
    "Exit code 0: fine (A or B), 1: some finding matters (C to F), or an issuer has no keys, 2: "
    "misused,\nor no connection.\n";

struct question {
  bool json = false;
  bool help = false;
  postgres::login_purpose purpose = postgres::login_purpose::reading;
  std::vector<std::string> rest = {}; ///< for the server's own reading of its configuration
};

question parse(const std::vector<std::string>& arguments) {
  question asked;
  for (auto word = arguments.begin() + 1; word != arguments.end(); ++word)
    if (*word == "--json")
      asked.json = true;
    else if (*word == "--writer")
      asked.purpose = postgres::login_purpose::writing;
    else if (*word == "--help" || *word == "-h")
      asked.help = true;
    else
      asked.rest.push_back(*word);
  return asked;
}

/// As the server connects, but for what would hide the login's own settings.
postgres::connect_options options_for(const configuration& values) {
  auto options = connect_options_of(values, values.conn);
  options.default_read_only = false;
  options.login = postgres::login_check::skip;
  return options;
}

result<login_report> examine(const configuration& values, postgres::login_purpose purpose) {
  HOWDAH_TRY(const auto opened, postgres::connection::open(options_for(values)));
  HOWDAH_TRY(const auto resolved, postgres::resolved_dsn::of(values.conn));
  login_report report{.place = postgres::describe_dsn(values.conn), .server = opened->facts()};
  HOWDAH_TRY(report.login, postgres::survey_login(opened->handle()));
  HOWDAH_TRY(report.session, postgres::survey_session(opened->handle()));
  report.findings
    = findings_of(report.login, report.session, std::string(resolved.value("sslmode")), purpose);
  return report;
}

result<told> answer(const question& asked, const environment& variables) {
  if (asked.help)
    return told{.text = usage_of("doctor") + manual};
  HOWDAH_TRY(const auto loaded, load(asked.rest, variables));
  const auto& values = loaded.values;
  if (loaded.wanted != invocation::purpose::serve || values.demo || values.conn.empty())
    return refuse(errc::invalid_argument,
                  "doctor needs the connection string of a database: --conn DSN or DATABASE_URL; "
                    + usage_of("doctor"));
  HOWDAH_TRY(auto report, examine(values, asked.purpose));
  report.issuers = findings_of(values.authentication);
  return told{.text = asked.json ? json_of(report) : text_of(report),
              .code = is_fine(report) ? EXIT_SUCCESS : EXIT_FAILURE};
}

} // namespace

std::optional<result<told>> doctor_command(const std::vector<std::string>& arguments,
                                           const environment& variables) {
  if (arguments.empty() || arguments.front() != "doctor")
    return std::nullopt;
  auto found = answer(parse(arguments), variables);
  if (!found)
    found.error().message = in_one_line(found.error());
  return found;
}

} // namespace howdah::app
