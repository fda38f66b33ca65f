#pragma once

#include <cstddef>

namespace howdah::transport {

/// What a connection may ask of its socket beyond what CAF's scribes offer. Virtual sockets of
/// tests have none.
class outlet {
public:
  virtual ~outlet() = default;
  /// Bytes written and not yet taken by the system.
  virtual std::size_t backlog() const = 0;
  /// Sends FIN after the last byte; reading goes on, so that the client gets to read its answer
  /// before a reset.
  virtual void finish() = 0;
  /// Forgets what was not sent: the client does not read.
  virtual void discard() = 0;
  /// Whether the client sends nothing more. Asked of the system, as reading may be off.
  virtual bool ended() const = 0;
  /// Whether the client does not read any more either: it refused what was sent to it.
  virtual bool peer_gone() const = 0;
};

} // namespace howdah::transport
