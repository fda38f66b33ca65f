#pragma once

#include "postgres/cluster/account.hpp"

#include <cstdint>
#include <span>

namespace howdah::postgres {

/// What the owner tells the supervisor, one at a time. End of file means that the owner is gone, in
/// whatever way.
struct watch_order {
  enum class verb : std::uint8_t { run, serve, stop };
  verb what = verb::run; ///< run a helper to its end · start the server · shut the server down in
                         ///< good order
  std::uint8_t program = 0; ///< index into the programs
};

/// What the supervisor tells the owner. End of file means that the server is gone and its directory
/// removed.
struct watch_report {
  enum class event : std::uint32_t { started, ended };
  event what = event::started;
  std::int32_t value = 0; ///< process id, or the status as waitpid has it
};

/// All that the supervisor needs, laid out before the fork: it cannot allocate afterwards.
struct watch_plan {
  int orders = -1;  ///< read end of a pipe, close-on-exec
  int reports = -1; ///< write end of a pipe, close-on-exec
  int lock = -1;    ///< kept open here and in the server, so that the directory counts as used
  int log = -1;     ///< standard output and error of everything below
  account runs_as;
  const char* directory = nullptr;
  std::span<char* const* const>
    programs; ///< argument vectors; the first argument is the absolute path
  char* const* environment = nullptr;
};

/// The supervisor's whole life, in a forked child of a process that may have threads:
/// async-signal-safe calls only. Parent of the server; stops it and removes the directory when the
/// owner goes, and removes the directory when the server goes.
[[noreturn]] void watch(const watch_plan& plan) noexcept;

} // namespace howdah::postgres
