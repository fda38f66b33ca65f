#include "app/demo/demo.hpp"

#include "app/demo_sql.hpp"

#include <string_view>
#include <utility>

namespace howdah::app {

namespace {

std::filesystem::path absolute_in(const environment& variables, std::string_view name) {
  const auto found = variables.find(name);
  std::filesystem::path path(found == variables.end() ? std::string() : found->second);
  return path.is_absolute() ? path : std::filesystem::path();
}

} // namespace

result<demo> demo::start(const std::filesystem::path& cached_template) {
  HOWDAH_TRY(auto cluster,
             postgres::private_cluster::start(
               {.cached_template = cached_template, .sql = demo_sql, .database = "demo"}));
  return demo(std::move(cluster));
}

std::filesystem::path demo_template_path(const environment& variables) {
  auto cache = absolute_in(variables, "XDG_CACHE_HOME");
  if (const auto home = absolute_in(variables, "HOME"); cache.empty() && !home.empty())
    cache = home / ".cache";
  return cache.empty() ? cache : cache / "howdah" / "demo";
}

} // namespace howdah::app
