#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::auth {

/// SHA-256 of a bearer token: all that the server keeps of one. A token of `new_token` has 256
/// random bits, so that its hash needs neither salt nor stretching.
class token_digest {
public:
  static token_digest of(std::string_view token);
  /// 64 hexadecimal digits of either case; nothing for anything else.
  static std::optional<token_digest> parse(std::string_view hex);

  std::string hex() const;
  /// For tables in memory.
  std::size_t hash() const noexcept;
  /// Takes the same time wherever the two differ.
  friend bool operator==(const token_digest& one, const token_digest& other) noexcept;

private:
  std::array<unsigned char, 32> bytes_{};
};

/// A token that nobody guesses: "howdah_" and 256 random bits.
std::string new_token();

/// Whether a text can be a bearer token at all (`b64token`, RFC 6750 section 2.1).
bool is_bearer_token(std::string_view text) noexcept;

} // namespace howdah::auth
