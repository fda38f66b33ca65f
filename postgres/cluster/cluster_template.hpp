#pragma once

#include "postgres/cluster/account.hpp"

#include <filesystem>
#include <string>

namespace howdah::postgres {

/// A data directory kept from an earlier start, so that initdb and the SQL need not run again. It
/// belongs to us and stays ours: PostgreSQL gets copies. Used and replaced under a lock, made
/// beside and renamed, so that it is always whole.
class cluster_template {
public:
  /// `stamp` tells everything that the files depend on: the server, the SQL, the settings of
  /// initdb.
  cluster_template(std::filesystem::path where, std::string stamp);

  /// Copies the template for `owner`; false when there is none with this stamp, or it could not be
  /// copied (nothing is left behind then).
  bool copy_to(const std::filesystem::path& data, const account& owner) const;
  /// Keeps a copy of a cleanly shut down data directory. Failure is harmless: the next start is
  /// slower.
  void keep(const std::filesystem::path& data) const;

private:
  bool usable() const;
  std::filesystem::path beside(const char* suffix) const;

  std::filesystem::path where_;
  std::string stamp_;
};

/// A short text that differs whenever the parts differ: for stamps, not for secrets.
std::string fingerprint(std::initializer_list<std::string_view> parts);

} // namespace howdah::postgres
