#pragma once

#include "core/access_mode.hpp"
#include "core/limits.hpp"
#include "tools/fence.hpp"
#include "tools/tool.hpp"

#include <memory>

namespace howdah::tools {

/// `query`: runs one SQL statement of the caller's. Its description and annotations tell what the
/// access mode allows.
std::unique_ptr<const tool> make_query(const limits& bounds, access_mode mode,
                                       data_fence marks = data_fence::off);

} // namespace howdah::tools
