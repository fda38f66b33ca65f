#pragma once

#include "auth/permissions.hpp"
#include "transport/token_check.hpp"

#include <mutex>

namespace howdah::app {

/// The permissions that are good now. The main thread replaces them when the file changed, the
/// transport's thread asks: the next message after that is judged by the new ones.
class token_book final : public transport::token_check {
public:
  explicit token_book(auth::permissions_ptr first) : current_(std::move(first)) {}

  result<auth::principal_ptr> holder_of(std::string_view token) const override;
  void replace(auth::permissions_ptr by);

private:
  auth::permissions_ptr current() const;

  mutable std::mutex lock_;
  auth::permissions_ptr current_;
};

} // namespace howdah::app
