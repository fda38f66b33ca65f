#include "postgres/login.hpp"

#include "postgres/catalog.hpp"
#include "postgres/pq.hpp"
#include "postgres/server_error.hpp"

#include <cstdlib>

namespace howdah::postgres {

namespace {

result<pq_owner<PGresult>> ask(PGconn* connection, const catalog_statement& query) {
  pq_owner<PGresult> answer(PQexec(connection, std::string(query.text()).c_str()));
  if (PQresultStatus(answer.get()) == PGRES_TUPLES_OK && PQntuples(answer.get()) > 0)
    return answer;
  return refuse(query_problem(report_of(answer.get())));
}

class rows {
public:
  explicit rows(const pq_owner<PGresult>& answer) : answer_(answer.get()) {}
  int count() const { return PQntuples(answer_); }
  std::string text(int row, int column) const { return PQgetvalue(answer_, row, column); }
  bool holds(int column) const { return text(0, column) == "t" || text(0, column) == "on"; }

private:
  const PGresult* answer_;
};

} // namespace

result<login_survey> survey_login(PGconn* connection) {
  HOWDAH_TRY(const auto answer, ask(connection, catalog::login_powers));
  const rows found(answer);
  login_survey survey{.login = found.text(0, 1)};
  for (int row = 1; row < found.count(); ++row)
    survey.powers.push_back({.what = found.text(row, 0),
                             .names = found.text(row, 1),
                             .count = std::atoll(found.text(row, 2).c_str())});
  return survey;
}

result<login_session> survey_session(PGconn* connection) {
  HOWDAH_TRY(const auto answer, ask(connection, catalog::login_session));
  const rows found(answer);
  const auto tls = found.text(0, 1);
  return login_session{.remote = found.holds(0),
                       .tls = tls.empty() ? tls : tls + ", " + found.text(0, 2),
                       .read_only_default = found.holds(3),
                       .statement_timeout = found.text(0, 4),
                       .asked_for_password = PQconnectionUsedPassword(connection) == 1,
                       .password_encryption = found.text(0, 5),
                       .log_statement = found.text(0, 6),
                       .connection_limit = std::atoi(found.text(0, 7).c_str())};
}

} // namespace howdah::postgres
