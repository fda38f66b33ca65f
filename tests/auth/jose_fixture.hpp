#pragma once

#include "auth/jose/token_judgement.hpp"
#include "tests/support/signing_key.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace howdah::auth::tests {

using howdah::tests::key_set_of;
using howdah::tests::signing_key;
using namespace std::chrono_literals;

constexpr std::int64_t noon = 1'800'000'000;

/// An issuer with one key, its rules, and tokens of it.
class jose_test : public testing::Test {
protected:
  static const signing_key& key() {
    static const signing_key made("k1");
    return made;
  }

  /// The claims of a good token; `more` may say them again, or others, `without` leaves one out.
  static std::string claims(const std::string& more = {}, const std::string& without = {}) {
    std::string text;
    for (const auto& [name, value] :
         {std::pair<std::string, std::string>{"iss", "\"https://idp.example\""},
          {"aud", "\"howdah\""},
          {"sub", "\"alice\""},
          {"exp", std::to_string(noon + 600)}})
      if (name != without && more.find('"' + name + "\":") == std::string::npos)
        text += ",\"" + name + "\":" + value;
    text += more.empty() ? "" : "," + more;
    return "{" + text.substr(text.empty() ? 0 : 1) + "}";
  }

  /// "fine", or why not, for the operator.
  std::string judged(const std::string& token, const key_set& by) const {
    const auto text = token_text::parse(token);
    if (!text)
      return text.error().detail;
    const auto told = judge(*text, by, rules, now);
    return told ? "fine" : told.error().logged;
  }
  std::string judged(const std::string& token) const {
    return judged(token, key_set::parse(key_set_of({&key()})).value());
  }
  std::string judged_claims(const std::string& more, const std::string& without = {}) const {
    return judged(key().token(claims(more, without)));
  }
  /// What the token says, which must be good.
  token_claims said(const std::string& more) const {
    const auto text = token_text::parse(key().token(claims(more)));
    auto told = judge(text.value(), key_set::parse(key_set_of({&key()})).value(), rules, now);
    EXPECT_TRUE(told) << (told ? "" : told.error().logged);
    return told ? told->claims : token_claims{};
  }

  std::chrono::sys_seconds now{std::chrono::seconds(noon)};
  token_rules rules{.issuer = "https://idp.example",
                    .audiences = {"howdah", "https://mcp.example/mcp"},
                    .algorithms = {jws_algorithm::es256}};
};

} // namespace howdah::auth::tests
