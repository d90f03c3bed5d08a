# How our own code is compiled. Both targets are linked privately, so that whoever uses the libraries inherits nothing.
#
# standoff_flags: one result on every machine. No fused multiply-add behind our back (a fused operation rounds once
# instead of twice), and nothing that reads errno or floating-point traps, so that loops over lanes become vector code.
add_library(standoff_flags INTERFACE)
target_compile_options(standoff_flags INTERFACE -ffp-contract=off -fno-trapping-math -fno-math-errno)

# standoff_warnings: the same for gcc and clang. Sign conversion is off: indices mix both, and a finding a line hides
# the ones that matter.
add_library(standoff_warnings INTERFACE)
target_compile_options(standoff_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
    # gcc 12 finds overlapping copies in plain string concatenation (gcc bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    # gcc 12's std::stable_sort uses what C++17 deprecates, which clang holds against its caller. gcc still tells.
    $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>
    $<$<BOOL:${STANDOFF_WERROR}>:-Werror>)
