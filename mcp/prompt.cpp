#include "mcp/prompt.hpp"

#include "mcp/json.hpp"

#include <algorithm>
#include <string>

namespace howdah::mcp {

namespace {

std::string known_names(const prompt_descriptor& prompt) {
  std::string all;
  for (const auto& each : prompt.arguments)
    all += (all.empty() ? "It takes: " : ", ") + std::string(each.name);
  return all.empty() ? "It takes no arguments." : all + '.';
}

problem wrong(const prompt_descriptor& prompt, std::string what) {
  return {.code = errc::invalid_params,
          .message = "The prompt " + std::string(prompt.name) + ' ' + std::move(what),
          .hint = known_names(prompt)};
}

std::optional<problem> check_given(const prompt_descriptor& prompt, value given) {
  if (!given.is_object())
    return wrong(prompt, "takes its arguments as an object of strings.");
  for (const auto& [name, argument] : given.members()) {
    const auto known = std::ranges::any_of(
      prompt.arguments, [name = name](const auto& each) { return each.name == name; });
    if (!known)
      return wrong(prompt, "has no argument " + json_string(name) + '.');
    if (!argument.is_string())
      return wrong(prompt, "needs a string as its argument " + json_string(name) + '.');
  }
  return std::nullopt;
}

} // namespace

result<prompt_arguments> prompt_arguments::check(const prompt_descriptor& prompt, value given) {
  prompt_arguments out;
  if (given && !given.is_null()) {
    if (auto why = check_given(prompt, given))
      return refuse(*std::move(why));
    out.given_ = given;
  }
  for (const auto& each : prompt.arguments)
    if (each.required && !out.string(each.name))
      return refuse(wrong(prompt, "needs the argument " + json_string(each.name) + '.'));
  return out;
}

answer prompt_answer(const prompt_descriptor& prompt, const std::vector<prompt_message>& messages) {
  raw_result result{.members = R"("description":)" + json_string(prompt.description)};
  result.members += R"(,"messages":[)";
  for (const auto& each : messages) {
    if (result.members.back() != '[')
      result.members += ',';
    result.members += each.by == prompt_message::speaker::user
                        ? R"({"role":"user","content":)"
                        : R"({"role":"assistant","content":)";
    result.members += each.what.json + '}';
  }
  result.members += ']';
  return result;
}

} // namespace howdah::mcp
