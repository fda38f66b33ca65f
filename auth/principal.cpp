#include "auth/principal.hpp"

#include <utility>

namespace howdah::auth {

principal::principal(std::string issuer, std::string subject)
  : issuer_(std::move(issuer)), subject_(std::move(subject)), key_(issuer_ + '\n' + subject_) {
}

principal_ptr anonymous() {
  static const principal_ptr nobody{new principal({}, {})};
  return nobody;
}

} // namespace howdah::auth
