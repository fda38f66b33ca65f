#include "auth/principal.hpp"

#include <utility>

namespace howdah::auth {

principal::principal(std::string issuer, std::string subject, rights_ptr may)
  : issuer_(std::move(issuer)), subject_(std::move(subject)), key_(issuer_ + '\n' + subject_),
    may_(std::move(may)) {
}

principal_ptr anonymous() {
  static const auto nobody = anonymous(nullptr);
  return nobody;
}

principal_ptr anonymous(rights_ptr may) {
  return principal_ptr(new principal({}, {}, std::move(may)));
}

} // namespace howdah::auth
