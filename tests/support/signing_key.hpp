#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::tests {

/// A key of an authorization server, made on the spot.
class signing_key {
public:
  /// `algorithm` as RFC 7518 and 8037 name it.
  explicit signing_key(std::string kid, std::string algorithm = "ES256");
  /// The same key, for another algorithm: RSA ones take a while to make.
  signing_key used_for(std::string algorithm) const;

  const std::string& kid() const noexcept { return kid_; }
  /// As a member of a key set (RFC 7517).
  std::string public_jwk() const;
  /// A token in its compact form (RFC 7515): these claims, and a head that names this key.
  std::string token(std::string_view claims) const;
  /// The same with a head of one's own.
  std::string token(std::string_view head, std::string_view claims) const;
  std::string sign(const std::string& text) const;

private:
  struct pair;
  std::string kid_;
  std::string algorithm_;
  std::shared_ptr<const pair> pair_;
};

/// A key set of the public halves.
std::string key_set_of(const std::vector<const signing_key*>& keys);

} // namespace howdah::tests
