#pragma once

#include "auth/principal.hpp"
#include "core/result.hpp"

#include <string_view>

namespace howdah::auth {

/// Makes principals of names that the operator answers for. Each way to know somebody has an issuer
/// of its own, so that "alice" of one is never "alice" of another.
class voucher {
public:
  /// Who brings a static token of the permissions file.
  static result<principal_ptr> token_holder(std::string_view name, rights_ptr may = nullptr);
  /// Who started the server, over stdio.
  static result<principal_ptr> process_owner(std::string_view name, rights_ptr may = nullptr);
};

} // namespace howdah::auth
