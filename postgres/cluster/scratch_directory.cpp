#include "postgres/cluster/scratch_directory.hpp"

#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace howdah::postgres {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "howdah-pg-";
constexpr std::string_view socket_name = "/.s.PGSQL.5432.lock";
/// A directory without a lock file this old is nobody's: its maker died between two system calls.
constexpr std::time_t lockless_age = 600;

bool short_enough(const fs::path& base) {
  const auto length = base.native().size() + 1 + prefix.size() + 6 + socket_name.size();
  return length < sizeof(sockaddr_un::sun_path);
}

result<fs::path> base_for(const account& owner) {
  std::error_code failure;
  for (const auto& wanted :
       {fs::temp_directory_path(failure), fs::path("/tmp"), fs::path("/var/tmp")}) {
    const auto base = fs::canonical(wanted, failure);
    if (!failure && short_enough(base) && can_reach(base, owner))
      return base;
  }
  return refuse(
    errc::unavailable,
    "no temporary directory that PostgreSQL can use: neither TMPDIR nor /tmp nor /var/tmp",
    "Set TMPDIR to a writable directory with a short path.");
}

/// The lock appears under its name only when it is held, so that no reaper ever sees it free.
descriptor lock_in(const fs::path& directory) {
  const auto draft = directory / "lock.new";
  descriptor lock(::open(draft.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (lock.value() < 0 || ::flock(lock.value(), LOCK_EX | LOCK_NB) != 0
      || ::rename(draft.c_str(), (directory / "lock").c_str()) != 0)
    return {};
  return lock;
}

bool abandoned(const fs::path& directory, const account& owner) {
  struct stat facts {};
  if (::lstat(directory.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode)
      || (facts.st_uid != owner.user && facts.st_uid != ::geteuid()))
    return false;
  const descriptor lock(::open((directory / "lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  if (lock.value() < 0)
    return errno == ENOENT && facts.st_mtime + lockless_age < std::time(nullptr);
  return ::flock(lock.value(), LOCK_EX | LOCK_NB) == 0;
}

} // namespace

descriptor::~descriptor() {
  close();
}

descriptor& descriptor::operator=(descriptor&& other) noexcept {
  if (this != &other) {
    close();
    fd_ = other.release();
  }
  return *this;
}

int descriptor::release() noexcept {
  return std::exchange(fd_, -1);
}

void descriptor::close() noexcept {
  if (fd_ >= 0)
    ::close(release());
}

void reap_scratch_directories(const fs::path& base, const account& owner) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(base, ignored))
    if (entry.path().filename().native().starts_with(prefix) && abandoned(entry.path(), owner))
      fs::remove_all(entry.path(), ignored);
}

result<scratch_directory> make_scratch_directory(const account& owner) {
  HOWDAH_TRY(const auto base, base_for(owner));
  reap_scratch_directories(base, owner);
  auto name = (base / (std::string(prefix) + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr)
    return refuse(errc::unavailable,
                  "cannot make a temporary directory: " + std::generic_category().message(errno));
  scratch_directory made{.path = name, .lock = lock_in(name)};
  if (made.lock.value() < 0 || !hand_over(made.path / "lock", owner)
      || !hand_over(made.path, owner)) {
    const auto why = std::generic_category().message(errno);
    std::error_code ignored;
    fs::remove_all(made.path, ignored);
    return refuse(errc::unavailable, "cannot prepare a temporary directory for PostgreSQL: " + why);
  }
  return made;
}

} // namespace howdah::postgres
