#include "auth/principal.hpp"

#include "auth/told.hpp"

#include <utility>

namespace howdah::auth {

principal::principal(std::string issuer, std::string subject, rights_ptr may, told_settings told)
  : issuer_(std::move(issuer)), subject_(std::move(subject)), key_(issuer_ + '\n' + subject_),
    may_(std::move(may)), told_(std::move(told)) {
}

const seat& principal::sits() const noexcept {
  static const seat shared;
  return may_ ? may_->as : shared;
}

principal_ptr anonymous() {
  static const auto nobody = anonymous(nullptr);
  return nobody;
}

principal_ptr anonymous(rights_ptr may) {
  auto told = may ? told_of(may->told, {}) : result<told_settings>();
  return principal_ptr(new principal({}, {}, std::move(may), *std::move(told)));
}

} // namespace howdah::auth
