#pragma once

#include "auth/principal.hpp"

#include <memory>
#include <utility>

namespace howdah::transport {

/// Who calls where nobody is asked for a token: whoever started the server, or the anonymous
/// principal. Asked for each message, as what it may do can change; any thread; never blocks for
/// long.
class caller_source {
public:
  virtual ~caller_source() = default;
  virtual auth::principal_ptr caller() const = 0;
};

using caller_source_ptr = std::shared_ptr<const caller_source>;

/// The same one all the time.
class fixed_caller final : public caller_source {
public:
  explicit fixed_caller(auth::principal_ptr who) : who_(std::move(who)) {}
  auth::principal_ptr caller() const override { return who_; }

private:
  auth::principal_ptr who_;
};

} // namespace howdah::transport
