# howdah_room(NAME library ...): one static library per room, of every .cpp in its folder; a folder in it with a CMakeLists.txt
# of its own is a library of its own.
function(howdah_room name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB apart ${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt)
  foreach(other IN LISTS apart)
    get_filename_component(folder ${other} DIRECTORY)
    list(FILTER sources EXCLUDE REGEX "^${folder}/")
  endforeach()
  add_library(howdah_${name} STATIC ${sources})
  target_link_libraries(howdah_${name} PUBLIC howdah_options ${ARGN})
endfunction()

# howdah_room_tests(NAME library ...): the tests of a room. The kind is in a file's name: *_test.cpp is pure,
# *_actor_test.cpp runs in virtual time, *_pg_test.cpp starts a PostgreSQL of its own (label pg).
function(howdah_room_tests name)
  file(GLOB actor CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_actor_test.cpp)
  file(GLOB pg CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_pg_test.cpp)
  file(GLOB pure CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp)
  list(REMOVE_ITEM pure ${actor} ${pg} "")
  foreach(kind pure actor pg)
    if(${kind})
      string(REPLACE "_pure_" "_" program ${name}_${kind}_test)
      add_executable(${program} ${${kind}})
      target_link_libraries(${program} PRIVATE howdah_${name} howdah_test_support ${ARGN} GTest::gmock GTest::gtest_main)
      add_test(NAME ${program} COMMAND ${program} --gtest_brief=1 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
      set_tests_properties(${program} PROPERTIES LABELS "${kind}" TIMEOUT 600)
    endif()
  endforeach()
endfunction()

# howdah_fuzz(ENTRY library ...): tests/fuzz/ENTRY_fuzz.cpp, run over tests/fuzz/corpus/ENTRY as a regression test; with HOWDAH_FUZZ
# (preset fuzz, script/fuzz) a libFuzzer program instead.
function(howdah_fuzz entry)
  if(HOWDAH_FUZZ)
    add_executable(${entry}_fuzz ${entry}_fuzz.cpp)
    target_link_options(${entry}_fuzz PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${entry}_fuzz ${entry}_fuzz.cpp ${CMAKE_SOURCE_DIR}/tests/fuzz/replay_corpus.cpp)
    add_test(NAME ${entry}_fuzz COMMAND ${entry}_fuzz ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${entry})
    set_tests_properties(${entry}_fuzz PROPERTIES LABELS "fuzz" TIMEOUT 300)
  endif()
  target_link_libraries(${entry}_fuzz PRIVATE howdah_options ${ARGN})
endfunction()
