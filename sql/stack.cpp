#include "sql/stack.hpp"

#include <cstdint>
#include <pthread.h>

namespace howdah::sql {

namespace {

std::uintptr_t find_stack_end() noexcept {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0)
    return 0;
  void* lowest = nullptr;
  std::size_t size = 0;
  const bool known = pthread_attr_getstack(&attributes, &lowest, &size) == 0;
  pthread_attr_destroy(&attributes);
  return known ? reinterpret_cast<std::uintptr_t>(lowest) : 0;
}

struct errand {
  void (*work)(void*);
  void* argument;
};

void* carry_out(void* order) {
  const auto* what = static_cast<const errand*>(order);
  what->work(what->argument);
  return nullptr;
}

} // namespace

std::size_t stack_left() noexcept {
  thread_local const std::uintptr_t end = find_stack_end();
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  return end != 0 && here > end ? here - end : 0;
}

bool run_with_stack(std::size_t bytes, void (*work)(void*), void* argument) noexcept {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0)
    return false;
  errand order{work, argument};
  pthread_t thread;
  const bool started = pthread_attr_setstacksize(&attributes, bytes) == 0
                       && pthread_create(&thread, &attributes, carry_out, &order) == 0;
  pthread_attr_destroy(&attributes);
  return started && pthread_join(thread, nullptr) == 0;
}

} // namespace howdah::sql
