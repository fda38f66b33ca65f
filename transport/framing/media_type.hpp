#pragma once

#include <string_view>

namespace howdah::transport {

/// Whether an Accept header lets `type` through: its most specific range decides, `q=0` forbids
/// (RFC 9110 §12.5.1).
bool accepts(std::string_view accept, std::string_view type);

/// Whether an Accept header lists `type` by its full name: a client that understands it, not one
/// that takes anything.
bool names_type(std::string_view accept, std::string_view type);

/// Whether a Content-Type is application/json in UTF-8: parameters may follow, a charset other than
/// UTF-8 may not.
bool is_json_type(std::string_view content_type);

} // namespace howdah::transport
