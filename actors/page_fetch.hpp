#pragma once

#include "actors/protocol/fetcher.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace howdah::actors {

/// Ends what is being fetched. Shared by a fetcher and whoever ends it; any thread.
class fetch_switch {
public:
  void turn_off() noexcept { off_ = true; }
  bool is_off() const noexcept { return off_; }

private:
  std::atomic<bool> off_ = false;
};

struct fetcher_settings {
  std::chrono::milliseconds timeout{5'000}; ///< from the name's look-up to the last byte
  std::size_t bytes = 256 * 1024;           ///< of a body; it is not read further than that
  std::string ca_file = {};                 ///< PEM; empty: the authorities of the system
  std::string proxy = {};                   ///< empty: none, whatever the environment says
  std::shared_ptr<const fetch_switch> on = std::make_shared<fetch_switch>();
};

/// GETs a page and waits for it. Only `auth::key_url`s, over verified TLS or from this machine;
/// redirects are answers like others. The problem names the URL.
result<fetched_page> fetch_page(const std::string& url, const fetcher_settings& settings);

} // namespace howdah::actors
