#pragma once

#include "core/limits.hpp"
#include "sql/statement.hpp"
#include "tools/cost_check.hpp"
#include "tools/fence.hpp"
#include "tools/result_table.hpp"
#include "tools/tool.hpp"
#include "tools/type_lookup.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace howdah::tools {

/// One call of `query`, ready to run. Immutable.
struct query_call {
  sql::admitted_ptr statement;
  std::vector<postgres::parameter> parameters = {};
  bool json = false;
  std::size_t row_limit = 500;
  std::size_t row_limit_max = 10'000;
  std::size_t result_bytes = 1024 * 1024;
  /// Numbers, booleans and objects were given types of our own choice; the server may be left to
  /// choose when those do not fit.
  bool types_are_guesses = false;
  std::vector<std::string> notes = {}; ///< remarks on the arguments
  data_fence marks = data_fence::off;
};

using query_call_ptr = std::shared_ptr<const query_call>;

/// Runs a call: the question what it costs, where the role asks for it, the statement, once more
/// where that is safe and may help (see `another_try`), then the names of types that are not built
/// in, where there are any.
class query_run : public conversation {
public:
  explicit query_run(query_call_ptr call);

  /// The first trip.
  static postgres::trip trip_of(const query_call& call);

  void columns(std::size_t statement, std::span<const postgres::column> described) override;
  postgres::appetite row(std::size_t statement, const postgres::row_view& values) override;
  void complete(std::size_t statement, std::string_view tag) override;
  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override;
  std::uint64_t rows() const override { return table_ ? table_->rows() : 0; }

private:
  postgres::consumer* aside() const noexcept;
  std::variant<postgres::trip, mcp::answer> checked(const postgres::outcome& ended);
  bool leave_types_to_server(const problem& failed);
  std::optional<postgres::trip> another_try(const problem& failed);
  mcp::answer failed(const problem& why) const;
  mcp::answer answer();

  query_call_ptr call_;
  std::unique_ptr<result_table> table_;
  std::unique_ptr<cost_check> check_;   ///< until the cost is known
  std::unique_ptr<type_lookup> lookup_; ///< once the types are asked for
  postgres::trip_form form_;
  bool untyped_ = false;                 ///< the parameters are left to the server
  std::optional<problem> first_failure_; ///< of the try with our types
  std::string tag_;
};

} // namespace howdah::tools
