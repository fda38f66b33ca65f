#pragma once

#include "tools/catalogue.hpp"

#include <memory>

namespace howdah::tools {

/// `schema://{schema}`: what a model needs to write queries, as compact text: every relation that
/// the login may use with its columns, types, keys and comments, and the enumerations. Ends where
/// the answer is full, and says so.
std::unique_ptr<const resource_template> make_schema_resource();

} // namespace howdah::tools
