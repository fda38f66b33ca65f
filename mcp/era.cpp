#include "mcp/era.hpp"

#include "mcp/lifecycle.hpp"
#include "mcp/meta.hpp"

namespace howdah::mcp {

namespace {

/// Revisions are dates: one that is not older than the first modern one means the modern rules.
bool names_modern(std::string_view version) {
  constexpr std::string_view shape = "dddd-dd-dd";
  if (version.size() != shape.size() || version < name_of(revision::v2026_07_28))
    return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == '-' ? version[i] != '-' : version[i] < '0' || version[i] > '9')
      return false;
  return true;
}

bool is_modern(const message& from, const header_facts& headers) {
  return meta_of(from)[meta::protocol_version]
         || (headers.protocol_version && names_modern(*headers.protocol_version));
}

problem mismatch(std::string_view header, std::string_view what) {
  return {.code = errc::header_mismatch,
          .message = "Header " + std::string(header) + " " + std::string(what) + "."};
}

/// The parameter that Mcp-Name repeats; absent when the method has none.
value named_by(const message& from) {
  const auto method = from.method();
  if (method == "tools/call" || method == "prompts/get")
    return from.params()["name"];
  if (method == "resources/read")
    return from.params()["uri"];
  if (method == "tasks/get" || method == "tasks/update" || method == "tasks/cancel")
    return from.params()["taskId"];
  return {};
}

std::optional<problem> check_header(std::string_view header, std::optional<std::string_view> given,
                                    std::optional<std::string_view> wanted) {
  if (!given)
    return mismatch(header, "is missing");
  if (given != wanted)
    return mismatch(header, "differs from the message");
  return std::nullopt;
}

std::optional<problem> check_headers(const message& from, const header_facts& headers) {
  if (auto why = check_header("MCP-Protocol-Version", headers.protocol_version,
                              meta_of(from)[meta::protocol_version].string()))
    return why;
  if (auto why = check_header("Mcp-Method", headers.method, from.method()))
    return why;
  if (const auto named = named_by(from).string())
    return check_header("Mcp-Name", headers.name, named);
  return std::nullopt;
}

problem bad_meta(std::string_view field, std::string_view kind) {
  return {.code = errc::invalid_meta,
          .message = "params._meta[\"" + std::string(field) + "\"] must be " + std::string(kind)
                     + " in every request."};
}

/// All revisions are named, so that clients know that they may fall back to `initialize`.
problem unserved(errc code, std::string_view requested) {
  return {.code = code,
          .message = "Unsupported protocol version " + json_string(requested) + ".",
          .data_json
          = R"("supported":)" + supported_versions() + R"(,"requested":)" + json_string(requested)};
}

result<era> modern_era(const message& from, const header_facts& headers) {
  if (from.what() != message::kind::request)
    return era{.rev = revision::v2026_07_28, .stated = true};
  const auto given = meta_of(from);
  const auto version = given[meta::protocol_version].string();
  if (!version && headers.protocol_version && !parse_revision(*headers.protocol_version))
    return refuse(unserved(errc::unsupported_version, *headers.protocol_version));
  if (!version)
    return refuse(bad_meta(meta::protocol_version, "a string"));
  if (headers.over_http)
    if (auto why = check_headers(from, headers))
      return refuse(std::move(*why));
  const auto rev = parse_revision(*version);
  if (!rev || !modern(*rev))
    return refuse(unserved(errc::unsupported_version, *version));
  if (!given[meta::client_capabilities].is_object())
    return refuse(bad_meta(meta::client_capabilities, "an object"));
  return era{.rev = *rev, .stated = true};
}

result<era> legacy_era(const message& from, const header_facts& headers) {
  if (from.method() == "initialize") {
    HOWDAH_TRY(const auto rev, negotiated(from));
    return era{.rev = rev, .stated = true};
  }
  if (!headers.protocol_version)
    return era{.rev = headers.over_http ? revision::v2025_03_26 : newest_legacy};
  const auto rev = parse_revision(*headers.protocol_version);
  if (!rev)
    return refuse(unserved(errc::invalid_request, *headers.protocol_version));
  return era{.rev = *rev, .stated = true};
}

} // namespace

result<era> era_of(const message& from, const header_facts& headers) {
  return is_modern(from, headers) ? modern_era(from, headers) : legacy_era(from, headers);
}

} // namespace howdah::mcp
