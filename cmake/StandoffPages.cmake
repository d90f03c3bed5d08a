# standoff_error_pages(<target>)
#
# Compiles the pages of docs/errors into the target, as the source that defines standoff::error_pages(). This file is
# also the script that writes that source, with FOLDER and OUTPUT defined; a page that changes writes it anew.
function(standoff_error_pages target)
    set(folder ${PROJECT_SOURCE_DIR}/docs/errors)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/error_pages.cpp)
    set(script ${PROJECT_SOURCE_DIR}/cmake/StandoffPages.cmake)
    file(GLOB pages CONFIGURE_DEPENDS ${folder}/[EW]*.md)
    add_custom_command(OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -D FOLDER=${folder} -D OUTPUT=${output} -P ${script}
        DEPENDS ${pages} ${script}
        COMMENT "Embedding the pages of docs/errors"
        VERBATIM)
    target_sources(${target} PRIVATE ${output})
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
    file(GLOB pages ${FOLDER}/[EW]*.md)
    set(entries)
    foreach(page IN LISTS pages)
        get_filename_component(code ${page} NAME_WE)
        file(READ ${page} text)
        string(APPEND entries "    ErrorPage{\"${code}\", R\"page(${text})page\"},\n")
    endforeach()
    file(WRITE ${OUTPUT} "// Written by cmake/StandoffPages.cmake from docs/errors.
#include \"report/error_page.hpp\"

#include <array>

namespace standoff {

namespace {

constexpr auto pages = std::to_array<ErrorPage>({
${entries}});

}  // namespace

std::span<const ErrorPage> error_pages() { return pages; }

}  // namespace standoff
")
endif()
