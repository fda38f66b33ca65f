#pragma once

#include "postgres/login.hpp"

#include <span>
#include <string>
#include <vector>

namespace howdah::postgres {

/// Something about a login that should be otherwise.
struct login_finding {
  std::string what;   ///< a stable word, such as `superuser`
  char grade = 'B';   ///< that a login with nothing worse has, 'B' to 'F'
  std::string says;   ///< a sentence without its subject and without a full stop: "is a superuser"
  std::string why;    ///< it matters
  std::string remedy; ///< SQL, or what to do; may have a remark behind it
};

/// What of the powers is too much, the worst first.
std::vector<login_finding> findings_of(const login_survey& survey, login_purpose purpose);
/// The same of the way in. `sslmode` is that of the connection string.
std::vector<login_finding> findings_of(const login_survey& survey, const login_session& session,
                                       const std::string& sslmode, login_purpose purpose);

/// The worst of the findings; 'A' without any.
char grade_of(std::span<const login_finding> findings) noexcept;
/// Whether a login with this finding can do what its callers are not meant to do; the rest is
/// advice.
constexpr bool matters(const login_finding& finding) noexcept {
  return finding.grade >= 'C';
}
/// "superuser", or "writes_tables, creates_tables": those that matter. Empty when none does.
std::string names_of_what_matters(std::span<const login_finding> findings);

} // namespace howdah::postgres
