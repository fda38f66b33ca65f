#pragma once

#include <string>
#include <string_view>

namespace howdah::transport {

/// What the `endpoint` event of an HTTP+SSE stream calls it (`session_id`): 128 bits of the
/// system's random generator in hexadecimal. Whoever knows it can post to the stream, if the stream
/// is theirs.
std::string random_stream_name();

/// Whether a text has the form of such a name.
bool is_stream_name(std::string_view text) noexcept;

} // namespace howdah::transport
