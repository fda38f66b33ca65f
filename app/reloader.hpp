#pragma once

#include "core/result.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace howdah::app {

/// Some files that are read again while the server runs.
struct reloadable {
  std::string what; ///< for the log: "permissions"
  std::vector<std::string> paths;
  /// Takes their new texts, or says why the old ones stay. On the main thread. Returns what it took
  /// in a few words.
  std::function<result<std::string>(const std::vector<std::string>&)> take;
};

/// Looks after files: what changed is taken, and what cannot be taken leaves the last good state
/// as it is. One log line for each change. Compares contents, so that no clock matters.
class reloader {
public:
  /// Takes their present texts, or says why it cannot.
  result<void> add(reloadable files);
  bool empty() const noexcept { return watched_.empty(); }
  /// Takes what changed since the last look.
  void look();
  /// Takes everything, as SIGHUP wants it.
  void take_all();

private:
  struct watched {
    reloadable files;
    result<std::vector<std::string>> seen; ///< texts, or why they could not be read
  };
  static void take(watched& one);

  std::vector<watched> watched_;
};

} // namespace howdah::app
