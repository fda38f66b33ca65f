# Language level, warnings, sanitizers: one place for what every target is compiled with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

option(HOWDAH_TESTS "Build the tests" ON)
option(HOWDAH_BENCH "Build the benchmarks without the tests" OFF)
option(HOWDAH_LTO "Link-time optimisation" OFF)
option(HOWDAH_FUZZ "Build the fuzz entries as libFuzzer programs (clang)" OFF)
set(HOWDAH_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, e.g. address,undefined or thread")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(howdah_options INTERFACE)
if(HOWDAH_FUZZ)
  target_compile_options(howdah_options INTERFACE -w -fsanitize=fuzzer-no-link # clang's warnings are not the house's
    -fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/tests/fuzz/sanitizers.ignore)
else()
  target_compile_options(howdah_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
endif()
target_include_directories(howdah_options INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
if(HOWDAH_SANITIZE)
  # CAF 0.17 does two things in its headers that are undefined: it binds references to null (init_fun_factory.hpp,
  # shared_ptr_base.h), and its mailboxes cast the sentinel of their list to an element (intrusive/task_queue.hpp).
  target_compile_options(howdah_options INTERFACE -fsanitize=${HOWDAH_SANITIZE} -fno-sanitize=null,vptr
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(howdah_options INTERFACE -fsanitize=${HOWDAH_SANITIZE})
endif()
if(HOWDAH_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
  target_link_options(howdah_options INTERFACE -flto=auto) # on all cores
endif()
