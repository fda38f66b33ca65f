#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace howdah::postgres {

/// A PostgreSQL of our own: made from the server binaries installed here, on a unix socket in a
/// temporary directory, no TCP, gone with all its files when the object goes or when this process
/// dies in any way (a supervisor process of its own watches). Drops root, as initdb demands. For
/// `--demo` and for the tests.
class private_cluster {
public:
  struct options {
    /// A template directory to copy instead of running initdb and the SQL again; made there at
    /// first use. Empty: none.
    std::filesystem::path cached_template = {};
    /// SQL to run once in the database, e.g. the sample data. Part of the template.
    std::string sql = {};
    std::string database = "demo";
    /// Further lines of postgresql.conf.
    std::string configuration = {};
  };

  /// Blocks until the server accepts connections, or says what is missing (no server binaries
  /// installed, with the package's name).
  static result<std::unique_ptr<private_cluster>> start(const options& wanted);
  ~private_cluster();
  private_cluster(const private_cluster&) = delete;
  private_cluster& operator=(const private_cluster&) = delete;

  /// Keywords for libpq. The login is the cluster's superuser unless another is named.
  std::string dsn(const std::string& user = {}) const;
  const std::filesystem::path& directory() const noexcept;
  int postmaster_pid() const noexcept;
  /// False once the server has ended by itself; its directory is removed then.
  bool alive() const noexcept;
  /// Becomes readable when the server has ended by itself: for poll, not for read.
  int end_descriptor() const noexcept;

private:
  struct impl;
  explicit private_cluster(std::unique_ptr<impl> started);
  std::unique_ptr<impl> impl_;
};

} // namespace howdah::postgres
