# SPDX-License-Identifier: Apache-2.0
# What every target of ours is compiled with, and the function that makes a target of a folder.

add_library(harbinger_options INTERFACE)
target_compile_options(harbinger_options INTERFACE
  -Wall -Wextra -Wconversion -Wshadow
  # gcc 12 sees overlaps in std::string that are not there (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  # A fused multiply-add would give other last digits on other machines.
  -ffp-contract=off)
target_include_directories(harbinger_options INTERFACE ${PROJECT_SOURCE_DIR}/engine)
if(HARBINGER_SANITIZE)
  target_compile_options(harbinger_options INTERFACE
    -fsanitize=${HARBINGER_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  string(REPLACE ",fuzzer-no-link" "" linked "${HARBINGER_SANITIZE}")
  target_link_options(harbinger_options INTERFACE -fsanitize=${linked})
endif()
if(HARBINGER_COVERAGE)
  target_compile_options(harbinger_options INTERFACE --coverage)
  target_link_options(harbinger_options INTERFACE --coverage)
endif()

# harbinger_step(<folder> [LINK library...])
#
# A step of the data flow: the static library harbinger_<folder> of all .cpp files in the folder, linked
# with the steps to its left (HARBINGER_STEPS, the one list of the order) and, privately, with LINK.
function(harbinger_step folder)
  cmake_parse_arguments(STEP "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(harbinger_${folder} STATIC ${sources})
  target_link_libraries(harbinger_${folder} PUBLIC harbinger_options fmt::fmt PRIVATE ${STEP_LINK})
  foreach(left IN LISTS HARBINGER_STEPS)
    if(left STREQUAL folder)
      break()
    endif()
    target_link_libraries(harbinger_${folder} PUBLIC harbinger_${left})
  endforeach()
endfunction()
