#pragma once

#include "postgres/consumer.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

struct pg_result;

namespace howdah::postgres {

/// Hands the results of one attempt at a trip to its consumer, until that has enough; counts what
/// is dropped after.
class feed {
public:
  /// `completes`: `complete` is called also for what is dropped (writes).
  feed(consumer& sink, bool completes) : sink_(&sink), completes_(completes) {}

  /// One row, or the rest of a result set with its end.
  void rows(std::size_t statement, const pg_result& result);
  /// The end of a statement that went well.
  void complete(std::size_t statement, const pg_result& result);

  /// Nothing further is handed over, as if the consumer had said so.
  void have_enough() noexcept { enough_ = true; }
  bool enough() const noexcept { return enough_; }
  /// Whether the consumer has been told anything: then the trip cannot be run again behind its
  /// back.
  bool told() const noexcept { return told_; }
  std::uint64_t delivered() const noexcept { return delivered_; }
  std::size_t dropped_rows() const noexcept { return dropped_rows_; }
  std::size_t dropped_bytes() const noexcept { return dropped_bytes_; }

private:
  void describe(std::size_t statement, const pg_result& result);

  consumer* sink_;
  bool completes_;
  bool enough_ = false;
  bool told_ = false;
  std::optional<std::size_t> described_ = {}; ///< the statement whose columns were told last
  std::uint64_t delivered_ = 0;
  std::size_t dropped_rows_ = 0;
  std::size_t dropped_bytes_ = 0;
};

/// Bytes of the values of the largest row in a result.
std::size_t largest_row(const pg_result& result);

} // namespace howdah::postgres
