#pragma once

#include "core/access_mode.hpp"
#include "core/limits.hpp"
#include "core/result.hpp"
#include "mcp/answer.hpp"
#include "mcp/cache.hpp"
#include "mcp/message.hpp"
#include "mcp/revision.hpp"

#include <string>
#include <string_view>

namespace howdah::mcp {

/// What the server tells a model about itself: what the tools are for, what statements may do,
/// where results end.
std::string instructions(access_mode mode, const limits& bounds);

/// The revision of a session that `initialize` opens: the one asked for if it is a legacy one, else
/// the newest legacy one: clients that ask for more are content with less. Only a protocolVersion
/// that is no string is refused.
result<revision> negotiated(const message& initialize);

/// What is served beyond calling tools, getting prompts and reading resources. Clients call what
/// they find here.
struct served_features {
  bool completions = false;
  bool tasks = false; ///< the extension; modern only
  bool logging = false; ///< legacy only: modern requests ask one by one
  bool resource_updates = false;
  bool tool_changes = false;
  bool prompt_changes = false;
};

/// Result of `initialize`. Empty instructions are left out.
answer initialized(revision rev, std::string_view instructions, const served_features& also = {});

/// Result of `server/discover`. The hint says how long it may be kept: an hour, by this client
/// alone, unless the caller knows better.
answer discover(std::string_view instructions, const cache_hint& hint = {.ttl_ms = 3'600'000},
                const served_features& also = {});

/// The revisions served, newest first, as a JSON array.
std::string supported_versions();

} // namespace howdah::mcp
