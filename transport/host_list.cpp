#include "transport/host_list.hpp"

#include "core/ascii.hpp"

#include <algorithm>

namespace howdah::transport {

namespace {

bool loopback(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

/// Lower case, without the port that the scheme has anyway (RFC 6454 section 6.2).
std::string as_browsers_write(std::string_view origin) {
  auto text = lower_case(origin);
  const std::string_view port = text.starts_with("http://")    ? ":80"
                                : text.starts_with("https://") ? ":443"
                                                               : "";
  if (!port.empty() && text.ends_with(port))
    text.resize(text.size() - port.size());
  return text;
}

} // namespace

result<host_list> host_list::of(const std::vector<std::string>& names,
                                const std::vector<std::string>& origins) {
  host_list made;
  for (const auto& name : names) {
    auto parsed = parse_authority(name);
    if (!parsed)
      return refuse(errc::invalid_argument,
                    "\"" + name + "\" is not a host name that can be allowed",
                    "Write host names without scheme and path, e.g. db.example.org or "
                    "db.example.org:8443; IPv6 addresses in brackets.");
    made.allowed_.push_back(std::move(*parsed));
  }
  for (const auto& origin : origins) {
    if (!parse_origin(origin))
      return refuse(errc::invalid_argument, "\"" + origin + "\" is not an origin",
                    "Write each as scheme://name or scheme://name:port, e.g. "
                    "https://app.example.org, without a path.");
    made.origins_.push_back(as_browsers_write(origin));
  }
  return made;
}

bool host_list::allows_host(std::string_view host) const {
  const auto asked = parse_authority(host);
  return asked && allows(*asked);
}

bool host_list::allows_origin(std::string_view origin) const {
  const auto asked = parse_origin(origin);
  return asked
         && (allows(*asked)
             || std::find(origins_.begin(), origins_.end(), as_browsers_write(origin))
                  != origins_.end());
}

bool host_list::allows(const authority& asked) const {
  return loopback(asked.host)
         || std::any_of(allowed_.begin(), allowed_.end(), [&](const authority& one) {
              return one.host == asked.host && (one.port.empty() || one.port == asked.port);
            });
}

} // namespace howdah::transport
