#include "postgres/connection.hpp"

#include "postgres/dsn.hpp"
#include "postgres/guarded.hpp"
#include "postgres/login_dsn.hpp"
#include "postgres/pq.hpp"
#include "postgres/set_up_statements.hpp"
#include "postgres/setup.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace howdah::postgres {

namespace {

constexpr int oldest_version = 130'000;

/// libpqxx 6 asks its policy for the PGconn, which it owns from then on.
class capturing_policy : public pqxx::connectionpolicy {
public:
  capturing_policy(const connect_options& wanted, const std::string& startup_options)
    : connectionpolicy(wanted.dsn.reveal()), wanted_(wanted), startup_options_(startup_options) {}

  handle do_startconnect(handle already) override {
    if (already)
      return already;
    if (raw_) // libpqxx would reconnect by itself
      throw pqxx::broken_connection("the connection broke while it was set up");
    pq_owner<PGconn> opened(connect());
    if (PQstatus(opened.get()) != CONNECTION_OK)
      throw pqxx::broken_connection(opened ? PQerrorMessage(opened.get()) : "out of memory");
    return raw_ = opened.release();
  }

  PGconn* raw() const noexcept { return raw_; }

private:
  /// Before `dbname`: what the DSN may override. After it: what it may not.
  PGconn* connect() const {
    const auto seconds = std::max<long long>(2, (wanted_.connect_timeout.count() + 999) / 1000);
    const auto timeout = std::to_string(seconds);
    const std::array<std::pair<const char*, const char*>, 11> given{{
      {"fallback_application_name", "howdah"},
      {"connect_timeout", timeout.c_str()},
      {"gssencmode", "disable"},
      {"keepalives", "1"},
      {"keepalives_idle", "15"},
      {"keepalives_interval", "5"},
      {"keepalives_count", "3"},
      {"tcp_user_timeout", "30000"},
      {"dbname", wanted_.dsn.reveal().c_str()},
      {"client_encoding", "UTF8"},
      {"options", startup_options_.c_str()},
    }};
    std::array<const char*, given.size() + 1> keywords{};
    std::array<const char*, given.size() + 1> values{};
    for (std::size_t i = 0; i < given.size(); ++i)
      std::tie(keywords[i], values[i]) = given[i];
    return PQconnectdbParams(keywords.data(), values.data(), 1);
  }

  const connect_options& wanted_; ///< during the constructor only
  const std::string& startup_options_;
  PGconn* raw_ = nullptr;
};

class shared_connection : private capturing_policy, public pqxx::connection_base {
public:
  shared_connection(const connect_options& wanted, const std::string& startup_options)
    : capturing_policy(wanted, startup_options),
      connection_base(static_cast<capturing_policy&>(*this)) {
    init();
  }
  ~shared_connection() noexcept override { close(); }
  shared_connection(const shared_connection&) = delete;
  shared_connection& operator=(const shared_connection&) = delete;

