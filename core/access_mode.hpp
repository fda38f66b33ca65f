#pragma once

namespace howdah {

/// What callers' statements may do; docs/access-modes.md.
enum class access_mode {
  read_only,    ///< one SELECT-like statement in a READ ONLY transaction
  read_write,   ///< also DML, DDL, DO and CALL; never transaction or session control
  unrestricted, ///< any single statement that the database login may run
};

constexpr const char* name_of(access_mode mode) noexcept {
  switch (mode) {
  case access_mode::read_only:
    return "read-only";
  case access_mode::read_write:
    return "read-write";
  case access_mode::unrestricted:
    return "unrestricted";
  }
  return "read-only";
}

} // namespace howdah
