#pragma once

#include <string>
#include <string_view>

namespace howdah::app {

/// `"name"`, whatever is in it.
std::string identifier(std::string_view name);
/// `'text'`, for a session with standard_conforming_strings.
std::string literal(std::string_view text);
/// For a `--` comment: one line without characters that nobody sees.
std::string comment_text(std::string_view text);
/// A DO statement; its dollar quotes are such that `body` cannot end them.
std::string do_block(const std::string& body);

} // namespace howdah::app
