#pragma once

#include "tests/transport/scripted_authenticator.hpp"
#include "tests/transport/virtual_http.hpp"

#include <memory>
#include <string>
#include <utility>

namespace howdah::transport {

/// A listener whose tokens are judged by AUTH, which answers when the test says so.
class http_vouching_test : public http_connection_test {
protected:
  void open_with_auth(http_options options = {}) {
    options.tokens = tokens;
    options.authenticator = spawn(scripted_authenticator, auth);
    open(std::move(options));
  }

  static std::string bearer(const std::string& token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  /// AUTH's answer to the oldest question.
  void vouch(result<auth::principal_ptr> holder) {
    const auto asked = auth->asked.front();
    auth->asked.pop_front();
    tell(asked.asker, actors::vouched{.ticket = asked.ticket, .holder = std::move(holder)});
  }
  void vouch_for(const std::string& name) { vouch(auth::voucher::token_holder(name)); }
  void vouch_not(errc code) { vouch(refuse(code, "It is so.")); }

  std::shared_ptr<vouching_script> auth = std::make_shared<vouching_script>();
  std::shared_ptr<half_known_tokens> tokens = std::make_shared<half_known_tokens>();
};

} // namespace howdah::transport
