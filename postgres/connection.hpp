#pragma once

#include "core/pooling.hpp"
#include "core/result.hpp"
#include "core/seat.hpp"
#include "core/secret.hpp"
#include "postgres/login_findings.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

struct pg_conn;   // libpq's PGconn
struct pg_cancel; // libpq's PGcancel

namespace howdah::postgres {

/// Whether the login of a fresh connection is looked at, for which it needs another round trip.
enum class login_check {
  skip,
  look,   ///< and told
  insist, ///< and the connection refused when it may do more than its callers are meant to
};

/// The `rule` of the problem when `insist` refused a connection.
constexpr const char* strict_login_rule = "strict-login";

/// Where to connect and how a connection is set up.
struct connect_options {
  secret dsn;   ///< URI or keywords, as libpq reads it; may hold a password
  seat as = {}; ///< another login than the DSN's, if it has one; its role is `session`'s
  std::chrono::milliseconds connect_timeout{
    5'000}; ///< for each host; libpq counts whole seconds, at least 2
  std::chrono::milliseconds statement_timeout{30'000}; ///< pinned on the session
  std::chrono::milliseconds lock_timeout{10'000};      ///< likewise: of waiting for any one lock
  bool default_read_only
    = false;                    ///< default_transaction_read_only, a second wall in read-only mode
  std::string search_path = {}; ///< pinned when not empty; the login's own otherwise
  login_check login = login_check::skip;
  login_purpose purpose = login_purpose::reading; ///< what the login is looked at for
  pooling pooler = pooling::none;
};

/// What a server said of itself when we connected.
struct server_facts {
  int version = 0;               ///< 150018 = 15.18
  std::string version_text = {}; ///< "15.18 (Debian 15.18-0+deb12u1)"
  std::string database = {};
  std::string user = {};
  int backend_pid = 0;
  /// What of the login should be otherwise, where it was looked at.
  std::vector<login_finding> login = {};
};

/// What PQcancel needs, shared with the canceller's thread. `cancel` blocks: never call it on the
/// event loop.
class cancel_handle {
public:
  explicit cancel_handle(pg_conn* connection);
  ~cancel_handle();
  cancel_handle(const cancel_handle&) = delete;
  cancel_handle& operator=(const cancel_handle&) = delete;

  /// Empty when the server took the request (which does not mean that it had an effect), else the
  /// reason.
  std::string cancel() const;

private:
  pg_cancel* handle_;
};

/// One connection, opened, set up and closed by libpqxx; its PGconn serves our pipeline
/// (`session`). Never reconnects: thrown away at the first break. Not thread-safe; may be handed
/// from the connecting thread to the event loop.
class connection {
public:
  /// Blocks up to the connect timeout: for a detached thread only. Pins and reads back what the
  /// guard relies on (standard_conforming_strings, client_encoding UTF8 (SQL_ASCII where the
  /// database is: then its bytes come as they are), DateStyle ISO, IntervalStyle,
  /// extra_float_digits, timeouts, client_connection_check_interval where the server has it). Tried
  /// once more when the server hangs up meanwhile.
  static result<std::unique_ptr<connection>> open(const connect_options& options);
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  pg_conn* handle() const noexcept;
  /// Behind a transaction pooler nothing is pinned on the session: what each transaction has to set
  /// for itself.
  const std::vector<told_setting>& each_time() const noexcept { return each_time_; }
  bool pooled() const noexcept { return !each_time_.empty(); }
  /// The statement timeout that is pinned.
  std::chrono::milliseconds statement_timeout() const noexcept { return statement_timeout_; }
  const server_facts& facts() const noexcept { return facts_; }
  const std::shared_ptr<const cancel_handle>& canceller() const noexcept { return canceller_; }

private:
  struct impl;
  static result<std::unique_ptr<connection>> open_once(const connect_options& options, bool& lost);
  connection(std::unique_ptr<impl> opened, server_facts facts,
             std::chrono::milliseconds statement_timeout, std::vector<told_setting> each_time);

  std::unique_ptr<impl> impl_;
  std::vector<told_setting> each_time_;
  server_facts facts_;
  std::chrono::milliseconds statement_timeout_{0};
  std::shared_ptr<const cancel_handle> canceller_;
};

/// Checks that libpq can read the DSN, without connecting; the problem never contains the password.
result<void> check_dsn(const secret& dsn);
/// The DSN for people: host, port, database, user; no password, no service file contents.
std::string describe_dsn(const secret& dsn);

} // namespace howdah::postgres
