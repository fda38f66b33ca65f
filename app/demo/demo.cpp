#include "app/demo/demo.hpp"

#include "app/demo_sql.hpp"

#include <cstdlib>
#include <utility>

namespace howdah::app {

namespace {

std::filesystem::path absolute_in(const char* variable) {
  const auto* value = std::getenv(variable);
  std::filesystem::path path(value != nullptr ? value : "");
  return path.is_absolute() ? path : std::filesystem::path();
}

} // namespace

result<demo> demo::start(const std::filesystem::path& cached_template) {
  HOWDAH_TRY(auto cluster,
             postgres::private_cluster::start(
               {.cached_template = cached_template, .sql = demo_sql, .database = "demo"}));
  return demo(std::move(cluster));
}

std::filesystem::path demo_template_path() {
  auto cache = absolute_in("XDG_CACHE_HOME");
  if (const auto home = absolute_in("HOME"); cache.empty() && !home.empty())
    cache = home / ".cache";
  return cache.empty() ? cache : cache / "howdah" / "demo";
}

} // namespace howdah::app
