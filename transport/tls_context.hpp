#pragma once

#include "core/result.hpp"
#include "transport/tls.hpp"

#include <memory>

namespace howdah::transport {

/// What the connections of one certificate share.
result<std::shared_ptr<ssl_ctx_st>> make_tls_context(const tls_texts& texts);

} // namespace howdah::transport
