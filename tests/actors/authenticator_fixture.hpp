#pragma once

#include "actors/authenticator.hpp"
#include "tests/support/signing_key.hpp"
#include "tests/support/virtual_actors.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace howdah::actors {

using namespace std::chrono_literals;

inline fetcher_actor::behavior_type noting_fetcher(fetcher_actor::pointer,
                                                   std::vector<fetch_order>* seen) {
  return {[=](const fetch_order& order) {
    seen->push_back(order);
  }};
}

inline vouched_sink::behavior_type noting_sink(vouched_sink::pointer,
                                               std::map<std::uint64_t, std::string>* seen) {
  return {[=](const vouched& told) {
    auto& text = (*seen)[told.ticket];
    text += text.empty() ? "" : " and ";
    text += told.holder ? (*told.holder)->subject() : told.holder.error().message;
  }};
}

class fixed_permissions final : public auth::permissions_in_force {
public:
  explicit fixed_permissions(auth::permissions first)
    : now_(std::make_shared<const auth::permissions>(std::move(first))) {}
  auth::permissions_ptr current() const override { return now_; }

private:
  auth::permissions_ptr now_;
};

/// AUTH with two issuers, whose fetchers note what they are to get. Tokens are real ones.
class authenticator_test : public tests::virtual_actors {
protected:
  static constexpr std::int64_t start_of_test = 1'800'000'000;
  static std::chrono::sys_seconds today() {
    return std::chrono::sys_seconds(std::chrono::seconds(start_of_test));
  }

  void open() {
    settings.known.issuers = {issuer_of("https://one.example"), issuer_of("https://two.example")};
    for (auto* pages : {&one, &two})
      settings.fetchers.push_back(spawn(noting_fetcher, pages));
    settings.verified = cache;
    settings.permissions = permissions;
    settings.today = today;
    sink = spawn(noting_sink, &told);
    under_test = spawn(authenticator, settings);
  }

  static auth::issuer_settings issuer_of(const std::string& name) {
    return {
      .issuer = name,
      .audiences = {"howdah"},
      .jwks_url = name + "/keys",
      .keys = {
        .fresh_default = 300s, .fresh_min = 60s, .stale_if_error = 600s, .unknown_key_pause = 10s}};
  }

  static std::string token(const tests::signing_key& key, const std::string& subject = "alice",
                           const std::string& issuer = "https://one.example",
                           std::int64_t lasts = 3'600) {
    return key.token(R"({"iss":")" + issuer + R"(","aud":"howdah","sub":")" + subject
                     + R"(","iat":)" + std::to_string(start_of_test) + R"(,"exp":)"
                     + std::to_string(start_of_test + lasts) + "}");
  }

  /// What is told by now; empty: nothing.
  std::string ask(const std::string& text) {
    tell(under_test, credentials{.ticket = ++last, .token = secret(text), .asker = sink});
    return told_to(last);
  }
  std::string told_to(std::uint64_t ticket) { return told[ticket]; }

  /// Answers the last order of an issuer's fetcher.
  void publish(const std::vector<const tests::signing_key*>& keys, int issuer = 0,
               std::optional<std::chrono::seconds> max_age = {}) {
    serve(fetched_page{.status = 200, .body = tests::key_set_of(keys), .max_age = max_age}, issuer);
  }
  void fail(int issuer = 0) { serve(refuse(errc::unavailable, "no route to host"), issuer); }
  void serve(const result<fetched_page>& page, int issuer = 0) {
    const auto& orders = issuer == 0 ? one : two;
    ASSERT_FALSE(orders.empty());
    const auto order = orders.back();
    tell(order.asker, fetched{.ticket = order.ticket, .page = page});
  }
  bool cached(const std::string& text) {
    return cache->holder_of(text, permissions->current(), today()).has_value();
  }

  const tests::signing_key first{"first"};
  const tests::signing_key second{"second"};
  authenticator_settings settings;
  std::shared_ptr<auth::token_cache> cache = std::make_shared<auth::token_cache>(100, 300s);
  std::shared_ptr<fixed_permissions> permissions
    = std::make_shared<fixed_permissions>(auth::permissions());
  std::vector<fetch_order> one;
  std::vector<fetch_order> two;
  std::map<std::uint64_t, std::string> told;
  vouched_sink sink;
  authenticator_actor under_test;
  std::uint64_t last = 0;
};

} // namespace howdah::actors
