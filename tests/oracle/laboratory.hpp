#pragma once

#include "postgres/private_cluster.hpp"

#include <memory>
#include <string>

namespace howdah::oracle {

/// A PostgreSQL with a database of its own, in which nothing happens but
/// what a trial does: no autovacuum, no checkpoints, every row frozen. So each byte of its log has
/// somebody who wrote it.
class laboratory {
public:
  /// What tests/corpus/attacks assumes, and more that stands behind names.
  static laboratory attacked();
  static laboratory sample();

  /// Of the superuser, or of another login: `plain` may read everything but what the guard keeps
  /// from all readers, `bounded` has the grants of a role (boundary.hpp).
  std::string dsn(const std::string& login = {}) const;
  /// The same for sqlsmith, who is shown only the functions that the guard would let it call: it
  /// would hardly ever make a statement that is admitted otherwise.
  std::string dsn_for_sqlsmith() const;

private:
  /// `sql` makes the database.
  explicit laboratory(const std::string& sql);

  std::unique_ptr<postgres::private_cluster> cluster_;
};

} // namespace howdah::oracle
