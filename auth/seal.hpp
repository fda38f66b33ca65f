#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::auth {

/// Makes texts that travel through clients unforgeable: base64url(payload . HMAC-SHA256 truncated
/// to 128 bits). The payload is readable by the client: no secrets in it. Thread-safe, immutable.
class sealer {
public:
  using key_bytes = std::array<unsigned char, 32>;

  /// A key of its own for each process: what it sealed is void after a restart.
  static sealer random();
  explicit sealer(const key_bytes& key) : key_(key) {}

  /// `purpose` separates uses ("session", "cursor"): what was sealed for one does not open for
  /// another.
  std::string seal(std::string_view purpose, std::string_view payload) const;
  /// The payload, or nothing when it was not sealed by this key for this purpose. Constant-time
  /// comparison.
  std::optional<std::string> open(std::string_view purpose, std::string_view sealed) const;

private:
  key_bytes key_;
};

/// Whether two texts are the same, in a time that tells nothing but whether their lengths are.
bool same_text(std::string_view one, std::string_view other);

/// `count` bytes of the system's random generator, base64url.
std::string random_token(std::size_t count);

} // namespace howdah::auth
