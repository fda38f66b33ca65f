#pragma once

#include "auth/jose/token_claims.hpp"
#include "auth/principal.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace howdah::auth {

/// What a name must be that stands in logs, one line each, and in keys that end at a line's end.
/// The problem's message goes on after the name.
result<void> check_caller_name(std::string_view name);

/// Makes principals of names that the operator answers for. Each way to know somebody has an issuer
/// of its own, so that "alice" of one is never "alice" of another. `claims`: what the permissions
/// file says of the user, a JSON object; the name is the claim `sub`, and `tenant` is whom it
/// belongs to, whatever its token says.
class voucher {
public:
  /// Who brings a static token of the permissions file.
  static result<principal_ptr> token_holder(std::string_view name, rights_ptr may = nullptr,
                                            std::string_view claims = "{}");
  /// Whom a verified access token of an issuer is about. The file's `claims` win over the token's.
  static result<principal_ptr> token_subject(const token_claims_ptr& said, rights_ptr may = nullptr,
                                             std::string_view claims = "{}");
  /// Who started the server, over stdio.
  static result<principal_ptr> process_owner(std::string_view name, rights_ptr may = nullptr,
                                             std::string_view claims = "{}");

private:
  static result<principal_ptr> made(std::string issuer, std::string_view name, rights_ptr may,
                                    std::string_view own, std::string_view claims,
                                    token_claims_ptr said = nullptr);
  static result<principal_ptr> named(std::string issuer, std::string_view name, rights_ptr may,
                                     std::string_view claims);
};

} // namespace howdah::auth
