#pragma once

#include "app/config/setting.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "postgres/private_cluster.hpp"

#include <filesystem>
#include <memory>

namespace howdah::app {

/// What --demo brings: a private PostgreSQL with the sample data of demo/*.sql, gone with the
/// object or with this process.
class demo {
public:
  /// Blocks: about a second at the first start, a fraction of it with the template kept from there.
  /// An empty path keeps none.
  static result<demo> start(const std::filesystem::path& cached_template);

  /// As the owner of the sample data, who is no superuser.
  secret dsn() const { return secret(cluster_->dsn("demo")); }
  /// Readable when PostgreSQL ended by itself.
  int end_descriptor() const noexcept { return cluster_->end_descriptor(); }

private:
  explicit demo(std::unique_ptr<postgres::private_cluster> cluster)
    : cluster_(std::move(cluster)) {}

  std::unique_ptr<postgres::private_cluster> cluster_;
};

/// $XDG_CACHE_HOME or ~/.cache; empty when there is neither.
std::filesystem::path demo_template_path(const environment& variables);

} // namespace howdah::app
