#include "transport/protected_resource.hpp"

#include "core/string_stream.hpp"
#include "mcp/json.hpp"
#include "transport/framing/http_target.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace howdah::transport {

namespace {

constexpr std::string_view well_known = "/.well-known/oauth-protected-resource";
constexpr std::array<std::string_view, 2> endpoints{"/mcp", "/sse"};

bool of_a_path(char c) noexcept {
  return c > ' ' && c < 0x7f
         && std::string_view("\"#%<>?\\^`{|}").find(c) == std::string_view::npos;
}

tl::unexpected<problem> unfit(std::string_view why) {
  return refuse(errc::invalid_argument, "is not a URL of this server: " + std::string(why),
                "Write it as https://mcp.example.org, without /mcp.");
}

void add(mcp::json_writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void add(mcp::json_writer& out, const char* name, const std::vector<std::string>& texts) {
  out.Key(name);
  out.StartArray();
  for (const auto& text : texts)
    add(out, text);
  out.EndArray();
}

std::string_view without_last_slash(std::string_view text) {
  if (text.ends_with('/'))
    text.remove_suffix(1);
  return text;
}

} // namespace

result<protected_resource> protected_resource::of(facts known) {
  protected_resource made;
  made.facts_ = std::move(known);
  const std::string_view url = made.facts_.public_url;
  if (url.empty())
    return made;
  const std::size_t scheme = url.starts_with("https://") ? 8 : 7;
  if (scheme == 7 && !url.starts_with("http://"))
    return unfit("it does not begin with https://.");
  const auto end = std::min(url.find('/', scheme), url.size());
  const auto path = without_last_slash(url.substr(end));
  if (!parse_authority(url.substr(scheme, end - scheme)))
    return unfit("its host or port cannot be understood.");
  if (!std::all_of(path.begin(), path.end(), of_a_path))
    return unfit("its path holds a query, a fragment or a character that does not belong there.");
  if (std::any_of(endpoints.begin(), endpoints.end(),
                  [&](auto one) { return path.ends_with(one); }))
    return unfit("/mcp and /sse are what comes after it.");
  made.origin_ = url.substr(0, end);
  made.host_ = url.substr(scheme, end - scheme);
  made.prefix_ = path;
  return made;
}

std::optional<std::string_view> protected_resource::described_at(std::string_view path) const {
  if (!path.starts_with(well_known))
    return std::nullopt;
  auto rest = without_last_slash(path.substr(well_known.size()));
  if (!prefix_.empty() && rest.starts_with(prefix_))
    rest.remove_prefix(prefix_.size());
  if (rest.empty())
    return endpoints.front();
  const auto found = std::find(endpoints.begin(), endpoints.end(), rest);
  return found == endpoints.end() ? std::nullopt : std::optional(*found);
}

std::string protected_resource::origin(const http_request& request, bool over_tls) const {
  return origin_.empty() ? (over_tls ? "https://" : "http://") + request.host : origin_;
}

std::string protected_resource::document_url(std::string_view endpoint, const http_request& request,
                                             bool over_tls) const {
  return origin(request, over_tls).append(well_known).append(prefix_).append(endpoint);
}

std::string protected_resource::document(std::string_view endpoint, const http_request& request,
                                         bool over_tls) const {
  std::string text;
  string_stream stream{text};
  mcp::json_writer out(stream);
  out.StartObject();
  out.Key("resource");
  add(out, origin(request, over_tls).append(prefix_).append(endpoint));
  add(out, "authorization_servers", facts_.issuers);
  if (!facts_.scopes.empty())
    add(out, "scopes_supported", facts_.scopes);
  add(out, "bearer_methods_supported", {"header"});
  out.EndObject();
  return text;
}

} // namespace howdah::transport
