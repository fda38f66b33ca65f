#pragma once

#include "auth/voucher.hpp"
#include "transport/caller_source.hpp"

#include <string>
#include <utility>

namespace howdah::transport {

/// Whoever the test says is calling now.
struct changing_caller final : caller_source {
  explicit changing_caller(std::string first) : name(std::move(first)) {}
  auth::principal_ptr caller() const override { return *auth::voucher::process_owner(name); }
  std::string name;
};

} // namespace howdah::transport
