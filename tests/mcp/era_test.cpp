#include "mcp/answer.hpp"
#include "mcp/era.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;
using howdah::tests::message_of;
using howdah::tests::request_of;

namespace {

const std::string modern_meta
  = R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}})";
const header_facts no_headers{};
const header_facts bare_http{.over_http = true};

message_ptr modern_request(const std::string& method, const std::string& more = "") {
  return request_of(method, '{' + modern_meta + more + '}');
}

message_ptr with_meta(const std::string& meta, const std::string& method = "tools/list") {
  return request_of(method, R"({"_meta":)" + meta + '}');
}

header_facts modern_headers(std::string_view method,
                            std::optional<std::string_view> name = std::nullopt) {
  return {.over_http = true, .protocol_version = "2026-07-28", .method = method, .name = name};
}

errc refusal(const message_ptr& from, const header_facts& headers) {
  const auto decided = era_of(*from, headers);
  EXPECT_FALSE(decided);
  return decided ? errc::internal : decided.error().code;
}

} // namespace

TEST(era_of, meta_with_a_version_makes_a_message_modern_on_every_carrier) {
  const auto asked = modern_request("tools/list");
  for (const auto& headers : {no_headers, modern_headers("tools/list")}) {
    const auto decided = era_of(*asked, headers);
    ASSERT_TRUE(decided);
    EXPECT_EQ(decided->rev, revision::v2026_07_28);
    EXPECT_TRUE(decided->stated);
    EXPECT_EQ(decided->within(revision::v2024_11_05), revision::v2026_07_28);
  }
}

TEST(era_of, an_initialize_whose_version_is_no_string_is_refused) {
  for (const auto* params : {R"({"protocolVersion":7})", R"({"protocolVersion":null})",
                             R"({"protocolVersion":["2025-11-25"]})"})
    EXPECT_EQ(refusal(request_of("initialize", params), no_headers), errc::invalid_params)
      << params;
}

TEST(era_of, initialize_is_legacy_in_the_revision_it_gets) {
  for (const auto& [asked, got] :
       std::vector<std::pair<std::string, revision>>{{R"("2024-11-05")", revision::v2024_11_05},
                                                     {R"("2025-03-26")", revision::v2025_03_26},
                                                     {R"("2025-06-18")", revision::v2025_06_18},
                                                     {R"("2025-11-25")", revision::v2025_11_25},
                                                     {R"("2026-07-28")", revision::v2025_11_25},
                                                     {R"("2099-01-01")", revision::v2025_11_25},
                                                     {R"("2024-10-07")", revision::v2025_11_25},
                                                     {R"("")", revision::v2025_11_25}})
    for (const auto& headers :
         {no_headers, bare_http,
          header_facts{.over_http = true, .protocol_version = "2025-11-25"}}) {
      const auto decided
        = era_of(*request_of("initialize", R"({"protocolVersion":)" + asked + '}'), headers);
      ASSERT_TRUE(decided) << asked;
      EXPECT_EQ(decided->rev, got) << asked;
    }
}

TEST(era_of, a_legacy_message_has_the_revision_of_its_header_or_its_session) {
  const auto asked = request_of("tools/list");
  for (const auto rev : {revision::v2024_11_05, revision::v2025_03_26, revision::v2025_06_18,
                         revision::v2025_11_25}) {
    const auto decided = era_of(*asked, {.over_http = true, .protocol_version = name_of(rev)});
    ASSERT_TRUE(decided);
    EXPECT_EQ(decided->within(revision::v2025_03_26), rev);
  }
  const auto over_http = era_of(*asked, bare_http);
  ASSERT_TRUE(over_http);
  EXPECT_EQ(over_http->rev, revision::v2025_03_26);
  EXPECT_EQ(over_http->within(revision::v2025_06_18), revision::v2025_06_18);
  const auto piped = era_of(*asked, no_headers);
  ASSERT_TRUE(piped);
  EXPECT_EQ(piped->rev, newest_legacy);
  EXPECT_EQ(piped->within(revision::v2024_11_05), revision::v2024_11_05);
}

TEST(era_of, other_meta_leaves_a_message_legacy) {
  for (const std::string meta : {R"({"progressToken":1})", "{}", "null", "[]",
                                 R"({"io.modelcontextprotocol/clientCapabilities":{}})"}) {
    const auto decided = era_of(*with_meta(meta), no_headers);
    ASSERT_TRUE(decided) << meta;
    EXPECT_FALSE(modern(decided->rev)) << meta;
  }
}

TEST(era_of, a_header_that_names_no_revision_is_refused) {
  const auto asked = request_of("tools/list");
  for (const std::string_view version :
       {"", "1.0", "2025-11-24", "2024-11-5", "latest", "2026-07-2x", "2025-11-25 ", "9999"}) {
    EXPECT_EQ(refusal(asked, {.over_http = true, .protocol_version = version}),
              errc::invalid_request)
      << version;
  }
}

TEST(era_of, a_modern_header_makes_the_message_modern) {
  const auto headers = modern_headers("tools/list");
  EXPECT_EQ(refusal(request_of("tools/list"), headers), errc::invalid_meta);
  EXPECT_EQ(refusal(with_meta("{}"), headers), errc::invalid_meta);
  EXPECT_EQ(refusal(with_meta("[]"), headers), errc::invalid_meta);
  EXPECT_EQ(refusal(request_of("initialize"), modern_headers("initialize")), errc::invalid_meta);
  EXPECT_EQ(
    refusal(request_of("tools/list"), {.over_http = true, .protocol_version = "2099-01-01"}),
    errc::unsupported_version);
}

