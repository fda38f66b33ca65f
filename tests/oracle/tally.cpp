#include "tests/oracle/tally.hpp"

namespace howdah::oracle {

bool tally::take(const result<sql::admitted_ptr>& verdict) noexcept {
  ++statements;
  if (verdict)
    ++admitted;
  else
    ++(verdict.error().code == errc::syntax_error ? unparsable : refused);
  return verdict.has_value();
}

std::string tally::line() const {
  return std::to_string(statements) + " generated: " + std::to_string(unparsable) + " no SQL, "
         + std::to_string(refused) + " refused, " + std::to_string(admitted) + " admitted ("
         + std::to_string(completed) + " of them ran to their end)";
}

tally& tally::operator+=(const tally& other) noexcept {
  statements += other.statements;
  unparsable += other.unparsable;
  refused += other.refused;
  admitted += other.admitted;
  completed += other.completed;
  return *this;
}

} // namespace howdah::oracle
