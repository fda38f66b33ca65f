#pragma once

#include "tools/catalogue.hpp"

#include <memory>

namespace howdah::tools {

/// `schema://…` of every schema and `table://…` of every relation that the login may use, partitions
/// and system schemas left out, in the order of their names.
std::unique_ptr<const resource_index> make_resource_list();

} // namespace howdah::tools
