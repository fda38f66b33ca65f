#pragma once

#include "mcp/answer.hpp"
#include "tools/tool.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace howdah::tests {

/// Runs its trips one after another and answers with what they gave: "1|SELECT 1;2|SELECT 1;" or
/// "failed: query_failed 42601".
class scripted_plan : public tools::plan {
public:
  explicit scripted_plan(std::vector<postgres::trip> trips, std::uint64_t appetite = 1'000'000)
    : trips_(std::move(trips)), appetite_(appetite) {}

  postgres::trip first() const override { return trips_.front(); }
  std::unique_ptr<tools::conversation> start() const override {
    return std::make_unique<run>(*this);
  }
  mcp::answer failed(const problem& why) const override {
    return mcp::tool_result{
      .text = "failed: " + std::string(name_of(why.code)) + " " + why.sqlstate, .is_error = true};
  }

private:
  class run : public tools::conversation {
  public:
    explicit run(const scripted_plan& plan) : plan_(plan) {}

    void columns(std::size_t, std::span<const postgres::column>) override {}
    postgres::appetite row(std::size_t, const postgres::row_view& values) override {
      const bool short_value
        = values.size() > 0 && !values.is_null(0) && values.text(0).size() < 100;
      said_ += short_value ? std::string(values.text(0)) + "|" : "long|";
      return ++rows_ % plan_.appetite_ == 0 ? postgres::appetite::enough : postgres::appetite::more;
    }
    void complete(std::size_t, std::string_view tag) override { said_ += std::string(tag) + ";"; }

    std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
      if (ended.failure)
        return plan_.failed(*ended.failure);
      if (++trip_ < plan_.trips_.size())
        return plan_.trips_[trip_];
      return mcp::tool_result{.text = said_, .rows = rows_};
    }

  private:
    const scripted_plan& plan_;
    std::size_t trip_ = 0;
    std::uint64_t rows_ = 0;
    std::string said_;
  };

  std::vector<postgres::trip> trips_;
  std::uint64_t appetite_;
};

} // namespace howdah::tests
