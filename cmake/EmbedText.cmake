# howdah_embed_text(HEADER NAMESPACE NAME FILE ...): writes a header with one string literal, the files one after another. Runs at
# configure time; a changed file makes the build configure again.
function(howdah_embed_text header namespace name)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
  set(text "")
  foreach(file IN LISTS ARGN)
    file(READ ${file} part)
    string(APPEND text "${part}\n")
  endforeach()
  file(GENERATE OUTPUT ${header} CONTENT
    "#pragma once\n\nnamespace ${namespace} {\n\ninline constexpr const char* ${name} = R\"text(${text})text\";\n\n} // namespace ${namespace}\n")
endfunction()
