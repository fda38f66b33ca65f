#pragma once

#include "core/result.hpp"
#include "postgres/cluster/account.hpp"
#include "postgres/cluster/scratch_directory.hpp"
#include "postgres/cluster/watch.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace howdah::postgres {

/// The owner's side of the supervisor process: closing it, or dying in any way, ends the server and
/// removes the directory.
class supervisor {
public:
  using milliseconds = std::chrono::milliseconds;

  /// Forks; the child allocates nothing, so this process may have threads. Each program is its
  /// arguments, the path first.
  static result<supervisor> launch(scratch_directory directory, const account& runs_as,
                                   const std::vector<std::vector<std::string>>& programs);

  const std::filesystem::path& directory() const noexcept { return directory_; }

  /// Runs a program to its end; false when it did not end well or in time.
  bool run(std::uint8_t program, milliseconds limit);
  /// The process id of the server, 0 on failure. It does not yet accept connections.
  int serve(std::uint8_t program);
  /// Shuts the server down in good order.
  bool stop_server(milliseconds limit);
  /// Whether the supervisor still lives, and with it the server.
  bool alive() const noexcept;
  /// Readable once the server has ended by itself.
  int end_descriptor() const noexcept { return reports_.value(); }
  /// Ends the server and waits until the directory is gone.
  void end(milliseconds limit);
  /// The last that the programs wrote, also after the directory is gone.
  std::string log_tail() const;

private:
  bool tell(watch_order order);
  std::optional<watch_report> hear(milliseconds limit);

  std::filesystem::path directory_;
  pid_t process_ = 0; ///< our child, until `end` has waited for it
  descriptor orders_;
  descriptor reports_;
  descriptor log_;
};

} // namespace howdah::postgres
