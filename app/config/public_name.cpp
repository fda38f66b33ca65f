#include "app/config/public_name.hpp"

#include "app/config/wording.hpp"

#include <utility>

namespace howdah::app {

result<transport::protected_resource> resource_of(const configuration& values) {
  transport::protected_resource::facts known{.scopes = values.authentication.scopes,
                                             .public_url = values.public_url};
  for (const auto& each : values.authentication.issuers)
    known.issuers.push_back(each.issuer);
  auto made = transport::protected_resource::of(std::move(known));
  if (!made)
    return wrong_setting("--public-url " + in_one_line(made.error()));
  return made;
}

result<transport::host_list> hosts_of(const configuration& values) {
  HOWDAH_TRY(const auto resource, resource_of(values));
  auto names = values.allowed_hosts;
  if (!resource.host().empty())
    names.push_back(resource.host());
  auto made = transport::host_list::of(names, values.allowed_origins);
  if (!made)
    return wrong_setting("--allowed-hosts, --allowed-origins: " + in_one_line(made.error()));
  return made;
}

} // namespace howdah::app
