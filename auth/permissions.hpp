#pragma once

#include "auth/principal.hpp"
#include "auth/token.hpp"
#include "core/result.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::auth {

/// One entry of `tokens:`.
struct known_token {
  token_digest digest;
  principal_ptr holder;
  std::optional<std::chrono::sys_seconds> expires = {};
};

/// The permissions file: who may come in. Immutable; a changed file makes another one.
class permissions {
public:
  /// Refuses, in one line that begins with `name` and the place, whatever it does not know or would
  /// not enforce: a right that is written down and ignored is worse than none.
  static result<permissions> parse(const std::string& text, const std::string& name);

  /// Who brings this token at this moment. Compares with every token in constant time.
  result<principal_ptr> vouch(std::string_view token, std::chrono::sys_seconds now) const;
  std::size_t tokens() const noexcept { return tokens_.size(); }

private:
  std::vector<known_token> tokens_;
};

using permissions_ptr = std::shared_ptr<const permissions>;

} // namespace howdah::auth
