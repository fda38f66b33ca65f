#pragma once

#include "core/result.hpp"
#include "transport/framing/http_target.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace howdah::transport {

/// The names under which this server may be addressed, against DNS rebinding: a web page that
/// points its own name at us still says its own name. Loopback names with any port are always among
/// them.
class host_list {
public:
  host_list() = default;
  /// Entries are `name`, for any port, or `name:port`; IPv6 addresses in brackets.
  /// `origins` are `scheme://name` or `scheme://name:port`, of web pages elsewhere.
  static result<host_list> of(const std::vector<std::string>& names,
                              const std::vector<std::string>& origins = {});

  /// A Host header or the authority of a request target.
  bool allows_host(std::string_view host) const;
  /// An Origin header: one of the allowed origins, or any of an allowed host. `null` is nobody's.
  bool allows_origin(std::string_view origin) const;

private:
  bool allows(const authority& asked) const;

  std::vector<authority> allowed_;
  std::vector<std::string> origins_; ///< as browsers write them
};

} // namespace howdah::transport
