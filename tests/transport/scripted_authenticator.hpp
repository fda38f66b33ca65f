#pragma once

#include "auth/voucher.hpp"
#include "transport/http_options.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace howdah::transport {

/// What AUTH under the control of a test was asked, and has not answered yet.
struct vouching_script {
  std::deque<actors::credentials> asked = {};
};

inline vouching_actor::behavior_type
scripted_authenticator(const std::shared_ptr<vouching_script>& play) {
  return {[=](actors::credentials& which) {
    play->asked.push_back(std::move(which));
  }};
}

/// Knows some tokens at once, good or bad, and says of the others that AUTH has to be asked.
struct half_known_tokens final : token_check {
  std::optional<result<auth::principal_ptr>> holder_of(std::string_view token) const override {
    if (bad.contains(token))
      return refuse(errc::not_authenticated, "The token is not good.");
    const auto found = names.find(token);
    if (found == names.end())
      return std::nullopt;
    return auth::voucher::token_holder(found->second);
  }
  std::map<std::string, std::string, std::less<>> names = {};
  std::set<std::string, std::less<>> bad = {};
};

} // namespace howdah::transport
