// The kernels: one function that executes a program's operations over lanes, compiled once per instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

namespace standoff {

struct Op;

/// Plain pointers only: nothing here may pull in an inline function that the linker could share between instruction
/// sets.
struct MenuView {
    const std::int32_t* values;     ///< operands
    const std::int32_t* available;  ///< operands
    std::int32_t items;
};

struct RingView {
    std::int32_t slot;
    std::int32_t depth;
};

struct ItemSet {
    const std::uint64_t* bits;  ///< bit i of the words: item i
    std::int32_t words;
};

struct ScriptView {
    const std::int32_t* item;
    const double* count;
    const double* success;
};

/// Everything that a program reads and writes. Arrays of lanes are 64-byte aligned; `lanes` is a multiple of 8.
struct Lanes {
    double* slots = nullptr;  ///< slot s of lane i at s × stride + i
    std::size_t stride = 0;
    std::size_t lanes = 0;
    const double* uniforms = nullptr;
    const std::uint32_t* runs = nullptr;  ///< run number of each lane
    std::uint32_t key_low = 0;
    std::uint32_t key_high = 0;
    bool fill_rings = false;  ///< the initial state: it stands for all of the past
    std::uint32_t step = 0;   ///< of the clock: k while step k is played
    const std::uint64_t* places = nullptr;
    const RingView* rings = nullptr;
    const ScriptView* scripts = nullptr;
    const ItemSet* item_sets = nullptr;
    double* failed = nullptr;  ///< sticky, 1 in lanes that failed
    std::int32_t* failed_check =
        nullptr;  ///< first check that failed; -1: none, or not known. One lane is enough for it
    std::uint64_t* hash = nullptr;
    double* notes = nullptr;    ///< of the first lane; null: none are taken
    double* scratch = nullptr;  ///< (items + 2) × stride, for choices
};

/// Sorts values into the 256 bins of Bands: (x - low) × per_unit, cut to 0 … 255; where per_unit is 0, log-linear bins:
/// 4 an octave of |x| over 2^-16 … 2^15, 127 on either side of bin 127, which holds zero (and NaN).
struct BinScale {
    double low;
    double per_unit;
};
inline constexpr int log_bins_side = 127;
inline constexpr int log_bins_octave = 4;
inline constexpr int log_bins_lowest = -16;

/// The kernels of one instruction set.
struct Kernels {
    void (*execute)(const Op* ops, std::size_t count, const MenuView* menus, Lanes& lanes);
    void (*to_bins)(const double* values, std::size_t count, BinScale scale, std::uint8_t* bins);
    /// Widens low … high to hold all values that are numbers.
    void (*widen)(const double* values, std::size_t count, double* low, double* high);
};

/// See instruction_set.cpp for which may be called.
namespace kernels_baseline {
extern const Kernels kernels;
}
namespace kernels_avx2 {
extern const Kernels kernels;
}
namespace kernels_avx512 {
extern const Kernels kernels;
}

}  // namespace standoff
