#pragma once

#include <memory>
#include <string>

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

  friend std::shared_ptr<const principal> anonymous();
  friend class voucher; // auth/voucher.hpp

private:
  principal(std::string issuer, std::string subject);

  std::string issuer_;
  std::string subject_;
  std::string key_;
};

using principal_ptr = std::shared_ptr<const principal>;

/// The one principal of a server without authentication.
principal_ptr anonymous();

} // namespace howdah::auth
