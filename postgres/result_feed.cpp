#include "postgres/result_feed.hpp"

#include <libpq-fe.h>

#include <algorithm>

namespace howdah::postgres {

namespace {

class pg_row final : public row_view {
public:
  pg_row(const PGresult& result, int row) : result_(result), row_(row) {}

  std::size_t size() const override { return static_cast<std::size_t>(PQnfields(&result_)); }
  bool is_null(std::size_t index) const override {
    return PQgetisnull(&result_, row_, static_cast<int>(index)) == 1;
  }
  std::string_view text(std::size_t index) const override {
    const int column = static_cast<int>(index);
    return {PQgetvalue(&result_, row_, column),
            static_cast<std::size_t>(PQgetlength(&result_, row_, column))};
  }

private:
  const PGresult& result_;
  int row_;
};

std::size_t row_bytes(const PGresult& result, int row) {
  std::size_t bytes = 0;
  for (int column = 0; column < PQnfields(&result); ++column)
    bytes += static_cast<std::size_t>(PQgetlength(&result, row, column));
  return bytes;
}

} // namespace

void feed::rows(std::size_t statement, const PGresult& result) {
  if (!enough_ && described_ != statement)
    describe(statement, result);
  for (int row = 0; row < PQntuples(&result); ++row) {
    if (enough_) {
      ++dropped_rows_;
      dropped_bytes_ += row_bytes(result, row);
      continue;
    }
    ++delivered_;
    enough_ = sink_->row(statement, pg_row(result, row)) == appetite::enough;
  }
}

void feed::complete(std::size_t statement, const PGresult& result) {
  if (enough_ && !completes_)
    return;
  told_ = true;
  sink_->complete(statement, PQcmdStatus(const_cast<PGresult*>(&result)));
}

void feed::describe(std::size_t statement, const PGresult& result) {
  std::vector<column> columns;
  columns.reserve(static_cast<std::size_t>(PQnfields(&result)));
  for (int i = 0; i < PQnfields(&result); ++i)
    columns.push_back({.name = PQfname(&result, i),
                       .type = PQftype(&result, i),
                       .type_modifier = PQfmod(&result, i),
                       .table = PQftable(&result, i),
                       .number = PQftablecol(&result, i)});
  described_ = statement;
  told_ = true;
  sink_->columns(statement, columns);
}

std::size_t largest_row(const PGresult& result) {
  std::size_t largest = 0;
  for (int row = 0; row < PQntuples(&result); ++row)
    largest = std::max(largest, row_bytes(result, row));
  return largest;
}

} // namespace howdah::postgres
