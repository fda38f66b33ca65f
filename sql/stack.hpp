#pragma once

#include <cstddef>

namespace howdah::sql {

/// Bytes between here and the end of the calling thread's stack; 0 when the system does not tell.
std::size_t stack_left() noexcept;

/// Runs `work(argument)` on a thread of its own with a stack of that size and waits for it. False
/// when there is no such thread to be had; then nothing ran.
bool run_with_stack(std::size_t bytes, void (*work)(void*), void* argument) noexcept;

} // namespace howdah::sql
