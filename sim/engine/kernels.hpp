// The kernels: one function that executes a program's operations over lanes, compiled once per instruction set.
#pragma once

#include <cstddef>
#include <cstdint>

namespace standoff {

struct Op;
struct MenuTable;
struct Ring;
struct ScriptTable;

/// Plain pointers only: nothing here may pull in an inline function that the linker could share between instruction sets.
struct MenuView {
    const std::int32_t* values;     ///< operands
    const std::int32_t* available;  ///< operands
    std::int32_t items;
};

struct RingView {
    std::int32_t slot;
    std::int32_t depth;
};

struct ScriptView {
    const std::int32_t* item;
    const double* count;
    const double* success;
};

/// Everything that a program reads and writes. Arrays of lanes are 64-byte aligned; `lanes` is a multiple of 8.
struct Lanes {
    double* slots = nullptr;           ///< slot s of lane i at s × stride + i
    std::size_t stride = 0;
    std::size_t lanes = 0;
    const double* uniforms = nullptr;
    const std::uint32_t* runs = nullptr;  ///< run number of each lane
    std::uint32_t key_low = 0;
    std::uint32_t key_high = 0;
    std::uint32_t step = 0;            ///< of the clock: k while step k is played
    const std::uint64_t* places = nullptr;
    const RingView* rings = nullptr;
    const ScriptView* scripts = nullptr;
    const std::uint64_t* const* item_sets = nullptr;
    double* failed = nullptr;          ///< sticky, 1 in lanes that failed
    std::int32_t* failed_check = nullptr;  ///< first check that failed; -1: none, or not known. One lane is enough for it
    std::uint64_t* hash = nullptr;
    double* scratch = nullptr;         ///< (items + 4) × stride, for choices
};

using Execute = void (*)(const Op* ops, std::size_t count, const MenuView* menus, Lanes& lanes);

/// The kernels of each instruction set; see instruction_set.cpp for which may be called.
namespace kernels_baseline { void execute(const Op* ops, std::size_t count, const MenuView* menus, Lanes& lanes); }
namespace kernels_avx2 { void execute(const Op* ops, std::size_t count, const MenuView* menus, Lanes& lanes); }
namespace kernels_avx512 { void execute(const Op* ops, std::size_t count, const MenuView* menus, Lanes& lanes); }

}  // namespace standoff
