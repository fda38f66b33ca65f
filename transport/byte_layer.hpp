#pragma once

#include <cstddef>

namespace howdah::transport {

/// How bytes get in and out of a connected, non-blocking socket: plainly, or through TLS. One for
/// each connection. Never blocks, never raises SIGPIPE.
class byte_layer {
public:
  enum class outcome {
    done,
    would_block,
    closed, ///< by the other side, or broken: nothing more comes or goes
  };
  struct transfer {
    std::size_t bytes = 0;
    outcome how = outcome::done;
  };

  virtual ~byte_layer() = default;
  virtual transfer read(int socket, char* to, std::size_t room) = 0;
  virtual transfer write(int socket, const char* from, std::size_t count) = 0;
  /// Tells the other side that nothing more comes; reading goes on.
  virtual void finish(int socket) = 0;
  /// Whether bytes are held that the socket no longer shows as readable.
  virtual bool holds_input() const { return false; }
};

/// TCP without anything in between.
class plain_layer final : public byte_layer {
public:
  transfer read(int socket, char* to, std::size_t room) override;
  transfer write(int socket, const char* from, std::size_t count) override;
  void finish(int socket) override;
};

} // namespace howdah::transport
