#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::oracle {

enum class token_kind { word, number, text, operation, mark };

struct token {
  token_kind kind;
  std::string text;
};

/// A statement as its words, literals, operators and marks; comments and blanks are gone. Rough:
/// whatever is odd becomes a mark.
std::vector<token> tokens_of(std::string_view statement);
std::string joined(const std::vector<token>& tokens);

/// Where the group ends that begins at `open`, a parenthesis: at the one that closes it. `open`
/// itself when none does.
std::size_t end_of_group(const std::vector<token>& tokens, std::size_t open) noexcept;

} // namespace howdah::oracle
