#include "mcp/completion.hpp"

#include "mcp/json.hpp"

#include <algorithm>

namespace howdah::mcp {

namespace {

constexpr std::size_t most_values = 100; // a rule of the specification

} // namespace

result<completion_request> read_completion(const message& from) {
  const auto wrong = [](std::string what) {
    return refuse(errc::invalid_params, "completion/complete needs " + std::move(what));
  };
  const auto ref = from.params()["ref"];
  const auto type = ref["type"].string();
  const bool prompt = type == "ref/prompt";
  if (!prompt && type != "ref/resource")
    return wrong(R"("ref" of type "ref/prompt" or "ref/resource".)");
  const auto name = ref[prompt ? "name" : "uri"].string();
  if (!name)
    return wrong(prompt ? R"("ref.name", a string.)" : R"("ref.uri", a string.)");
  const auto argument = from.params()["argument"];
  const auto named = argument["name"].string();
  const auto typed = argument["value"].string();
  if (!named || !typed)
    return wrong(R"("argument.name" and "argument.value", strings.)");
  return completion_request{.of = prompt ? completion_request::kind::prompt
                                         : completion_request::kind::resource,
                            .name = *name,
                            .argument = *named,
                            .typed = *typed,
                            .context = from.params()["context"]};
}

answer completion_answer(const std::vector<std::string>& values) {
  return completion_answer(values, values.size());
}

answer completion_answer(const std::vector<std::string>& values, std::size_t total) {
  raw_result out{.members = R"("completion":{"values":[)"};
  const auto count = std::min(values.size(), most_values);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0)
      out.members += ',';
    append_quoted(out.members, values[i]);
  }
  out.members += R"(],"total":)" + std::to_string(total) + R"(,"hasMore":)";
  out.members += total > count ? "true}" : "false}";
  return out;
}

} // namespace howdah::mcp
