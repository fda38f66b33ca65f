#include "postgres/result_feed.hpp"

namespace howdah::postgres {

void feed::row(std::size_t statement, const row_view& values, std::size_t bytes) {
  if (enough_) {
    ++dropped_rows_;
    dropped_bytes_ += bytes;
    return;
  }
  describe(statement);
  ++delivered_;
  enough_ = sink_->row(statement, values) == appetite::enough;
}

void feed::complete(std::size_t statement, std::string_view tag) {
  if (enough_ && !completes_)
    return;
  if (!enough_)
    describe(statement);
  columns_.reset();
  told_ = true;
  sink_->complete(statement, tag);
}

void feed::describe(std::size_t statement) {
  if (!columns_)
    return;
  told_ = true;
  sink_->columns(statement, *columns_);
  columns_.reset();
}

} // namespace howdah::postgres
