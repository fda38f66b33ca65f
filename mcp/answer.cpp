#include "mcp/answer.hpp"

#include "mcp/json.hpp"
#include "mcp/server_info.hpp"

#include <string_view>

namespace howdah::mcp {

namespace {

std::string meta_with(const std::string& server_info) {
  return R"("_meta":{"io.modelcontextprotocol/serverInfo":)" + server_info + '}';
}

/// `"_meta":{…}` of every modern result.
const std::string& modern_meta(bool introduces) {
  static const auto brief = meta_with(server_info(revision::v2026_07_28));
  static const auto whole = meta_with(server_introduction(revision::v2026_07_28));
  return introduces ? whole : brief;
}

void open(std::string& out, const envelope& to, std::string_view rest) {
  out += R"({"jsonrpc":"2.0",)";
  if (to.id.present() || !modern(to.rev)) {
    out += R"("id":)";
    out += to.id.present() ? std::string_view(to.id.json) : "null";
    out += ',';
  }
  out += rest;
}

void close_result(std::string& out, const envelope& to, std::string_view type = "complete",
                  bool introduces = false) {
  if (modern(to.rev)) {
    out += out.back() == '{' ? R"("resultType":")" : R"(,"resultType":")";
    out.append(type).append(R"(",)").append(modern_meta(introduces));
  }
  out += "}}";
}

void append_text_block(std::string& out, std::string_view escaped) {
  out += R"({"type":"text","text":")";
  out += escaped;
  out += R"("})";
}

std::size_t size_of(const tool_result& result) {
  auto size = envelope_bytes + result.text.size() + result.structured.size();
  for (const auto& block : result.more)
    size += block.size() + 32;
  for (const auto& block : result.blocks)
    size += block.json.size() + 1;
  return size;
}

void append_blocks(std::string& out, const std::vector<content>& blocks, revision rev) {
  for (const auto& block : blocks) {
    if (block.since > rev)
      continue;
    if (out.back() != '[')
      out += ',';
    out += block.json;
  }
}

void append(std::string& out, const envelope& to, const tool_result& result) {
  out.reserve(size_of(result));
  open(out, to, R"("result":{"content":[)");
  if (!result.text.empty() || result.blocks.empty())
    append_text_block(out, result.text);
  for (const auto& block : result.more) {
    out += ',';
    append_text_block(out, block);
  }
  append_blocks(out, result.blocks, to.rev);
  out += ']';
  if (!result.structured.empty() && to.rev >= revision::v2025_06_18) {
    out += R"(,"structuredContent":)";
    out += result.structured;
  }
  out += result.is_error ? R"(,"isError":true)" : R"(,"isError":false)";
  close_result(out, to);
}

void append(std::string& out, const envelope& to, const resource_result& result) {
  out.reserve(envelope_bytes + result.uri.size() + result.text.size());
  open(out, to, R"("result":{"contents":[{"uri":)");
  append_quoted(out, result.uri);
  out += R"(,"mimeType":)";
  append_quoted(out, result.mime_type);
  out += result.blob ? R"(,"blob":")" : R"(,"text":")";
  out += result.text;
  out += R"("}])";
  append_cache_hint(out, result.cache, to.rev);
  close_result(out, to);
}

void append(std::string& out, const envelope& to, const raw_result& result) {
  out.reserve(envelope_bytes + result.members.size());
  open(out, to, R"("result":{)");
  out += result.members;
  if (result.cache)
    append_cache_hint(out, *result.cache, to.rev);
  close_result(out, to, result.type, result.introduces);
}

void append(std::string& out, const envelope& to, const problem& why) {
  open(out, to, R"("error":{"code":)");
  out += std::to_string(json_rpc_code(why.code, to.rev));
  out += R"(,"message":)";
  append_quoted(out, why.message);
  out += R"(,"data":)";
  out += to_json(why);
  out += "}}";
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty())
    return;
  out += ',';
  append_quoted(out, name);
  out += ':';
  append_quoted(out, text);
}

void append_member(std::string& out, std::string_view name, std::optional<int> number) {
  if (!number)
    return;
  out += ',';
  append_quoted(out, name);
  out += ':';
  out += std::to_string(*number);
}

} // namespace

std::string encode(const envelope& to, const answer& what) {
  std::string out;
  std::visit([&](const auto& answered) { append(out, to, answered); }, what);
  return out;
}

std::string to_json(const problem& why) {
  std::string out = R"({"code":")";
  out += name_of(why.code);
  out += R"(","number":)";
  out += std::to_string(static_cast<int>(why.code));
  append_member(out, "detail", why.detail);
  append_member(out, "hint", why.hint);
  append_member(out, "sqlstate", why.sqlstate);
  append_member(out, "context", why.context);
  append_member(out, "rule", why.rule);
  append_member(out, "rewrite", why.rewrite);
  append_member(out, "position", why.position);
  append_member(out, "internal_query", why.internal_query);
  append_member(out, "internal_position", why.internal_position);
  append_member(out, "retry_after_ms", why.retry_after_ms);
  if (!why.data_json.empty())
    out.append(1, ',').append(why.data_json);
  return out += '}';
}

} // namespace howdah::mcp
