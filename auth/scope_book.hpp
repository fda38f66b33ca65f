#pragma once

#include "core/rights.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::auth {

/// A scope-token as RFC 6749 section 3.3 has it: no blanks, quotes or backslashes, and ASCII.
bool is_scope(std::string_view text) noexcept;

/// Operations that access tokens have with a scope.
struct scope_grant {
  std::string scope;
  std::vector<std::string> operations; ///< as `rights::operations`
};

/// `scopes:` of the permissions file: of what a role may do, an access token has what its scopes
/// give. Any thread.
class scope_book {
public:
  static constexpr std::size_t most = 64;

  /// At most `most`.
  explicit scope_book(std::vector<scope_grant> grants);

  const std::vector<scope_grant>& grants() const noexcept { return grants_; }
  /// The same object for the same rights and scopes, so that what is remembered of callers by their
  /// rights counts for all of them.
  rights_ptr within(const rights_ptr& whole, const std::vector<std::string>& given) const;

private:
  using scope_set = std::uint64_t; ///< a bit for each grant

  scope_set known_of(const std::vector<std::string>& given) const;
  rights_ptr narrowed(const rights& whole, scope_set held) const;

  std::vector<scope_grant> grants_;
  mutable std::mutex lock_;
  mutable std::map<std::pair<rights_ptr, scope_set>, rights_ptr> made_;
};

} // namespace howdah::auth
