#pragma once

#include "sql/statement.hpp"

#include <chrono>
#include <cstddef>
#include <unordered_map>

namespace howdah::actors {

/// What the SURVEYOR has admitted, for as long as it said that this needs no new look. Pure.
class survey_memory {
public:
  using time_point = std::chrono::steady_clock::time_point;

  /// `reached` was said of `asked`.
  void keep(const sql::admitted_ptr& asked, sql::admitted_ptr reached, time_point until);
  /// Null: the SURVEYOR has to be asked.
  sql::admitted_ptr find(const sql::admitted_ptr& asked, time_point now) const;

private:
  static constexpr std::size_t capacity = 256;
  /// Holds the statement, so that no other takes its address.
  struct entry {
    sql::admitted_ptr asked;
    sql::admitted_ptr reached;
    time_point until;
  };
  std::unordered_map<const sql::admitted_statement*, entry> entries_;
};

} // namespace howdah::actors
