#pragma once

#include "mcp/json.hpp"

#include <string>

namespace howdah::tools {

/// A JSON list as PostgreSQL's array literal (manual §8.15.2), nested lists as further dimensions:
/// `{1,"a b",NULL}`. Quoted only where it must be. Lists of nothing but empty lists are `{}`.
std::string array_literal(mcp::value list);

/// A JSON value as PostgreSQL's text of it: `t`, `1.50`, `{"a":1}`, a string without quotes. Not
/// for null and lists.
std::string scalar_text(mcp::value scalar);

} // namespace howdah::tools
