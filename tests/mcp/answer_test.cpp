#include "core/version.hpp"
#include "mcp/answer.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

using namespace howdah;
using namespace howdah::mcp;
using howdah::tests::json;

namespace {

const std::vector<revision> all_revisions{revision::v2024_11_05, revision::v2025_03_26,
                                          revision::v2025_06_18, revision::v2025_11_25,
                                          revision::v2026_07_28};

const std::vector<errc> all_codes{errc::parse_error,
                                  errc::invalid_request,
                                  errc::method_not_found,
                                  errc::invalid_params,
                                  errc::header_mismatch,
                                  errc::missing_capability,
                                  errc::unsupported_version,
                                  errc::session_not_found,
                                  errc::resource_not_found,
                                  errc::invalid_argument,
                                  errc::cancelled,
                                  errc::object_not_found,
                                  errc::invalid_meta,
                                  errc::syntax_error,
                                  errc::statement_refused,
                                  errc::statement_too_large,
                                  errc::not_one_statement,
                                  errc::parameter_mismatch,
                                  errc::access_denied,
                                  errc::not_authenticated,
                                  errc::busy,
                                  errc::timed_out,
                                  errc::too_large,
                                  errc::shutting_down,
                                  errc::not_configured,
                                  errc::unavailable,
                                  errc::query_failed,
                                  errc::connection_lost,
                                  errc::outcome_unknown,
                                  errc::internal};

std::string modern_tail() {
  return R"("resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":)"
         R"({"name":"howdah","title":"Howdah: PostgreSQL","version":")"
         + std::string(version()) + R"("}}}})";
}

} // namespace

TEST(encode, a_tool_result_has_the_fields_of_its_revision) {
  const tool_result result{.text = R"(a \"b\"\n)", .structured = R"({"rows":[]})"};
  const std::string content
    = R"({"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"a \"b\"\n"}])";
  const std::string structured = R"(,"structuredContent":{"rows":[]})";
  const std::string ok = R"(,"isError":false)";
  EXPECT_EQ(encode({{"1"}, revision::v2024_11_05}, result), content + ok + "}}");
  EXPECT_EQ(encode({{"1"}, revision::v2025_03_26}, result), content + ok + "}}");
  EXPECT_EQ(encode({{"1"}, revision::v2025_06_18}, result), content + structured + ok + "}}");
  EXPECT_EQ(encode({{"1"}, revision::v2025_11_25}, result), content + structured + ok + "}}");
  EXPECT_EQ(encode({{"1"}, revision::v2026_07_28}, result),
            content + structured + ok + "," + modern_tail());
}

TEST(encode, a_tool_error_says_so_and_may_have_several_blocks) {
  const tool_result result{.text = "first", .more = {"second", "third"}, .is_error = true};
  EXPECT_EQ(
    encode({{R"("x")"}, revision::v2025_11_25}, result),
    R"({"jsonrpc":"2.0","id":"x","result":{"content":[{"type":"text","text":"first"},{"type":"text","text":"second"},{"type":"text","text":"third"}],"isError":true}})");
}

TEST(encode, a_resource_has_cache_hints_in_the_modern_era_only) {
  const resource_result result{
    .uri = "table://a/\"b\"", .mime_type = "application/json", .text = R"([{\"a\":1}])"};
  const std::string contents
    = R"({"jsonrpc":"2.0","id":2,"result":{"contents":[{"uri":"table://a/\"b\"","mimeType":"application/json","text":"[{\"a\":1}]"}])";
  EXPECT_EQ(encode({{"2"}, revision::v2025_11_25}, result), contents + "}}");
  EXPECT_EQ(encode({{"2"}, revision::v2026_07_28}, result),
            contents + R"(,"ttlMs":0,"cacheScope":"private",)" + modern_tail());
}

TEST(encode, an_empty_result_is_an_empty_object) {
  EXPECT_EQ(encode({{"3"}, revision::v2025_06_18}, raw_result{}),
            R"({"jsonrpc":"2.0","id":3,"result":{}})");
  EXPECT_EQ(encode({{"3"}, revision::v2026_07_28}, raw_result{}),
            R"({"jsonrpc":"2.0","id":3,"result":{)" + modern_tail());
  EXPECT_EQ(encode({{"3"}, revision::v2024_11_05}, raw_result{R"("a":1)"}),
            R"({"jsonrpc":"2.0","id":3,"result":{"a":1}})");
}

TEST(encode, a_problem_is_an_error_with_what_is_known) {
  problem why{.code = errc::syntax_error, .message = "syntax error at or near \"selct\"\n"};
  EXPECT_EQ(
    encode({{"4"}, revision::v2025_11_25}, why),
    R"({"jsonrpc":"2.0","id":4,"error":{"code":200,"message":"syntax error at or near \"selct\"\n","data":{"code":"syntax_error","number":200}}})");
  why.detail = "d";
  why.hint = "h";
  why.sqlstate = "42601";
  why.context = "c";
  why.rule = "r";
  why.rewrite = "w";
  why.position = 1;
  why.internal_query = "q";
  why.internal_position = 2;
  why.retry_after_ms = 500;
  why.data_json = R"("uri":"table://a/b")";
  EXPECT_EQ(
    to_json(why),
    R"({"code":"syntax_error","number":200,"detail":"d","hint":"h","sqlstate":"42601","context":"c","rule":"r","rewrite":"w","position":1,"internal_query":"q","internal_position":2,"retry_after_ms":500,"uri":"table://a/b"})");
}

