#include "postgres/cluster/account.hpp"

#include <array>
#include <optional>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace howdah::postgres {

namespace {

std::optional<account> account_of(const char* name) {
  std::array<char, 4096> buffer;
  passwd entry{};
  passwd* found = nullptr;
  if (getpwnam_r(name, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
    return std::nullopt;
  return account{.user = entry.pw_uid, .group = entry.pw_gid, .other_than_us = true};
}

bool searchable(const std::filesystem::path& directory, const account& who) {
  struct stat facts {};
  if (::stat(directory.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode))
    return false;
  if (facts.st_uid == who.user)
    return (facts.st_mode & S_IXUSR) != 0;
  if (facts.st_gid == who.group)
    return (facts.st_mode & S_IXGRP) != 0;
  return (facts.st_mode & S_IXOTH) != 0;
}

} // namespace

result<account> server_account() {
  if (::geteuid() != 0)
    return account{.user = ::geteuid(), .group = ::getegid(), .other_than_us = false};
  for (const auto* name : {"postgres", "nobody"})
    if (auto found = account_of(name); found && found->user != 0)
      return *found;
  return refuse(
    errc::unavailable,
    "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as",
    "Start howdah as an ordinary user, or install the package postgresql-15, which adds the user "
    "postgres.");
}

bool hand_over(const std::filesystem::path& what, const account& to) {
  return !to.other_than_us || ::lchown(what.c_str(), to.user, to.group) == 0;
}

bool can_reach(const std::filesystem::path& base, const account& who) {
  if (::access(base.c_str(), W_OK | X_OK) != 0)
    return false;
  if (!who.other_than_us)
    return true;
  for (auto directory = base;; directory = directory.parent_path()) {
    if (!searchable(directory, who))
      return false;
    if (directory == directory.root_path() || directory.empty())
      return true;
  }
}

} // namespace howdah::postgres
