#pragma once

#include "app/config/configuration.hpp"
#include "core/result.hpp"
#include "transport/host_list.hpp"
#include "transport/protected_resource.hpp"

namespace howdah::app {

/// What the server says of itself to clients without a token.
result<transport::protected_resource> resource_of(const configuration& values);
/// The names under which it may be addressed, that of its public URL among them.
result<transport::host_list> hosts_of(const configuration& values);

} // namespace howdah::app
