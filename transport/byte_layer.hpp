#pragma once

#include <cstddef>
#include <memory>

namespace howdah::transport {

/// How bytes get in and out of a connected, non-blocking socket: plainly, or through TLS. One for
/// each connection. Never blocks, never raises SIGPIPE.
class byte_layer {
public:
  enum class outcome {
    done,
    would_block,
    ended,  ///< nothing more comes; the other side may still read (reading only)
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
  /// Whether the two sides still agree on how to speak: nothing can be written yet.
  virtual bool opening() const { return false; }
};

/// Makes the byte layer of each connection of a listener.
class byte_layers {
public:
  virtual ~byte_layers() = default;
  virtual std::unique_ptr<byte_layer> open() const = 0;
};

/// TCP without anything in between.
class plain_layer final : public byte_layer {
public:
  transfer read(int socket, char* to, std::size_t room) override;
  transfer write(int socket, const char* from, std::size_t count) override;
  void finish(int socket) override;
};

class plain_layers final : public byte_layers {
public:
  std::unique_ptr<byte_layer> open() const override { return std::make_unique<plain_layer>(); }
};

} // namespace howdah::transport
