#include "postgres/statement.hpp"

namespace howdah::postgres {

std::string_view runnable::text() const noexcept {
  if (const auto* admitted = std::get_if<sql::admitted_ptr>(&what))
    return (*admitted)->text();
  return std::get<catalog_statement>(what).text();
}

} // namespace howdah::postgres
