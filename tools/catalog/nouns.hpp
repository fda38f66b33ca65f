#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace howdah::tools {

/// ASCII letters in lower case, everything else as it is.
std::string fold(std::string_view text);

/// The words of an identifier, folded: customer_id, customerId, CustomerID and "Customer Id" are
/// {customer, id}.
std::vector<std::string> words_of(std::string_view identifier);

/// Whether two folded words are the same, or one is a plural of the other as English names tables:
/// category and categories, box and boxes, person and people.
bool same_noun(std::string_view one, std::string_view other);

} // namespace howdah::tools
