#include "tools/catalog/nouns.hpp"

#include <gmock/gmock.h>

using namespace howdah::tools;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(nouns, an_identifier_falls_into_words_at_separators_and_capitals) {
  for (const auto* name : {"customer_id", "customerId", "CustomerID", "CUSTOMER_ID", "Customer Id",
                           "customer-id", "_customer__id_", "customer.id"})
    EXPECT_THAT(words_of(name), ElementsAre("customer", "id")) << name;
  EXPECT_THAT(words_of("HTTPServerId"), ElementsAre("http", "server", "id"));
  EXPECT_THAT(words_of("address2_id"), ElementsAre("address2", "id"));
  EXPECT_THAT(words_of("paid"), ElementsAre("paid"));
  EXPECT_THAT(words_of("größe_id"), ElementsAre("größe", "id"));
  EXPECT_THAT(words_of("___"), IsEmpty());
  EXPECT_THAT(words_of(""), IsEmpty());
}

TEST(nouns, singular_and_plural_are_the_same_noun_both_ways) {
  const std::pair<const char*, const char*> pairs[] = {
    {"customer", "customers"}, {"category", "categories"}, {"box", "boxes"},
    {"address", "addresses"},  {"status", "statuses"},     {"branch", "branches"},
    {"movie", "movies"},       {"person", "people"},       {"child", "children"},
    {"analysis", "analyses"},  {"leaf", "leaves"},         {"knife", "knives"},
    {"hero", "heroes"},        {"index", "indices"},       {"day", "days"},
  };
  for (const auto& [one, many] : pairs) {
    EXPECT_TRUE(same_noun(one, many)) << one;
    EXPECT_TRUE(same_noun(many, one)) << one;
    EXPECT_TRUE(same_noun(one, one));
  }
}

TEST(nouns, other_words_are_not_the_same_noun) {
  for (const auto& [one, other] : {std::pair("order", "border"),
                                   {"customer", "custom"},
                                   {"s", ""},
                                   {"", "s"},

                                   {"person", "persona"},
                                   {"men", "women"}})
    EXPECT_FALSE(same_noun(one, other)) << one << other;
}
