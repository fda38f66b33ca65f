#pragma once

#include "auth/issuer_settings.hpp"
#include "core/result.hpp"

#include <deque>
#include <string>
#include <string_view>

namespace howdah::auth {

/// Where the keys of an issuer are: at the given URL; else where its discovery document says
/// (OpenID Connect Discovery, then RFC 8414), which has to name exactly this issuer; else, when it
/// publishes none, at ISSUER/.well-known/jwks.json. Decides by the answers which URL is next; what
/// was found is asked first the next time.
class key_search {
public:
  enum class step {
    next, ///< get `url` now
    keys  ///< the body that was just taken is a key set
  };

  explicit key_search(const issuer_settings& of);

  /// Begins anew, for another look at the keys.
  void start();
  /// What to GET now.
  const std::string& url() const noexcept { return ahead_.front().url; }
  /// What came from there. The problem is for the log: nobody has the keys.
  result<step> take(long status, std::string_view body);
  /// Nothing came from there.
  void failed() noexcept { known_.clear(); }

private:
  struct place {
    std::string url;
    bool holds_keys = true; ///< false: a discovery document
  };
  result<step> next_after(const place& asked, const std::string& why);

  std::string issuer_;
  std::string given_;
  std::string known_;       ///< where they were the last time
  std::deque<place> ahead_; ///< the first is asked now
  std::string reasons_;     ///< why what was asked before did not help
};

/// The problem's message goes on after the name of what holds the text: why the keys of this issuer
/// could not be searched for without a URL of theirs.
result<void> check_discoverable(std::string_view issuer);

} // namespace howdah::auth
