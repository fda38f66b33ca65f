// Frames of any bytes: what is accepted must come out again as it went in, whatever the rest of
// mcp/ makes of it.
#include "mcp/answer.hpp"
#include "mcp/arguments.hpp"
#include "mcp/document.hpp"
#include "mcp/era.hpp"
#include "mcp/lifecycle.hpp"
#include "mcp/meta.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace howdah;
using namespace howdah::mcp;

namespace {

using type = parameter_descriptor::type;

const tool_descriptor every_kind{
  .name = "every_kind",
  .title = "Every kind",
  .description = "A parameter of each kind.",
  .parameters = {{.name = "sql", .required = true},
                 {.name = "row_limit",
                  .kind = type::integer,
                  .default_json = "500",
                  .minimum = 1,
                  .maximum = 10,
                  .clamp = true},
                 {.name = "page", .kind = type::integer, .maximum = 5},
                 {.name = "flag", .kind = type::boolean, .default_json = "true"},
                 {.name = "format",
                  .default_json = R"("json")",
                  .one_of = {"json", "markdown"},
                  .fold_case = true},
                 {.name = "types", .kind = type::string_list, .nullable = true, .one_of = {"VIEW"}},
                 {.name = "parameters", .kind = type::value_list, .nullable = true}}};

void expect(bool held) {
  if (!held)
    std::abort();
}

/// Whatever we send is JSON with this id.
void expect_answer(const std::string& text, const request_id& id) {
  document sent;
  expect(text.find('\n') == text.npos && !sent.load(text, max_json_depth));
  expect(read_id(sent.root()["id"]).value_or(request_id{}) == id);
}

void use_arguments(const message& from) {
  const auto given = arguments::check(every_kind, from.params()["arguments"]);
  if (!given) {
    expect(given.error().code == errc::invalid_argument);
    return expect_answer(encode({from.id()}, given.error()), from.id());
  }
  expect(given->string("sql") && *given->integer("row_limit") >= 1
         && *given->integer("row_limit") <= 10);
  expect(given->integer("page").value_or(5) <= 5);
  expect(given->string("format") == "json" || given->string("format") == "markdown");
  for (const auto& each : given->strings("types").value_or(std::vector<std::string>{}))
    expect(each == "VIEW");
}

void use(const message& from) {
  const auto text = from.root().text();
  document again;
  expect(!again.load(text, max_json_depth) && again.root().text() == text);
  for (const auto& headers :
       {header_facts{},
        header_facts{.over_http = true, .protocol_version = "2026-07-28", .method = from.method()}})
    if (const auto decided = era_of(from, headers); !decided)
      expect_answer(encode({from.id()}, decided.error()), from.id());
  negotiated(from);
  progress_token(from);
  cancelled_request(from);
  use_arguments(from);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parsed = parse_frame(std::string(reinterpret_cast<const char*>(data), size), 64);
  if (!parsed) {
    expect_answer(encode({parsed.error().id}, parsed.error().why), parsed.error().id);
    return 0;
  }
  for (const auto& each : parsed->messages)
    if (each)
      use(**each);
    else
      expect_answer(encode({each.error().id}, each.error().why), each.error().id);
  return 0;
}
