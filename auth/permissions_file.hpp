#pragma once

#include "auth/permissions.hpp"

namespace howdah::auth {

/// The sections of a permissions file; `name` stands in messages.
result<permission_sections> read_permissions_file(const std::string& text, const std::string& name,
                                                  std::span<const std::string_view> tools);

/// What a named caller may do; null: the sections restrict nobody.
rights_ptr rights_in(const permission_sections& said, std::string_view subject);
/// What the file says of a named caller beside that: a JSON object.
std::string_view claims_in(const permission_sections& said, std::string_view subject) noexcept;

} // namespace howdah::auth
