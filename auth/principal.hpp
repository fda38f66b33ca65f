#pragma once

#include "auth/jose/token_claims.hpp"
#include "core/rights.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace howdah::auth {

/// Who calls: issuer + subject, never the client program. Immutable, carried in every message. Only
/// this room makes one, so holding a principal proves that somebody vouched for it.
class principal {
public:
  const std::string& issuer() const noexcept { return issuer_; }
  const std::string& subject() const noexcept { return subject_; }
  /// What queues and limits are counted by: unique for issuer + subject.
  const std::string& key() const noexcept { return key_; }
  bool is_anonymous() const noexcept { return subject_.empty(); }
  /// What it may do; null: whatever the server's access mode lets everybody do.
  const rights_ptr& may() const noexcept { return may_; }
  /// As whom its statements run in the database.
  const seat& sits() const noexcept;
  /// What PostgreSQL is told of it in the transaction of each statement; null: nothing.
  const told_settings& told() const noexcept { return told_; }

  /// What its access token says; null for whoever is known in another way, who has no scopes.
  const token_claims_ptr& claims() const noexcept { return claims_; }
  /// Whom it shares limits with, for counting: unique for who says so (the issuer of its token, or
  /// the permissions file) + tenant. Without a tenant it is one of its own.
  const std::string& tenant_key() const noexcept { return tenant_key_; }
  /// As the permissions file or else its issuer calls it; empty: none.
  const std::string& tenant() const noexcept { return tenant_; }
  const std::vector<std::string>& scopes() const noexcept;
  /// When its access token ends; nothing: it has none.
  std::optional<std::chrono::sys_seconds> expires() const noexcept;

  friend std::shared_ptr<const principal> anonymous(rights_ptr may);
  friend class voucher; // auth/voucher.hpp

private:
  /// Of whom it is one, and who says so.
  struct membership {
    std::string tenant; ///< empty: of nobody
    std::string by;
  };
  principal(std::string issuer, std::string subject, rights_ptr may, told_settings told,
            token_claims_ptr claims, membership in);

  std::string issuer_;
  std::string subject_;
  std::string key_;
  rights_ptr may_;
  told_settings told_;
  token_claims_ptr claims_;
  std::string tenant_;
  std::string tenant_key_;
};

using principal_ptr = std::shared_ptr<const principal>;

/// The one principal of a server without authentication.
principal_ptr anonymous();
/// The same, held to the rights of the permissions file's `_default`.
principal_ptr anonymous(rights_ptr may);

} // namespace howdah::auth
