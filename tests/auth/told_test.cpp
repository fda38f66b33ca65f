#include "auth/told.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace howdah::auth {
namespace {

using testing::ElementsAre;

std::vector<std::string> told(const told_claims& which, std::vector<std::string_view> claims) {
  const auto all = told_of(which, claims);
  if (!all)
    return {all.error().message};
  std::vector<std::string> out;
  if (*all)
    for (const auto& each : **all)
      out.push_back(each.name + "=" + each.value);
  return out;
}

TEST(told, nothing_is_told_that_nobody_chose) {
  const auto none = told_of({}, std::vector<std::string_view>{R"({"sub":"ann"})"});
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, nullptr);
}

TEST(told, all_claims_or_those_that_are_named) {
  const std::string_view claims = R"({"sub":"ann","tenant":"t1","groups":["a"]})";
  EXPECT_THAT(told({.all = true}, {claims}),
              ElementsAre("request.jwt.claims=" + std::string(claims)));
  EXPECT_THAT(told({.claims = {"tenant", "absent"}}, {claims}),
              ElementsAre(R"(request.jwt.claims={"tenant":"t1"})"));
}

TEST(told, the_last_of_one_name_counts) {
  EXPECT_THAT(told({.all = true}, {R"({"sub":"ann","tenant":"t1"})", R"({"tenant":"t2"})"}),
              ElementsAre(R"(request.jwt.claims={"sub":"ann","tenant":"t2"})"));
  EXPECT_THAT(told({.claims = {"a"}}, {R"({"a":1,"a":2})"}),
              ElementsAre(R"(request.jwt.claims={"a":2})"));
}

TEST(told, single_claims_are_texts_as_they_are_and_other_values_json) {
  const std::string_view claims
    = R"({"t":"x \"y\"","n":12345678901234567890,"f":1.5,"b":true,"l":["a",1],"o":{"p":{"q":"deep"}},"z":null,"https://x.example/t":"url","o.p":"whole"})";
  const auto told_as = [&](const std::string& claim) {
    return told({.settings = {{"app.x", claim}}}, {claims});
  };
  EXPECT_THAT(told_as("t"), ElementsAre(R"(app.x=x "y")"));
  EXPECT_THAT(told_as("n"), ElementsAre("app.x=12345678901234567890"));
  EXPECT_THAT(told_as("f"), ElementsAre("app.x=1.5"));
  EXPECT_THAT(told_as("b"), ElementsAre("app.x=true"));
  EXPECT_THAT(told_as("l"), ElementsAre(R"(app.x=["a",1])"));
  EXPECT_THAT(told_as("https://x.example/t"), ElementsAre("app.x=url"));
  EXPECT_THAT(told_as("o.p"), ElementsAre("app.x=whole")) << "its own name comes first";
  EXPECT_THAT(told_as("o.p.q"), ElementsAre("app.x=deep"));
}

TEST(told, a_claim_that_is_not_there_empties_its_setting) {
  for (const auto* claim : {"absent", "z", "o.absent", "t.x", ".", "", "o."})
    EXPECT_THAT(told({.settings = {{"app.x", claim}}}, {R"({"t":"x","z":null,"o":{}})"}),
                ElementsAre("app.x="))
      << claim;
  EXPECT_THAT(told({.settings = {{"app.x", "t"}}}, {}), ElementsAre("app.x="));
}

TEST(told, what_postgresql_cannot_hold_is_refused) {
  EXPECT_THAT(told({.settings = {{"app.x", "t"}}}, {R"({"t":"a\u0000b"})"}),
              ElementsAre("The claim t has a NUL character."));
  EXPECT_THAT(told({.all = true}, {R"({"t":"a\u0000b"})"}),
              ElementsAre(R"(request.jwt.claims={"t":"a\u0000b"})"));
}

} // namespace
} // namespace howdah::auth
