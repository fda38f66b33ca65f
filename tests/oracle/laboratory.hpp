#pragma once

#include "postgres/private_cluster.hpp"

#include <memory>
#include <string>

namespace howdah::oracle {

/// A PostgreSQL with a database made by a file below tests/corpus, in which nothing happens but
/// what a trial does: no autovacuum, no checkpoints, every row frozen. So each byte of its log has
/// somebody who wrote it.
class laboratory {
public:
  explicit laboratory(const std::string& schema_file);

  /// Of the superuser, or of another login.
  std::string dsn(const std::string& login = {}) const;
  /// The same for sqlsmith, who is shown only the functions that the guard would let it call: it
  /// would hardly ever make a statement that is admitted otherwise.
  std::string dsn_for_sqlsmith() const;

private:
  std::unique_ptr<postgres::private_cluster> cluster_;
};

} // namespace howdah::oracle
