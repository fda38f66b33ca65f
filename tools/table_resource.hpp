#pragma once

#include "tools/catalogue.hpp"
#include "tools/fence.hpp"

#include <memory>

namespace howdah::tools {

/// `table://{schema}/{table}`: the first 100 rows of a table or view as a JSON array of objects,
/// ordered by the primary key, or by all columns where there is none. Fewer when they would not fit
/// into an answer. Between marks it is plain text.
std::unique_ptr<const resource_template> make_table_resource(data_fence marks = data_fence::off);

} // namespace howdah::tools
