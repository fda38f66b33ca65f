#include "auth/told.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace howdah::auth {

namespace {

constexpr const char* claims_setting = "request.jwt.claims";

rapidjson::Value key_of(std::string_view text) {
  return rapidjson::Value(
    rapidjson::StringRef(text.data(), static_cast<rapidjson::SizeType>(text.size())));
}

/// All claims in one object.
rapidjson::Document merged(const std::vector<std::string_view>& claims) {
  rapidjson::Document all(rapidjson::kObjectType);
  for (const auto text : claims) {
    rapidjson::Document one(&all.GetAllocator());
    one.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
    if (one.HasParseError() || !one.IsObject())
      continue;
    for (auto& member : one.GetObject()) {
      all.RemoveMember(member.name);
      all.AddMember(member.name, member.value, all.GetAllocator());
    }
  }
  return all;
}

std::string json_of(const rapidjson::Value& value) {
  rapidjson::StringBuffer out;
  rapidjson::Writer<rapidjson::StringBuffer> writer(out);
  value.Accept(writer);
  return {out.GetString(), out.GetSize()};
}

/// A claim by its name, or by names with dots between them that lead into objects.
const rapidjson::Value* find(const rapidjson::Value& in, std::string_view path) {
  if (!in.IsObject())
    return nullptr;
  if (const auto whole = in.FindMember(key_of(path)); whole != in.MemberEnd())
    return &whole->value;
  const auto dot = path.find('.');
  if (dot == path.npos)
    return nullptr;
  const auto first = in.FindMember(key_of(path.substr(0, dot)));
  return first == in.MemberEnd() ? nullptr : find(first->value, path.substr(dot + 1));
}

std::string text_of(const rapidjson::Value* value) {
  if (!value || value->IsNull())
    return {};
  return value->IsString() ? std::string(value->GetString(), value->GetStringLength())
                           : json_of(*value);
}

std::string chosen(rapidjson::Document all, const told_claims& which) {
  if (!which.all)
    for (auto member = all.MemberBegin(); member != all.MemberEnd();) {
      const std::string_view name(member->name.GetString(), member->name.GetStringLength());
      const bool wanted = std::ranges::find(which.claims, name) != which.claims.end();
      member = wanted ? member + 1 : all.EraseMember(member);
    }
  return json_of(all);
}

} // namespace

result<told_settings> told_of(const told_claims& which,
                              const std::vector<std::string_view>& claims) {
  if (!which.any())
    return told_settings();
  auto all = merged(claims);
  std::vector<told_setting> told;
  for (const auto& [name, claim] : which.settings) {
    auto value = text_of(find(all, claim));
    if (value.find('\0') != value.npos)
      return refuse(errc::not_authenticated, "The claim " + claim + " has a NUL character.",
                    "PostgreSQL cannot be told of it.");
    told.push_back({name, std::move(value)});
  }
  if (which.all || !which.claims.empty())
    told.push_back({claims_setting, chosen(std::move(all), which)});
  return std::make_shared<const std::vector<told_setting>>(std::move(told));
}

} // namespace howdah::auth
