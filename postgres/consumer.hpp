#pragma once

#include "core/problem.hpp"
#include "postgres/statement.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace howdah::postgres {

/// A result column as RowDescription tells it.
struct column {
  std::string name;
  oid type = 0;
  int type_modifier = -1;
  oid table = 0;  ///< 0 unless it is a plain column of a table
  int number = 0; ///< of that column in its table; 0 likewise
};

/// One row in text format. Valid during the call that hands it over, no longer.
class row_view {
public:
  virtual std::size_t size() const = 0;
  virtual bool is_null(std::size_t index) const = 0;
  virtual std::string_view text(std::size_t index) const = 0;

protected:
  ~row_view() = default;
};

/// Whether the consumer wants further rows. After `enough` it gets none, of this statement or a
/// later one of the trip; the session drains or cancels the rest.
enum class appetite { more, enough };

class consumer;

/// What became of a trip once every Sync was answered.
struct outcome {
  const consumer* of = nullptr; ///< whose trip it was
  std::optional<problem> failure
    = {}; ///< of the first statement that failed, the COMMIT, or the connection
  std::size_t failed_statement = 0; ///< index, when a statement failed
  bool cancelled = false;           ///< the failure is our own cancel or timeout
  bool stopped_early = false;       ///< the consumer said `enough`
  /// It fell to what another of the connection's trips met with, or needs the connection for itself:
  /// nothing was changed, and it is to be run again alone, for a consumer that was told nothing.
  bool unserved = false;
  bool wrote = false;     ///< it was run as a write, or bare: never to be run again unasked
  std::uint64_t rows = 0; ///< handed to the consumer
  std::chrono::microseconds elapsed{0};
};

/// Takes the rows of one trip, on the thread of the database actor. Must not throw, must not keep
/// views.
class consumer {
public:
  virtual ~consumer() = default;
  /// Before the first row of a statement, also when there will be none. Not called for statements
  /// without a result set.
  virtual void columns(std::size_t statement, std::span<const column> described) = 0;
  virtual appetite row(std::size_t statement, const row_view& values) = 0;
  /// The statement ended well. `tag` as PostgreSQL sends it: "SELECT 3", "UPDATE 1", "CREATE
  /// TABLE". Not called after `enough` in a read, where the rest is cancelled.
  virtual void complete(std::size_t statement, std::string_view tag) = 0;
};

} // namespace howdah::postgres
