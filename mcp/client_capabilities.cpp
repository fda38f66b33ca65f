#include "mcp/client_capabilities.hpp"

namespace howdah::mcp {

namespace {

constexpr std::uint32_t elicitation_bit = 1;
constexpr std::uint32_t sampling_bit = 2;
constexpr std::uint32_t roots_bit = 4;

/// `{}` means forms, as it did before there were other modes.
bool elicits_by_form(value declared) {
  return declared.is_object() && (declared.size() == 0 || declared["form"].is_object());
}

} // namespace

client_capabilities read_capabilities(value declared) {
  return {.elicitation = elicits_by_form(declared["elicitation"]),
          .sampling = declared["sampling"].is_object(),
          .roots = declared["roots"].is_object(),
          .tasks = declared["extensions"][tasks_extension].is_object()};
}

bool allows(const client_capabilities& declared, std::string_view method) noexcept {
  if (method == "elicitation/create")
    return declared.elicitation;
  if (method == "sampling/createMessage")
    return declared.sampling;
  return method == "roots/list" && declared.roots;
}

std::string capability_for(std::string_view method) {
  return "{" + json_string(method.substr(0, method.find('/'))) + ":{}}";
}

std::uint32_t to_bits(const client_capabilities& declared) noexcept {
  return (declared.elicitation ? elicitation_bit : 0) | (declared.sampling ? sampling_bit : 0)
         | (declared.roots ? roots_bit : 0);
}

client_capabilities capabilities_of_bits(std::uint32_t bits) noexcept {
  return {.elicitation = (bits & elicitation_bit) != 0,
          .sampling = (bits & sampling_bit) != 0,
          .roots = (bits & roots_bit) != 0};
}

} // namespace howdah::mcp