  using capturing_policy::raw;
};

bool behind_pooler(const connect_options& wanted) noexcept {
  return wanted.pooler == pooling::transaction;
}

struct remedy {
  std::string_view sign; ///< in libpq's or the server's reason
  const char* hint;
};

constexpr std::array remedies{
  remedy{"password authentication failed", "Check user and password of the connection string."},
  remedy{"no password supplied",
         "Put the password into the connection string, PGPASSWORD or .pgpass."},
  remedy{"no pg_hba.conf entry", "Allow this user, database and address in the server's "
                                 "pg_hba.conf, or use TLS (sslmode=require)."},
  remedy{"unsupported startup parameter",
         "A pooler in transaction mode is there: start with --pooler transaction."},
  remedy{"too many clients", "Lower the pool's maximum or raise max_connections."},
  remedy{"remaining connection slots", "Lower the pool's maximum or raise max_connections."},
  remedy{"starting up", "Wait until the server has started."},
  remedy{"shutting down", "Wait until the server runs again."},
  remedy{"does not exist", "Check the names of database and user in the connection string."},
  remedy{"translate host name", "Check the host name in the connection string."},
  remedy{"certificate", "Check sslmode, sslrootcert, sslcert and sslkey in the connection string."},
  remedy{"SSL", "Check sslmode in the connection string."},
};

const char* hint_for(std::string_view reason) {
  for (const auto& [sign, hint] : remedies)
    if (reason.find(sign) != std::string_view::npos)
      return hint;
  return "Check that PostgreSQL runs there, and host and port in the connection string.";
}

problem cannot_connect(const connect_options& wanted, const resolved_dsn& resolved,
                       const problem& why) {
  const auto reason = resolved.scrub(why.message);
  return {.code = errc::unavailable,
          .message = "Cannot connect to PostgreSQL (" + describe_dsn(wanted.dsn) + "): " + reason,
          .hint = hint_for(reason)};
}

problem hung_up(const connect_options& wanted, const resolved_dsn& resolved, const problem& why) {
  return {.code = errc::unavailable,
          .message
          = "PostgreSQL (" + describe_dsn(wanted.dsn)
            + ") closed the connection while it was being set up: " + resolved.scrub(why.message),
          .hint = "Try again; the server's log tells why it did."};
}

/// Whatever fails between connecting and serving: the caller can only try again later.
problem not_set_up(const connect_options& wanted, const resolved_dsn& resolved, problem why) {
  if (why.code == errc::unavailable && !why.hint.empty())
    return why;
  return {.code = errc::unavailable,
          .message = "Cannot set up the connection to PostgreSQL (" + describe_dsn(wanted.dsn)
                     + "): " + resolved.scrub(why.message),
          .hint = "The login must be able to read pg_catalog.",
          .sqlstate = why.sqlstate};
}

std::optional<problem> unserved(PGconn* handle) {
  if (const int version = PQserverVersion(handle); version < oldest_version)
    return problem{.code = errc::unavailable,
                   .message = "PostgreSQL " + std::to_string(version / 10'000)
                              + " is too old: 13 and newer are served.",
                   .hint = "Upgrade the server."};
  if (PQgssEncInUse(handle) != 0)
    return problem{.code = errc::unavailable,
                   .message = "Connections encrypted by GSSAPI are not supported.",
                   .hint
                   = "Remove gssencmode from the connection string and use TLS (sslmode=require)."};
  return std::nullopt;
}

problem too_powerful(const server_facts& facts) {
  return {.code = errc::unavailable,
          .message = "The login \"" + facts.user
                     + "\" may do more than callers are meant to, which --strict-login refuses: "
                     + names_of_what_matters(facts.login) + '.',
          .hint = "Use a login without that: howdah print-setup-sql makes one, howdah doctor tells "
                  "what is wrong with this one.",
          .rule = strict_login_rule};
}

result<void> look_at_login(PGconn* fresh, const connect_options& wanted, server_facts& facts) {
  const bool insist = wanted.login == login_check::insist;
  const auto survey = survey_login(fresh);
  if (!survey)
    return insist ? result<void>(refuse(survey.error())) : result<void>();
  facts.login = findings_of(*survey, wanted.purpose);
  return insist && grade_of(facts.login) >= 'C' ? result<void>(refuse(too_powerful(facts)))
                                                : result<void>();
}

/// Sets what is no startup option, reads back what must hold, and asks what the login is.
result<server_facts> set_up(PGconn* fresh, const std::vector<pinned_setting>& pinned,
                            const connect_options& wanted) {
  if (!behind_pooler(wanted)) {
    for (const auto* statement : set_up_statements(fresh))
      pq_owner<PGresult>(PQexec(fresh, statement));
    if (auto failure = verify(fresh, pinned))
      return refuse(*std::move(failure));
  }
  HOWDAH_TRY(auto facts, read_facts(fresh));
  if (wanted.login != login_check::skip)
    if (auto looked = look_at_login(fresh, wanted, facts); !looked)
      return refuse(std::move(looked).error());
  return facts;
}

} // namespace

cancel_handle::cancel_handle(PGconn* connection) : handle_(PQgetCancel(connection)) {
}

cancel_handle::~cancel_handle() {
  PQfreeCancel(handle_);
}

std::string cancel_handle::cancel() const {
  std::array<char, 256> reason{};
  if (PQcancel(handle_, reason.data(), static_cast<int>(reason.size())) == 1)
    return {};
  return reason.front() == '\0' ? "the connection is gone" : reason.data();
}

struct connection::impl {
  std::unique_ptr<shared_connection> shared;
};

connection::connection(std::unique_ptr<impl> opened, server_facts facts,
                       std::chrono::milliseconds statement_timeout,
                       std::vector<told_setting> each_time)
  : impl_(std::move(opened)), each_time_(std::move(each_time)), facts_(std::move(facts)),
    statement_timeout_(statement_timeout),
    canceller_(std::make_shared<const cancel_handle>(handle())) {
}

connection::~connection() = default;

pg_conn* connection::handle() const noexcept {
  return impl_->shared->raw();
}

// A connection that is lost in the set-up says nothing of the next one.
result<std::unique_ptr<connection>> connection::open(const connect_options& asked) {
  auto wanted = asked;
  HOWDAH_TRY(wanted.dsn, dsn_of_login(asked.dsn, asked.as));
  bool lost = false;
  auto opened = open_once(wanted, lost);
  return !opened && lost ? open_once(wanted, lost) : std::move(opened);
}

result<std::unique_ptr<connection>> connection::open_once(const connect_options& wanted,
                                                          bool& lost) {
  HOWDAH_TRY(const auto resolved, resolved_dsn::of(wanted.dsn));
  auto pinned = pinned_settings(wanted);
  const auto own = behind_pooler(wanted) ? std::vector<pinned_setting>() : pinned;
  const auto startup = startup_options(resolved.value("options"), own);
  auto opened = guarded([&] { return std::make_unique<shared_connection>(wanted, startup); });
  if (!opened)
    return refuse(cannot_connect(wanted, resolved, opened.error()));
  auto* const fresh = (*opened)->raw();
  PQsetNoticeReceiver(
    fresh, [](void*, const PGresult*) {}, nullptr);
  if (auto failure = unserved(fresh))
    return refuse(*std::move(failure));
  pinned.push_back({"client_encoding", std::string(client_encoding_for(fresh))});
  auto facts = set_up(fresh, pinned, wanted);
  lost = !facts && PQstatus(fresh) == CONNECTION_BAD;
  if (lost)
    return refuse(hung_up(wanted, resolved, facts.error()));
  if (!facts)
    return refuse(not_set_up(wanted, resolved, std::move(facts).error()));
  auto owner = std::make_unique<impl>(impl{*std::move(opened)});
  return std::unique_ptr<connection>(new connection(
    std::move(owner), *std::move(facts), wanted.statement_timeout,
    behind_pooler(wanted) ? set_each_time(fresh, pinned) : std::vector<told_setting>()));
}

} // namespace howdah::postgres
