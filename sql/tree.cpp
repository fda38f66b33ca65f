#include "sql/tree.hpp"

namespace howdah::sql {

using rapidjson::Value;

const Value* find(const Value& node, const char* field) noexcept {
  if (!node.IsObject())
    return nullptr;
  const auto member = node.FindMember(field);
  return member == node.MemberEnd() ? nullptr : &member->value;
}

std::string_view text_of(const Value& node, const char* field) noexcept {
  const auto* text = find(node, field);
  return text && text->IsString() ? std::string_view(text->GetString(), text->GetStringLength())
                                  : std::string_view();
}

std::string_view last_name(const Value& node, const char* field) noexcept {
  const auto* list = find(node, field);
  if (!list || !list->IsArray() || list->Empty())
    return {};
  const auto* last = find((*list)[list->Size() - 1], "String");
  return last ? text_of(*last, "sval") : std::string_view();
}

} // namespace howdah::sql
