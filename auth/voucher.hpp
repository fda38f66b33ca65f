#pragma once

#include "auth/jose/token_claims.hpp"
#include "auth/principal.hpp"
#include "core/result.hpp"

#include <string_view>

namespace howdah::auth {

/// What a name must be that stands in logs, one line each, and in keys that end at a line's end.
/// The problem's message goes on after the name.
result<void> check_caller_name(std::string_view name);

/// Makes principals of names that the operator answers for. Each way to know somebody has an issuer
/// of its own, so that "alice" of one is never "alice" of another.
class voucher {
public:
  /// Who brings a static token of the permissions file.
  static result<principal_ptr> token_holder(std::string_view name, rights_ptr may = nullptr);
  /// Whom a verified access token of an issuer is about.
  static result<principal_ptr> token_subject(const token_claims& said, rights_ptr may = nullptr);
  /// Who started the server, over stdio.
  static result<principal_ptr> process_owner(std::string_view name, rights_ptr may = nullptr);
};

} // namespace howdah::auth
