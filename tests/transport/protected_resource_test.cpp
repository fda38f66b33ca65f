#include "transport/protected_resource.hpp"

#include <gmock/gmock.h>
#include <string>

namespace howdah::transport {
namespace {

using testing::HasSubstr;

protected_resource made(protected_resource::facts known) {
  auto one = protected_resource::of(std::move(known));
  EXPECT_TRUE(one) << one.error().message;
  return *one;
}

const http_request here{.method = "GET", .host = "localhost:8000"};
const std::string well_known = "/.well-known/oauth-protected-resource";

TEST(protected_resource, says_who_issues_tokens_and_which_scopes_they_need) {
  const auto one = made(
    {.issuers = {"https://a.example", "https://b.example/x"}, .scopes = {"db:read", "db:write"}});
  EXPECT_EQ(one.document("/mcp", here, false),
            R"({"resource":"http://localhost:8000/mcp",)"
            R"("authorization_servers":["https://a.example","https://b.example/x"],)"
            R"("scopes_supported":["db:read","db:write"],"bearer_methods_supported":["header"]})");
}

TEST(protected_resource, goes_by_the_name_that_the_client_uses) {
  const auto one = made({.issuers = {"https://a.example"}});
  EXPECT_THAT(one.document("/sse", {.host = "db.example:1"}, true),
              HasSubstr(R"("resource":"https://db.example:1/sse")"));
  EXPECT_EQ(one.document_url("/mcp", {.host = "db.example:1"}, true),
            "https://db.example:1" + well_known + "/mcp");
  EXPECT_EQ(one.host(), "");
}

TEST(protected_resource, goes_by_its_public_url_behind_a_proxy) {
  for (const auto* url : {"https://mcp.example", "https://mcp.example/"}) {
    const auto one = made({.public_url = url});
    EXPECT_THAT(one.document("/mcp", here, false), HasSubstr("\"https://mcp.example/mcp\""));
    EXPECT_EQ(one.document_url("/mcp", here, false), "https://mcp.example" + well_known + "/mcp");
    EXPECT_EQ(one.host(), "mcp.example");
  }
  const auto below = made({.public_url = "https://example.org:8443/team/pg/"});
  EXPECT_THAT(below.document("/mcp", here, true),
              HasSubstr("\"https://example.org:8443/team/pg/mcp\""));
  EXPECT_EQ(below.document_url("/sse", here, true),
            "https://example.org:8443" + well_known + "/team/pg/sse");
  EXPECT_EQ(below.host(), "example.org:8443");
}

TEST(protected_resource, is_described_at_the_well_known_paths) {
  const auto one = made({});
  EXPECT_EQ(one.described_at(well_known), "/mcp");
  EXPECT_EQ(one.described_at(well_known + "/"), "/mcp");
  EXPECT_EQ(one.described_at(well_known + "/mcp"), "/mcp");
  EXPECT_EQ(one.described_at(well_known + "/mcp/"), "/mcp");
  EXPECT_EQ(one.described_at(well_known + "/sse"), "/sse");
  for (const std::string& path :
       {well_known + "x", well_known + "/other", well_known + "/mcp/more", well_known + "//",
        std::string("/mcp"), std::string("/"), std::string(),
        std::string("/.well-known/oauth-authorization-server")})
    EXPECT_EQ(one.described_at(path), std::nullopt) << path;
}

TEST(protected_resource, is_described_at_its_public_path_too) {
  const auto one = made({.public_url = "https://example.org/pg"});
  for (const auto* path : {"/pg/mcp", "/mcp", "/pg", ""})
    EXPECT_EQ(one.described_at(well_known + path), "/mcp") << path;
  EXPECT_EQ(one.described_at(well_known + "/pg/sse"), "/sse");
  EXPECT_EQ(one.described_at(well_known + "/other/mcp"), std::nullopt);
}

TEST(protected_resource, takes_no_public_url_that_is_none) {
  for (const std::string url :
       {"mcp.example", "ftp://mcp.example", "https://", "https:///x", "https://a b",
        "https://a/b c", "https://user:secret@mcp.example", "https://mcp.example?x=1",
        "https://mcp.example/?x=1", "https://mcp.example/#x", "https://mcp.example/\"",
        "https://mcp.example:99999", "https://mcp.example/mcp", "https://mcp.example/a/sse/",
        "javascript:alert(1)"}) {
    const auto one = protected_resource::of({.public_url = url});
    ASSERT_FALSE(one) << url;
    EXPECT_THAT(one.error().message, HasSubstr("is not a URL of this server")) << url;
    EXPECT_THAT(one.error().hint, HasSubstr("https://mcp.example.org"));
  }
}

} // namespace
} // namespace howdah::transport
