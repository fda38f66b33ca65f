#pragma once

#include "auth/jose/token_claims.hpp"
#include "auth/principal.hpp"
#include "auth/revocation.hpp"
#include "auth/role_match.hpp"
#include "auth/scope_book.hpp"
#include "auth/token.hpp"
#include "core/result.hpp"
#include "core/rights.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::auth {

/// One entry of `tokens:`.
struct known_token {
  token_digest digest;
  principal_ptr holder;
  std::optional<std::chrono::sys_seconds> expires = {};
  bool revoked = false; ///< by `revoked:`
};

/// One entry of `roles:`.
struct finished_role {
  rights_ptr may; ///< all that it inherits included
  std::vector<std::string> inherits = {};
};

using role_map = std::map<std::string, finished_role, std::less<>>;
using user_map = std::map<std::string, rights_ptr, std::less<>>;
using claims_map = std::map<std::string, std::string, std::less<>>;

/// What a permissions file says. A section that is not there is something else than an empty one.
struct permission_sections {
  std::optional<std::vector<known_token>> tokens = {};
  std::optional<role_map> roles = {};
  std::optional<user_map> users = {};
  claims_map claims = {};                            ///< of users, where any are said: JSON objects
  rights_ptr fallback = {};                          ///< of `_default`
  std::optional<std::vector<role_match>> match = {}; ///< in the order of the file
  std::optional<std::vector<revocation>> revoked = {};
  std::shared_ptr<const scope_book> scopes = {}; ///< null: access tokens need none
};

/// The permissions file: who may come in, and what they may do. Immutable; a changed file makes
/// another one.
class permissions {
public:
  /// Refuses, in one line that begins with `name` and the place, whatever it does not know or would
  /// not enforce: a right that is written down and ignored is worse than none. `tools` are the
  /// names that a role's `tools` may mean; without any they are not looked at.
  static result<permissions> parse(const std::string& text, const std::string& name,
                                   std::span<const std::string_view> tools = {});

  /// Who brings this token at this moment. Compares with every token in constant time.
  result<principal_ptr> vouch(std::string_view token, std::chrono::sys_seconds now) const;
  /// Whom a verified access token is about, unless it is revoked. `users` comes first, then
  /// `match`.
  result<principal_ptr> vouch(const token_claims_ptr& said) const;
  /// Whoever started the server over stdio and gave a name, or none.
  result<principal_ptr> process_owner(std::string_view subject) const;
  /// Whoever nobody knows.
  principal_ptr nobody() const { return anonymous(rights_of_nobody()); }

  /// Null when the file says nothing of roles and users: then everybody may do what the access mode
  /// lets everybody do. Everybody of one role, and with access tokens of the same scopes, has the
  /// same object.
  rights_ptr rights_of(std::string_view subject) const;
  rights_ptr rights_of(const token_claims& said) const;
  rights_ptr rights_of_nobody() const;

  bool asks_for_tokens() const noexcept { return said_.tokens.has_value(); }
  bool restricts() const noexcept { return said_.roles || said_.users || said_.match; }
  bool has_default() const noexcept { return said_.fallback != nullptr; }
  std::size_t tokens() const noexcept { return said_.tokens ? said_.tokens->size() : 0; }
  const permission_sections& sections() const noexcept { return said_; }

private:
  permission_sections said_;
};

using permissions_ptr = std::shared_ptr<const permissions>;

} // namespace howdah::auth