TEST(era_of, a_modern_request_needs_its_meta_fields) {
  for (const std::string version : {"7", "null", "[]", "{}"})
    EXPECT_EQ(refusal(with_meta(R"({"io.modelcontextprotocol/protocolVersion":)" + version
                                + R"(,"io.modelcontextprotocol/clientCapabilities":{}})"),
                      no_headers),
              errc::invalid_meta)
      << version;
  const std::string version = R"({"io.modelcontextprotocol/protocolVersion":"2026-07-28")";
  EXPECT_EQ(refusal(with_meta(version + "}"), no_headers), errc::invalid_meta);
  for (const std::string capabilities : {"null", "[]", "\"{}\"", "true"})
    EXPECT_EQ(refusal(with_meta(version + R"(,"io.modelcontextprotocol/clientCapabilities":)"
                                + capabilities + "}"),
                      no_headers),
              errc::invalid_meta)
      << capabilities;
}

TEST(era_of, an_unsupported_version_says_what_is_supported_and_what_was_asked_for) {
  for (const std::string version : {"1900-01-01", "2099-12-31", "2025-11-25", "\\\"x"}) {
    const auto asked = with_meta(R"({"io.modelcontextprotocol/protocolVersion":")" + version
                                 + R"(","io.modelcontextprotocol/clientCapabilities":{}})");
    const auto decided = era_of(*asked, no_headers);
    ASSERT_FALSE(decided);
    const json error(encode({asked->id(), revision::v2026_07_28}, decided.error()));
    EXPECT_EQ(error["error"]["code"].integer(), -32022);
    const auto data = error["error"]["data"];
    EXPECT_EQ(data["supported"].text(),
              R"(["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"])");
    EXPECT_EQ(data["requested"].text(), '"' + version + '"');
  }
}

TEST(era_of, the_headers_of_a_modern_request_repeat_it) {
  const auto list = modern_request("tools/list");
  EXPECT_TRUE(era_of(*list, modern_headers("tools/list")));
  EXPECT_EQ(refusal(list, bare_http), errc::header_mismatch);
  EXPECT_EQ(refusal(list, {.over_http = true, .protocol_version = "2026-07-28"}),
            errc::header_mismatch);
  EXPECT_EQ(refusal(list, modern_headers("tools/call")), errc::header_mismatch);
  EXPECT_EQ(refusal(list, modern_headers("Tools/List")), errc::header_mismatch);
  EXPECT_EQ(refusal(list, modern_headers("")), errc::header_mismatch);
  EXPECT_EQ(
    refusal(list, {.over_http = true, .protocol_version = "2025-11-25", .method = "tools/list"}),
    errc::header_mismatch);
}

TEST(era_of, the_name_header_repeats_what_the_method_names) {
  const std::vector<std::pair<std::string, std::string>> named{
    {"tools/call", "name"},  {"prompts/get", "name"},    {"resources/read", "uri"},
    {"tasks/get", "taskId"}, {"tasks/update", "taskId"}, {"tasks/cancel", "taskId"}};
  for (const auto& [method, member] : named) {
    const auto asked = modern_request(method, ",\"" + member + R"(":"q\u00e9")");
    EXPECT_TRUE(era_of(*asked, modern_headers(method, "q\u00e9"))) << method;
    EXPECT_EQ(refusal(asked, modern_headers(method)), errc::header_mismatch) << method;
    EXPECT_EQ(refusal(asked, modern_headers(method, "Q\u00e9")), errc::header_mismatch) << method;
    EXPECT_EQ(refusal(asked, modern_headers(method, "")), errc::header_mismatch) << method;
    // Without the parameter the method itself says what is missing.
    EXPECT_TRUE(era_of(*modern_request(method), modern_headers(method))) << method;
  }
  EXPECT_TRUE(era_of(*modern_request("tools/list"), modern_headers("tools/list", "whatever")));
}

TEST(era_of, notifications_carry_no_fields_that_must_be_there) {
  const auto cancelled = message_of(
    R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
  for (const auto& headers :
       {no_headers, bare_http, header_facts{.over_http = true, .protocol_version = "2026-07-28"}})
    EXPECT_TRUE(era_of(*cancelled, headers));
}

TEST(era_of, refusals_have_the_code_and_status_that_mcp_wants_in_any_encoding) {
  for (const auto rev : {newest_legacy, revision::v2026_07_28})
    for (const auto code : {errc::unsupported_version, errc::header_mismatch, errc::invalid_meta,
                            errc::invalid_request}) {
      EXPECT_EQ(http_status(code, rev), 400);
      EXPECT_EQ(json_rpc_code(code, rev), json_rpc_code(code, revision::v2026_07_28));
    }
}

TEST(allows_batches, is_true_of_one_revision) {
  EXPECT_FALSE(allows_batches(revision::v2024_11_05));
  EXPECT_TRUE(allows_batches(revision::v2025_03_26));
  EXPECT_FALSE(allows_batches(revision::v2025_06_18));
  EXPECT_FALSE(allows_batches(revision::v2025_11_25));
  EXPECT_FALSE(allows_batches(revision::v2026_07_28));
}
