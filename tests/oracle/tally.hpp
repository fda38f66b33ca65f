#pragma once

#include "sql/guard.hpp"

#include <cstddef>
#include <string>

namespace howdah::oracle {

struct violation {
  std::string statement;
  std::string what;
};

/// Counts of one trial; prints as one line.
struct tally {
  std::size_t statements = 0;
  std::size_t unparsable = 0; ///< no SQL
  std::size_t refused = 0;
  std::size_t admitted = 0;
  std::size_t completed = 0; ///< of the admitted: the others ended with an error or a time-out

  /// Counts a statement by its verdict. Whether it was admitted.
  bool take(const result<sql::admitted_ptr>& verdict) noexcept;
  std::string line() const;
  tally& operator+=(const tally& other) noexcept;
};

} // namespace howdah::oracle
