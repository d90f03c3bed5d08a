# A second build of the same text comes from ccache, where there is one.
if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(STANDOFF_CCACHE ccache)
    if(STANDOFF_CCACHE)
        set(CMAKE_CXX_COMPILER_LAUNCHER ${STANDOFF_CCACHE})
    endif()
endif()
