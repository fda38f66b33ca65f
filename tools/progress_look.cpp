#include "tools/progress_look.hpp"

#include "mcp/json.hpp"
#include "mcp/message.hpp"
#include "postgres/catalog.hpp"
#include "tools/catalog/rows.hpp"

#include <memory>

namespace howdah::tools {

namespace {

class look_run final : public conversation {
public:
  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}

  postgres::appetite row(std::size_t, const postgres::row_view& values) override {
    found_ = record(values).text(0);
    return postgres::appetite::more;
  }

  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
    if (ended.failure)
      return mcp::answer(*ended.failure);
    return mcp::answer(mcp::raw_result{.members = R"("progress":)" + mcp::json_string(found_)});
  }

private:
  std::string found_;
};

class look_plan final : public plan {
public:
  explicit look_plan(int backend) : backend_(backend) {}

  postgres::trip first() const override {
    return {.statements = {{.what = postgres::catalog::progress,
                            .parameters = {text_parameter(std::to_string(backend_))}}}};
  }
  std::unique_ptr<conversation> start() const override { return std::make_unique<look_run>(); }
  mcp::answer failed(const problem& why) const override { return why; }

private:
  int backend_;
};

} // namespace

plan_ptr look_at_progress(int backend) {
  return std::make_shared<look_plan>(backend);
}

std::string read_progress(const std::string& encoded) {
  const auto frame = mcp::parse_frame(encoded, 8);
  if (!frame || frame->messages.empty() || !frame->messages.front())
    return {};
  const auto& root = (*frame->messages.front())->root();
  return std::string(root["result"]["progress"].string().value_or(""));
}

} // namespace howdah::tools
