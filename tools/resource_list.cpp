#include "tools/resource_list.hpp"

#include "mcp/json.hpp"
#include "postgres/catalog.hpp"
#include "tools/catalog/cursor.hpp"
#include "tools/catalog/json.hpp"
#include "tools/catalog/rows.hpp"
#include "tools/resource_uri.hpp"
#include "tools/visibility.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace howdah::tools {

namespace {

constexpr std::size_t page_items = 200;
constexpr std::uint32_t kept_ms = 60'000;

/// One page. Immutable.
struct page_request {
  auth::sealer seal;
  std::string scope;
  table_uri after; ///< no schema: from the beginning
  std::size_t bytes;
  rights_ptr may; ///< the caller's
};

std::string uri_of_row(const table_uri& names) {
  return names.table.empty() ? uri_of_schema(names.schema) : uri_of(names);
}

std::string entry(const record& row) {
  const table_uri names{row.text(0), row.text(1)};
  const bool schema = names.table.empty();
  catalog_json out;
  out.open_object()
    .text("uri", uri_of_row(names))
    .text("name", schema ? names.schema : names.schema + '.' + names.table)
    .known("description", row[3])
    .text("mimeType", schema ? "text/plain" : "application/json")
    .close_object();
  return out.take();
}

class list_run final : public conversation {
public:
  explicit list_run(page_request call) : call_(std::move(call)) {}

  void columns(std::size_t, std::span<const postgres::column>) override {}
  void complete(std::size_t, std::string_view) override {}

  postgres::appetite row(std::size_t, const postgres::row_view& values) override {
    const record row(values);
    const auto next = entry(row);
    full_
      = count_ == page_items
        || (count_ > 0 && entries_.size() + next.size() + mcp::envelope_bytes + 1024 > call_.bytes);
    if (full_)
      return postgres::appetite::enough;
    entries_.append(count_++ > 0 ? "," : "").append(next);
    last_ = {row.text(0), row.text(1)};
    return postgres::appetite::more;
  }

  std::variant<postgres::trip, mcp::answer> finish(const postgres::outcome& ended) override {
    if (ended.failure)
      return mcp::answer(*ended.failure);
    mcp::raw_result page{.members = R"("resources":[)" + entries_ + ']',
                         .cache = mcp::cache_hint{.ttl_ms = kept_ms}};
    if (full_) {
      page.members += R"(,"nextCursor":)";
      mcp::append_quoted(page.members, cursor_after(call_.seal, call_.scope, uri_of_row(last_)));
    }
    return mcp::answer(std::move(page));
  }

private:
  page_request call_;
  std::string entries_;
  std::size_t count_ = 0;
  bool full_ = false;
  table_uri last_;
};

class list_plan final : public plan {
public:
  explicit list_plan(page_request call) : call_(std::move(call)) {}

  postgres::trip first() const override {
    const auto& after = call_.after;
    postgres::runnable list{
      .what = postgres::catalog::list_resources,
      .parameters
      = {text_parameter(after.schema.empty() ? std::nullopt : std::optional(after.schema)),
         text_parameter(after.table), text_parameter(std::to_string(page_items + 1))}};
    add_visibility(list, call_.may.get());
    return {.statements = {std::move(list)}};
  }
  std::unique_ptr<conversation> start() const override { return std::make_unique<list_run>(call_); }
  mcp::answer failed(const problem& why) const override { return why; }

private:
  page_request call_;
};

class resource_list final : public resource_index {
public:
  result<plan_ptr> page(const std::optional<std::string>& cursor,
                        const context& with) const override {
    page_request call{.seal = with.seal,
                      .scope = cursor_scope("resources/list", {with.caller->key()}),
                      .after = {},
                      .bytes = with.bounds.result_bytes,
                      .may = with.caller->may()};
    if (cursor) {
      const auto last = with.seal.open(call.scope, *cursor);
      if (!last)
        return refuse(errc::invalid_params, "Unknown cursor.",
                      "List again without cursor, or with the nextCursor of the page before.");
      call.after = place_of(*last);
    }
    return plan_ptr(std::make_shared<list_plan>(std::move(call)));
  }

private:
  /// Of a URI that a cursor of ours holds; that of a schema names no table.
  static table_uri place_of(const std::string& uri) {
    if (auto table = parse_table_uri(uri))
      return *std::move(table);
    return {.schema = parse_schema_uri(uri).value_or(""), .table = ""};
  }
};

} // namespace

std::unique_ptr<const resource_index> make_resource_list() {
  return std::make_unique<resource_list>();
}

} // namespace howdah::tools
