#include "auth/principal.hpp"

#include "auth/told.hpp"

#include <utility>

namespace howdah::auth {

namespace {

const token_claims& said_by(const token_claims_ptr& claims) noexcept {
  static const token_claims nothing;
  return claims ? *claims : nothing;
}

} // namespace

principal::principal(std::string issuer, std::string subject, rights_ptr may, told_settings told,
                     token_claims_ptr claims, membership in)
  : issuer_(std::move(issuer)), subject_(std::move(subject)), key_(issuer_ + '\n' + subject_),
    may_(std::move(may)), told_(std::move(told)), claims_(std::move(claims)),
    tenant_(std::move(in.tenant)),
    tenant_key_(tenant_.empty() ? key_ : in.by + "\ntenant\n" + tenant_) {
}

const std::vector<std::string>& principal::scopes() const noexcept {
  return said_by(claims_).scopes;
}

std::optional<std::chrono::sys_seconds> principal::expires() const noexcept {
  return claims_ ? std::optional(claims_->expires) : std::nullopt;
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
  return principal_ptr(new principal({}, {}, std::move(may), *std::move(told), nullptr, {}));
}

} // namespace howdah::auth
