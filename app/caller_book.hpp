#pragma once

#include "auth/permissions.hpp"
#include "auth/permissions_in_force.hpp"
#include "auth/token_cache.hpp"
#include "transport/caller_source.hpp"
#include "transport/token_check.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace howdah::app {

/// The permissions that are good now. The main thread replaces them when the file changed, the
/// transport's thread asks: the next message after that is judged by the new ones.
class caller_book final : public transport::token_check,
                          public transport::caller_source,
                          public auth::permissions_in_force {
public:
  /// `owner` is the name of whoever started the server; empty: nobody gave one. `verified` are the
  /// tokens of issuers that are known already; null: there are no issuers.
  caller_book(auth::permissions_ptr first, std::string owner,
              std::shared_ptr<auth::token_cache> verified = nullptr);

  /// Nothing for what may be a token of an issuer that was not verified yet.
  std::optional<result<auth::principal_ptr>> holder_of(std::string_view token) const override;
  auth::principal_ptr caller() const override;
  auth::permissions_ptr current() const override;
  void replace(auth::permissions_ptr by);

private:
  auth::principal_ptr caller_by(const auth::permissions& file) const;

  const std::string owner_;
  const std::shared_ptr<auth::token_cache> verified_;
  mutable std::mutex lock_;
  auth::permissions_ptr current_;
  auth::principal_ptr caller_; ///< without a token
};

} // namespace howdah::app
