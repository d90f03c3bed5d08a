# standoff_web_files(<target>)
#
# Embeds the pages' built files (web/built) and the texts that C++ writes into them (web/strings/en/page.json) as they
# are: the assembler copies them, which takes no time whatever their size. report/web_files.cpp names the symbols. A file
# that changes is embedded anew.
enable_language(ASM)

function(standoff_web_files target)
    set(web ${PROJECT_SOURCE_DIR}/web)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/web_files.S)
    set(files built/report.js built/report.css built/app.js built/app.css strings/en/page.json)
    set(text "/* Written by cmake/StandoffWeb.cmake. */\n    .section .rodata\n")
    set(paths)
    foreach(file IN LISTS files)
        cmake_path(GET file FILENAME name)
        string(REPLACE "." "_" symbol standoff_web_${name})
        string(APPEND text "    .globl ${symbol}, ${symbol}_end\n${symbol}:\n    .incbin \"${web}/${file}\"\n${symbol}_end:\n")
        list(APPEND paths ${web}/${file})
    endforeach()
    # Without this note the linker takes the whole program for one that wants an executable stack.
    string(APPEND text "    .section .note.GNU-stack,\"\",@progbits\n")
    file(CONFIGURE OUTPUT ${source} CONTENT "${text}" @ONLY)
    set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${paths}")
    target_sources(${target} PRIVATE ${source})
endfunction()
