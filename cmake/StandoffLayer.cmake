# standoff_layer(<name> [DEPENDS <layer>...] [PACKAGES <target>...] [HEADERS <file>...])
#
# The static library standoff_<name> of all sources in sim/<name> and its folders; a layer of headers alone is an interface library.
# DEPENDS are the only layers whose headers it may include, PACKAGES the only libraries from outside. The compiler
# cannot hold anyone to that (there is one include folder for all layers): tests/layers does, from the same lines.
# HEADERS name the layer's public headers in include/standoff.
function(standoff_layer name)
    cmake_parse_arguments(PARSE_ARGV 1 layer "" "" "DEPENDS;PACKAGES;HEADERS")
    set(target standoff_${name})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp
         ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*/*.cpp)
    # Built by their own rules: the program, and the kernels that exist once for each instruction set.
    list(FILTER sources EXCLUDE REGEX "/(cli/main|engine/kernels)\\.cpp$")

    if(sources)
        set(public PUBLIC)
        set(private PRIVATE)
        add_library(${target} STATIC ${sources})
        target_link_libraries(${target} PRIVATE standoff_flags standoff_warnings)
    else()
        set(public INTERFACE)
        set(private INTERFACE)
        add_library(${target} INTERFACE)
    endif()

    target_include_directories(${target} ${public} ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/sim)
    target_compile_features(${target} ${public} cxx_std_20)
    list(TRANSFORM layer_DEPENDS PREPEND standoff_)
    target_link_libraries(${target} ${public} ${layer_DEPENDS} ${private} ${layer_PACKAGES})
    set_property(GLOBAL APPEND PROPERTY STANDOFF_LAYERS ${name})
endfunction()

# standoff_kernels(<layer> <set> [<flag>...])
#
# Compiles sim/<layer>/kernels.cpp once more, for one instruction set, into the layer. The source sees the name of the
# set as the macro STANDOFF_KERNELS. Never pass -mfma: a fused operation gives other bits than the baseline.
function(standoff_kernels layer set)
    set(source ${CMAKE_CURRENT_SOURCE_DIR}/${layer}/kernels.cpp)
    if(NOT EXISTS ${source} OR NOT set IN_LIST STANDOFF_KERNEL_SETS)
        return()
    endif()
    set(target standoff_${layer}_kernels_${set})
    add_library(${target} OBJECT ${source})
    target_compile_definitions(${target} PRIVATE STANDOFF_KERNELS=${set})
    target_compile_options(${target} PRIVATE ${ARGN}
        $<$<NOT:$<OR:$<CONFIG:Debug>,$<BOOL:${STANDOFF_FUZZ}>>>:-O3>)
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/sim)
    target_link_libraries(${target} PRIVATE standoff_flags standoff_warnings)
    get_target_property(type standoff_${layer} TYPE)
    if(type STREQUAL "INTERFACE_LIBRARY")
        target_sources(standoff_${layer} INTERFACE $<TARGET_OBJECTS:${target}>)
    else()
        target_sources(standoff_${layer} PRIVATE $<TARGET_OBJECTS:${target}>)
    endif()
endfunction()
