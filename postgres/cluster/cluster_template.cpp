#include "postgres/cluster/cluster_template.hpp"

#include "postgres/cluster/scratch_directory.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace howdah::postgres {

namespace fs = std::filesystem;

namespace {

constexpr const char* stamp_name = "howdah-template";

bool make_like(const fs::directory_entry& entry, const fs::path& target) {
  std::error_code failure;
  if (entry.is_symlink(failure))
    return false; // a data directory of initdb has none
  if (entry.is_directory(failure))
    return fs::create_directory(target, entry.path(), failure);
  return !entry.is_regular_file(failure) || fs::copy_file(entry.path(), target, failure);
}

bool copy_tree(const fs::path& from, const fs::path& to, const account& owner) {
  std::error_code failure;
  if (!fs::create_directory(to, from, failure) || !hand_over(to, owner))
    return false;
  for (auto at = fs::recursive_directory_iterator(from, failure);
       at != fs::recursive_directory_iterator(); at.increment(failure)) {
    if (failure)
      return false;
    const auto target = to / at->path().lexically_relative(from);
    if (!make_like(*at, target) || !hand_over(target, owner))
      return false;
  }
  return !failure;
}

descriptor locked(const fs::path& file, int how) {
  descriptor lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (lock.value() < 0 || ::flock(lock.value(), how) != 0)
    return {};
  return lock;
}

} // namespace

cluster_template::cluster_template(fs::path where, std::string stamp)
  : where_(std::move(where)), stamp_(std::move(stamp)) {
}

/// Ours, closed to others, and made of the same things.
bool cluster_template::usable() const {
  struct stat facts {};
  if (::lstat(where_.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode) || facts.st_uid != ::geteuid()
      || (facts.st_mode & 077) != 0)
    return false;
  std::ifstream file(where_ / stamp_name);
  return std::string(std::istreambuf_iterator<char>(file), {}) == stamp_;
}

fs::path cluster_template::beside(const char* suffix) const {
  auto path = where_;
  path += suffix;
  return path;
}

bool cluster_template::copy_to(const fs::path& data, const account& owner) const {
  if (where_.empty() || !usable())
    return false;
  const auto lock = locked(beside(".lock"), LOCK_SH);
  if (lock.value() >= 0 && usable() && copy_tree(where_, data, owner))
    return true;
  std::error_code ignored;
  fs::remove_all(data, ignored);
  return false;
}

void cluster_template::keep(const fs::path& data) const {
  if (where_.empty())
    return;
  std::error_code failure;
  fs::create_directories(where_.parent_path(), failure);
  const auto lock = locked(beside(".lock"), LOCK_EX);
  if (lock.value() < 0 || usable())
    return;
  const auto draft = beside(".new");
  fs::remove_all(draft, failure);
  const account us{.user = ::geteuid(), .group = ::getegid(), .other_than_us = false};
  bool whole = copy_tree(data, draft, us);
  if (whole)
    whole = static_cast<bool>(std::ofstream(draft / stamp_name) << stamp_ << std::flush);
  if (whole) {
    fs::remove_all(where_, failure);
    fs::rename(draft, where_, failure);
  }
  if (!whole || failure)
    fs::remove_all(draft, failure);
}

std::string fingerprint(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = 0xcbf29ce484222325; // FNV-1a
  for (const auto part : parts) {
    for (const char c : part)
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    hash = (hash ^ 0x100U) * 0x100000001b3; // parts have borders
  }
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
  return {digits.data(), end};
}

} // namespace howdah::postgres