TEST(encode, an_unreadable_id_is_null_where_the_revision_has_no_other_way) {
  const problem why{.code = errc::parse_error, .message = "?"};
  EXPECT_TRUE(json(encode({{}, revision::v2025_11_25}, why))["id"].is_null());
  EXPECT_FALSE(json(encode({{}, revision::v2026_07_28}, why))["id"]);
}

TEST(encode, every_answer_is_one_line_of_json_in_every_revision) {
  const std::vector<answer> answers{
    tool_result{.text = R"(\u0000)", .more = {""}, .structured = "{}"}, resource_result{},
    raw_result{}, problem{.message = "a\r\nb\u2028\"\\"}};
  for (const auto rev : all_revisions)
    for (const auto& each : answers) {
      const auto line = encode({{R"("i\nd")"}, rev}, each);
      EXPECT_EQ(line.find_first_of("\r\n"), line.npos);
      const json parsed(line);
      EXPECT_EQ(parsed["id"].string(), "i\nd");
      EXPECT_NE(static_cast<bool>(parsed["result"]), static_cast<bool>(parsed["error"]));
    }
}

TEST(encode, the_envelope_stays_within_its_bound) {
  const std::string id(max_id_bytes, '9');
  const tool_result empty{.structured = "{}"};
  for (const auto rev : all_revisions)
    EXPECT_LE(encode({{id}, rev}, empty).size(), envelope_bytes);
  const tool_result three{.more = {"", ""}, .structured = "{}"};
  EXPECT_EQ(encode({{id}}, three).size(), encode({{id}}, empty).size() + 2 * 26);
}

TEST(json_rpc_code, what_mcp_names_has_mcps_code) {
  const auto rev = revision::v2025_11_25;
  EXPECT_EQ(json_rpc_code(errc::parse_error, rev), -32700);
  EXPECT_EQ(json_rpc_code(errc::invalid_request, rev), -32600);
  EXPECT_EQ(json_rpc_code(errc::method_not_found, rev), -32601);
  EXPECT_EQ(json_rpc_code(errc::invalid_params, rev), -32602);
  EXPECT_EQ(json_rpc_code(errc::internal, rev), -32603);
  EXPECT_EQ(json_rpc_code(errc::resource_not_found, rev), -32002);
  EXPECT_EQ(json_rpc_code(errc::resource_not_found, revision::v2026_07_28), -32602);
  EXPECT_EQ(json_rpc_code(errc::header_mismatch, revision::v2026_07_28), -32020);
  EXPECT_EQ(json_rpc_code(errc::missing_capability, revision::v2026_07_28), -32021);
  EXPECT_EQ(json_rpc_code(errc::unsupported_version, revision::v2026_07_28), -32022);
}

TEST(json_rpc_code, every_other_problem_has_its_own_code_outside_of_the_reserved_range) {
  const std::set<int> named{-32700, -32600, -32601, -32602, -32603, -32002, -32020, -32021, -32022};
  for (const auto rev : all_revisions)
    for (const auto code : all_codes) {
      const auto number = json_rpc_code(code, rev);
      EXPECT_TRUE(named.contains(number) || number == static_cast<int>(code)) << name_of(code);
      EXPECT_TRUE(rev != revision::v2026_07_28 || number != -32002);
    }
}

TEST(http_status, clients_get_400_and_404_only_where_mcp_wants_them) {
  const auto legacy = revision::v2025_11_25;
  const auto modern = revision::v2026_07_28;
  EXPECT_EQ(http_status(errc::method_not_found, legacy), 200);
  EXPECT_EQ(http_status(errc::method_not_found, modern), 404);
  EXPECT_EQ(http_status(errc::session_not_found, legacy), 404);
  EXPECT_EQ(http_status(errc::invalid_params, modern), 200);
  for (const auto code :
       {errc::parse_error, errc::invalid_request, errc::invalid_meta, errc::header_mismatch,
        errc::missing_capability, errc::unsupported_version})
    for (const auto rev : {legacy, modern})
      EXPECT_EQ(http_status(code, rev), 400) << name_of(code);
  for (const auto code : {errc::busy, errc::timed_out, errc::too_large, errc::internal,
                          errc::unavailable, errc::query_failed, errc::resource_not_found})
    EXPECT_EQ(http_status(code, modern), 200) << name_of(code);
}

TEST(http_refusal_status, a_post_that_was_not_read_gets_the_status_of_its_reason) {
  EXPECT_EQ(http_refusal_status(errc::busy), 429);
  EXPECT_EQ(http_refusal_status(errc::too_large), 413);
  EXPECT_EQ(http_refusal_status(errc::shutting_down), 503);
  EXPECT_EQ(http_refusal_status(errc::invalid_request), 400);
}
