#include "tools/catalog/rows.hpp"

#include "core/utf8.hpp"
#include "tools/failure.hpp"

#include <utility>

namespace howdah::tools {

namespace {

problem too_large() {
  return {.code = errc::too_large,
          .message = "The answer is larger than a reply may be.",
          .hint = "Read the parts that you need with query, e.g. from information_schema."};
}

std::size_t encoded_bytes(const mcp::tool_result& result) {
  auto sum = mcp::envelope_bytes + result.text.size() + result.structured.size();
  for (const auto& block : result.more)
    sum += block.size() + 32;
  return sum;
}

} // namespace

record::record(const postgres::row_view& values) {
  values_.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values.is_null(i))
      values_.emplace_back(std::nullopt);
    else if (const auto text = values.text(i); is_utf8(text))
      values_.emplace_back(text);
    else
      values_.emplace_back(repaired_utf8(text));
  }
}

const std::string& record::text(std::size_t column) const {
  static const std::string nothing;
  return values_[column] ? *values_[column] : nothing;
}

std::size_t record::bytes() const {
  std::size_t sum = 0;
  for (const auto& value : values_)
    sum += sizeof value + (value ? value->size() : 0);
  return sum;
}

postgres::appetite catalog_conversation::row(std::size_t statement,
                                             const postgres::row_view& values) {
  kept_ += take(statement, record(values));
  return kept_ > budget_ ? postgres::appetite::enough : postgres::appetite::more;
}

std::variant<postgres::trip, mcp::answer>
catalog_conversation::finish(const postgres::outcome& ended) {
  if (ended.failure)
    return mcp::answer(failure(*ended.failure));
  if (kept_ > budget_)
    return mcp::answer(failure(too_large()));
  return conclude();
}

mcp::answer catalog_conversation::bounded(mcp::tool_result result) const {
  return encoded_bytes(result) > budget_ ? failure(too_large()) : std::move(result);
}

std::optional<problem> check_texts(const mcp::arguments& given, const mcp::tool_descriptor& tool) {
  for (const auto& parameter : tool.parameters) {
    auto texts = given.strings(parameter.name).value_or(std::vector<std::string>());
    if (auto text = given.string(parameter.name))
      texts.push_back(*std::move(text));
    for (const auto& text : texts)
      if (text.find('\0') != std::string::npos)
        return problem{.code = errc::invalid_argument,
                       .message = std::string(parameter.name)
                                  + " holds a NUL character (\\u0000), which no name can hold.",
                       .hint = "Leave it out."};
  }
  return std::nullopt;
}

postgres::parameter text_parameter(std::optional<std::string> text) {
  return {.text = std::move(text)};
}

} // namespace howdah::tools
