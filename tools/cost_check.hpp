#pragma once

#include "core/result.hpp"
#include "core/rights.hpp"
#include "postgres/consumer.hpp"
#include "postgres/statement.hpp"
#include "sql/statement.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::tools {

/// Asks PostgreSQL what it expects of a statement before it runs, for a caller whose role has
/// limits on that (`max_cost`, `max_rows_estimate`). Works for one trip.
class cost_check : public postgres::consumer {
public:
  /// Nothing where there is nothing to ask. The time for it is short: what takes long to plan ends
  /// there.
  static std::optional<postgres::trip> ask(const sql::admitted_statement& statement,
                                           std::vector<postgres::parameter> parameters);

  void columns(std::size_t, std::span<const postgres::column>) override {}
  postgres::appetite row(std::size_t, const postgres::row_view& values) override;
  void complete(std::size_t, std::string_view) override {}

  /// Why the statement must not run, after the trip that ended like this.
  std::optional<problem> refused(const postgres::outcome& ended,
                                 const sql::admitted_statement& statement) const;

private:
  std::string plan_;
};

/// The same of a plan as EXPLAIN (FORMAT JSON) has it. What will not run costs nothing; what cannot
/// be read is refused.
std::optional<problem> over_limits(const std::string& plan, const role_limits& own);

} // namespace howdah::tools
