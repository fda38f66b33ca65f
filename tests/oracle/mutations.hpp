#pragma once

#include "tests/oracle/tokens.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace howdah::oracle {

/// Makes statements out of others: exchanges words, literals and operators for those of other
/// statements, groups in parentheses for theirs, drops, doubles and swaps, adds clauses that write,
/// wraps statements in others. The same seed makes the same ones.
class mutations {
public:
  mutations(std::uint64_t seed, const std::vector<std::string>& statements,
            const std::vector<std::string>& names);

  std::string next();

private:
  using tokens = std::vector<token>;

  std::size_t below(std::size_t bound);
  const std::string& any(const std::vector<std::string>& of);
  std::size_t any_opening(const tokens& of);
  void change(tokens& of);
  void exchange_token(tokens& of);
  void exchange_group(tokens& of);
  void drop_or_double(tokens& of);
  void swap(tokens& of);
  void add_clause(tokens& of);
  void rename(tokens& of);

  std::mt19937_64 chance_;
  std::vector<tokens> statements_;
  std::vector<std::string> names_; ///< of functions
};

} // namespace howdah::oracle
