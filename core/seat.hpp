#pragma once

#include <memory>
#include <string>
#include <vector>

namespace howdah {

/// As whom a role's statements run in the database. A connection serves one seat at a time, and is
/// reset before it serves another; it never changes its login.
struct seat {
  /// Of SET ROLE, at the session's level; empty: the login as it is.
  std::string role = {};
  /// A login of the role's own; empty: the server's.
  std::string login = {};
  // Files, read at each connect; empty: as libpq finds one.
  std::string password_file = {}; ///< with the password of that login, and nothing else
  std::string certificate = {};   ///< its client certificate
  std::string key = {};           ///< of the certificate

  bool shared() const noexcept { return role.empty() && login.empty(); }
  /// One for each login: whether a connection of one seat may come to serve another. Empty: the
  /// server's.
  std::string login_key() const {
    return login.empty() ? std::string()
                         : login + '\n' + password_file + '\n' + certificate + '\n' + key;
  }
  friend bool operator==(const seat&, const seat&) = default;
};

/// A setting that row security asks for: known within the transaction of a statement, and not
/// behind it.
struct told_setting {
  std::string name; ///< with a dot: "request.jwt.claims"
  std::string value;
  friend bool operator==(const told_setting&, const told_setting&) = default;
};

/// All that PostgreSQL is told of one caller; null: nothing.
using told_settings = std::shared_ptr<const std::vector<told_setting>>;

} // namespace howdah
