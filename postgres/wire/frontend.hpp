#pragma once

#include "postgres/statement.hpp"

#include <span>
#include <string>
#include <string_view>

/// Messages of the frontend/backend protocol 3.0 (PostgreSQL manual, "Message Formats"). Pure.
namespace howdah::postgres::wire {

// Each is appended to `out`. Texts have no NUL; names may be empty, for the unnamed statement. Values
// go and come in text format; the portal is always the unnamed one.

void append_parse(std::string& out, std::string_view name, std::string_view text,
                  std::span<const parameter> parameters);
void append_bind(std::string& out, std::string_view name, std::span<const parameter> parameters);
/// Of the portal: the columns of what it returns.
void append_describe(std::string& out);
void append_execute(std::string& out);
void append_sync(std::string& out);

} // namespace howdah::postgres::wire
