#include "mcp/icon.hpp"
#include "mcp/server_info.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace howdah::mcp;
using howdah::tests::json;

TEST(icon, is_an_svg_document_in_a_uri) {
  EXPECT_EQ(data_uri({.path = "M1,1h6v6H1"}),
            "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0,0,8,8'%3E"
            "%3Cpath%20d='M1,1h6v6H1'/%3E%3C/svg%3E");
}

TEST(icon, has_the_colour_that_it_is_given) {
  EXPECT_NE(data_uri({.path = "M1,1h6v6H1", .fill = "#336791"}).find("%20fill='%23336791'/%3E"),
            std::string::npos);
}

TEST(icon, escapes_what_a_uri_cannot_hold) {
  const auto uri = data_uri({.path = "M 1 1\n?#[]%\"\\^`{|}\x7f\xc3\xa9"});
  EXPECT_NE(uri.find("d='M%201%201%0A%3F%23%5B%5D%25%22%5C%5E%60%7B%7C%7D%7F%C3%A9'"),
            std::string::npos)
    << uri;
}

TEST(icon, is_the_only_one_of_its_list) {
  const json icons(icons_json({.path = "M1,1h6v6H1"}));
  ASSERT_EQ(icons.root().size(), 1u);
  EXPECT_EQ(icons.root().at(0)["src"].string(), data_uri({.path = "M1,1h6v6H1"}));
}

TEST(server_introduction, shows_an_icon_and_a_description_to_revisions_that_have_them) {
  for (const auto rev : {revision::v2025_11_25, revision::v2026_07_28}) {
    const json met(server_introduction(rev));
    EXPECT_TRUE(met["icons"].at(0)["src"].string()->starts_with("data:image/svg+xml,%3Csvg"));
    EXPECT_FALSE(met["description"].string()->empty());
    EXPECT_EQ(met["name"].string(), "howdah");
  }
  for (const auto rev : {revision::v2024_11_05, revision::v2025_03_26, revision::v2025_06_18})
    EXPECT_EQ(server_introduction(rev), server_info(rev));
}
