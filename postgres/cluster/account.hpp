#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <sys/types.h>

namespace howdah::postgres {

/// Who PostgreSQL runs as: ourselves, or, when we are root, somebody whom initdb accepts.
struct account {
  uid_t user = 0;
  gid_t group = 0;
  bool other_than_us = false;
};

/// `postgres`, or `nobody`, for root; the effective user otherwise.
result<account> server_account();

/// Hands a file or directory over; never follows symbolic links. Nothing to do unless the account
/// is another than ours.
bool hand_over(const std::filesystem::path& what, const account& to);

/// Whether the account can reach a directory made in `base` by us.
bool can_reach(const std::filesystem::path& base, const account& who);

} // namespace howdah::postgres
