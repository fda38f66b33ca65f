#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace howdah {

/// `text` with each mark, such as `{name}`, replaced wherever it stands. What is put in is not
/// looked at again, so that nothing in it can be a mark.
std::string filled_text(std::string_view text,
                        std::initializer_list<std::pair<std::string_view, std::string_view>> marks);

} // namespace howdah
