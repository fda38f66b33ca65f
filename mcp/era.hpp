#pragma once

#include "core/result.hpp"
#include "mcp/message.hpp"
#include "mcp/revision.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace howdah::mcp {

/// What HTTP says about a message. Header values without surrounding blanks, Mcp-Name decoded.
struct header_facts {
  bool over_http = false;
  std::optional<std::string_view> protocol_version = {};
  std::optional<std::string_view> method = {};
  std::optional<std::string_view> name = {};
};

/// The revision that a message is served in.
struct era {
  revision rev = newest_legacy;
  /// The message or its header named the revision. Otherwise the session's counts, if there is one.
  bool stated = false;

  revision within(revision session) const noexcept { return stated ? rev : session; }
};

/// Decides the era of one message, whatever came before it on its connection, and checks what the
/// modern era asks of a request: `_meta`, and over HTTP the headers that repeat the message.
///
/// 1. `_meta` has a protocolVersion, or the header names a modern revision: modern.
/// 2. `initialize`: legacy; its revision is negotiated (mcp/lifecycle.hpp).
/// 3. Otherwise legacy, in the revision of the header, else unstated: 2025-03-26 over HTTP, which
/// was the last
///    without the header; the newest elsewhere.
///
/// Errors: unsupported_version, header_mismatch, invalid_meta of modern messages; invalid_request
/// for a legacy one whose header names no revision. Their codes do not depend on the revision they
/// are encoded in.
result<era> era_of(const message& from, const header_facts& headers);

/// Arrays of messages exist in one revision only. A frame's own revision is that of its session or
/// header.
constexpr bool allows_batches(revision rev) noexcept {
  return rev == revision::v2025_03_26;
}

} // namespace howdah::mcp
