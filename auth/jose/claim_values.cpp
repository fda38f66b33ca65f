#include "auth/jose/claim_values.hpp"

#include "auth/jose/strict_json.hpp"

#include <algorithm>
#include <utility>

namespace howdah::auth {

namespace {

constexpr unsigned depth = 16;

} // namespace

struct claim_values::reader {
  claim_values& into;

  void read(const rapidjson::Value& object, const std::string& prefix) {
    for (const auto& member : object.GetObject())
      take(prefix + std::string(text_of(member.name)), member.value);
    for (const auto& member : object.GetObject())
      if (member.value.IsObject())
        read(member.value, prefix + std::string(text_of(member.name)) + '.');
  }

  void take(const std::string& name, const rapidjson::Value& claim) {
    into.names_.insert(name);
    if (claim.IsTrue())
      into.yes_.insert(name);
    else if (claim.IsNumber())
      into.numbers_.emplace(name, claim.GetDouble());
    else if (claim.IsString())
      into.texts_.emplace(name, value{.texts = {std::string(text_of(claim))}});
    else if (claim.IsArray() && std::all_of(claim.Begin(), claim.End(), [](const auto& each) {
               return each.IsString();
             }))
      into.texts_.emplace(name, list_of(claim));
  }

  static value list_of(const rapidjson::Value& claim) {
    value made{.texts = {}, .is_list = true};
    for (const auto& each : claim.GetArray())
      made.texts.emplace_back(text_of(each));
    return made;
  }
};

std::optional<claim_values> claim_values::parse(std::string json) {
  const auto document = strict_object(json, depth);
  if (!document)
    return std::nullopt;
  claim_values made;
  reader{made}.read(*document, "");
  made.json_ = std::move(json);
  return made;
}

std::optional<std::string> claim_values::text(std::string_view name) const {
  const auto at = texts_.find(name);
  if (at == texts_.end() || at->second.is_list)
    return std::nullopt;
  return at->second.texts.front();
}

const std::vector<std::string>& claim_values::list(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto at = texts_.find(name);
  return at == texts_.end() ? none : at->second.texts;
}

std::optional<double> claim_values::number(std::string_view name) const {
  const auto at = numbers_.find(name);
  if (at == numbers_.end())
    return std::nullopt;
  return at->second;
}

bool claim_values::says_yes(std::string_view name) const {
  return yes_.contains(name) || text(name) == "true";
}

} // namespace howdah::auth
