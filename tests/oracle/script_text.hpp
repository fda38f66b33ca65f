#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::oracle {

/// What a script for psql says, as far as psql itself would not have to run for it.
struct script_text {
  std::vector<std::string> statements; ///< without the semicolon
  std::size_t commands = 0;            ///< of psql: \d, \set, …
  std::size_t with_variables = 0;      ///< statements that psql would change: left out
};

/// Data behind COPY … FROM STDIN is no statement; bodies of functions stay in one piece.
script_text read_script(std::string_view text);

} // namespace howdah::oracle
