#pragma once

#include "core/result.hpp"
#include "postgres/cluster/account.hpp"

#include <filesystem>

namespace howdah::postgres {

/// A file descriptor that closes itself.
class descriptor {
public:
  descriptor() = default;
  explicit descriptor(int fd) noexcept : fd_(fd) {}
  ~descriptor();
  descriptor(descriptor&& other) noexcept : fd_(other.release()) {}
  descriptor& operator=(descriptor&& other) noexcept;

  int value() const noexcept { return fd_; }
  int release() noexcept;
  void close() noexcept;

private:
  int fd_ = -1;
};

/// A directory for one cluster: 0700, owned by whom PostgreSQL runs as, with a lock file that the
/// living hold by flock. It does not remove itself: the supervisor does.
struct scratch_directory {
  std::filesystem::path path;
  descriptor lock; ///< locked; whoever inherits it keeps the directory from being reaped
};

/// In TMPDIR, or /tmp when the socket's path would be too long there or the account cannot get in.
/// Reaps what the dead left first.
result<scratch_directory> make_scratch_directory(const account& owner);

/// Removes directories below `base` that look like ours and that nobody alive holds.
void reap_scratch_directories(const std::filesystem::path& base, const account& owner);

} // namespace howdah::postgres
