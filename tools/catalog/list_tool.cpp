#include "tools/catalog/list_tool.hpp"

#include "tools/visibility.hpp"

namespace howdah::tools {

std::vector<postgres::parameter> list_request::page_parameters() const {
  std::vector<postgres::parameter> all{
    text_parameter(start.after), text_parameter(std::to_string(start.offset)),
    text_parameter(std::to_string(list_page::rows_wanted(page_size, bytes)))};
  for (auto& each : visibility(may.get()))
    all.push_back(std::move(each));
  return all;
}

result<list_request> read_list_request(const mcp::tool_descriptor& tool,
                                       const mcp::arguments& given, const context& with,
                                       std::string scope) {
  if (auto why = check_texts(given, tool))
    return refuse(*std::move(why));
  auto pattern = filled(given, "name_pattern");
  if (auto why = check_pattern(pattern))
    return refuse(*std::move(why));
  HOWDAH_TRY(auto start, read_cursor(with.seal, scope, given.string("cursor")));
  return list_request{.seal = with.seal,
                      .scope = std::move(scope),
                      .start = std::move(start),
                      .pattern = std::move(pattern),
                      .page_size = given.integer("page_size").value_or(500),
                      .bytes = with.bounds.result_bytes,
                      .may = with.caller->may()};
}

std::optional<std::string> filled(const mcp::arguments& given, std::string_view name) {
  auto text = given.string(name);
  return text && text->empty() ? std::nullopt : text;
}

mcp::parameter_descriptor pattern_parameter() {
  return {.name = "name_pattern",
          .kind = mcp::parameter_descriptor::type::string,
          .description = "ILIKE pattern.",
          .nullable = true};
}

mcp::parameter_descriptor page_size_parameter() {
  return {.name = "page_size",
          .kind = mcp::parameter_descriptor::type::integer,
          .default_json = "500",
          .minimum = 1,
          .maximum = 1'000'000};
}

mcp::parameter_descriptor cursor_parameter() {
  return {.name = "cursor",
          .kind = mcp::parameter_descriptor::type::string,
          .description = "next_cursor of the page before.",
          .nullable = true};
}

} // namespace howdah::tools
