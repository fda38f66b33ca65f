#pragma once

#include "postgres/consumer.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::postgres {

/// Hands the results of one attempt at a trip to its consumer, until that has enough; counts what
/// is dropped after.
class feed {
public:
  /// `completes`: `complete` is called also for what is dropped (writes).
  feed(consumer& sink, bool completes) : sink_(&sink), completes_(completes) {}

  /// What rows there will be; the consumer hears of it with the first of them, or the end.
  void columns(std::vector<column> described) { columns_ = std::move(described); }
  /// `bytes` of the values.
  void row(std::size_t statement, const row_view& values, std::size_t bytes);
  /// The end of a statement that went well.
  void complete(std::size_t statement, std::string_view tag);

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
  void describe(std::size_t statement);

  consumer* sink_;
  bool completes_;
  bool enough_ = false;
  bool told_ = false;
  std::optional<std::vector<column>> columns_ = {}; ///< of the statement that runs, until told
  std::uint64_t delivered_ = 0;
  std::size_t dropped_rows_ = 0;
  std::size_t dropped_bytes_ = 0;
};

} // namespace howdah::postgres
