# SPDX-License-Identifier: Apache-2.0
# Turns the files of a folder into a .cpp that holds them: cmake -DFOLDER=... -DOUT=... -P embed.cmake
# board.css is found at /board.css, announcer.html at /announcer, index.html at /.
file(GLOB files ${FOLDER}/*.html ${FOLDER}/*.css ${FOLDER}/*.js ${FOLDER}/*.svg)
set(type_html "text/html; charset=utf-8")
set(type_css "text/css; charset=utf-8")
set(type_js "text/javascript; charset=utf-8")
set(type_svg "image/svg+xml")

set(bodies "")
set(rows "")
set(number 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  get_filename_component(kind ${file} LAST_EXT)
  string(SUBSTRING ${kind} 1 -1 kind)
  if(kind STREQUAL "html")
    string(REGEX REPLACE "^index$" "" path ${name})
  else()
    set(path ${name}.${kind})
  endif()
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," hex "${hex}")
  string(APPEND bodies "constexpr char kBody${number}[] = {\n${hex}'\\0'};\n")
  string(APPEND rows
    "        {\"/${path}\", \"${type_${kind}}\", {kBody${number}, sizeof kBody${number} - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()

file(WRITE ${OUT} "// Made by embed.cmake from ${FOLDER}.
#include \"daemon/server/http/board_files.hpp\"

namespace qm::server {

namespace {

${bodies}
}  // namespace

const std::vector<BoardFile>& board_files() {
    static const std::vector<BoardFile> files{
${rows}    };
    return files;
}

}  // namespace qm::server
")
