#pragma once

#include "core/result.hpp"

#include <filesystem>

namespace howdah::app {

/// Opens what is closed of 0, 1 and 2 as /dev/null: a socket of ours must never become "stdout".
void fill_standard_descriptors();

/// Keeps stdout for our own lines: what any library prints goes to stderr from now on. Returns the
/// private descriptor, -1 on failure.
int take_stdout_away();

/// Large stacks for the threads made from now on (only what is used costs memory: the parser of a
/// deeply nested statement needs it), and few malloc arenas.
void tune_memory();

/// This binary, for people to paste.
std::filesystem::path own_path();

} // namespace howdah::app
