#pragma once

#include "mcp/json.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace howdah::mcp {

/// Extension io.modelcontextprotocol/tasks.
constexpr std::string_view tasks_extension = "io.modelcontextprotocol/tasks";

/// What a client has declared that it can do for us: for a session when it was opened, in modern
/// revisions with each request.
struct client_capabilities {
  bool elicitation = false; ///< by form: a client that opens pages only cannot fill one in
  bool sampling = false;
  bool roots = false;
  bool tasks = false; ///< the extension; modern only

  friend bool operator==(const client_capabilities&, const client_capabilities&) = default;
};

/// Reads the object that `initialize` and `_meta` carry. Absent: nothing is declared.
client_capabilities read_capabilities(value declared);

/// Whether a client may be sent this request.
bool allows(const client_capabilities& declared, std::string_view method) noexcept;
/// The capability that a request to the client needs, as JSON: `{"elicitation":{}}`.
std::string capability_for(std::string_view method);

/// Bits, for what a session id carries.
std::uint32_t to_bits(const client_capabilities& declared) noexcept;
client_capabilities capabilities_of_bits(std::uint32_t bits) noexcept;

} // namespace howdah::mcp
