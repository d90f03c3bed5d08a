#include "engine/instruction_set.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include <standoff/ensemble.hpp>

#include "base/numbers.hpp"

namespace standoff {

namespace {

struct InstructionSet {
    std::string_view name;
    const Kernels* kernels;
    bool available;
};

/// Best first.
std::array<InstructionSet, 3> instruction_sets() {
    __builtin_cpu_init();
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
    return {{{"avx512", &kernels_avx512::kernels, avx512},
             {"avx2", &kernels_avx2::kernels, static_cast<bool>(__builtin_cpu_supports("avx2"))},
             {"baseline", &kernels_baseline::kernels, true}}};
}

InstructionSet chosen_set() {
    const char* forced = std::getenv("STANDOFF_ISA");
    for (const InstructionSet& set : instruction_sets()) {
        if (forced == nullptr) {
            if (set.available) return set;
            continue;
        }
        if (set.name != forced) continue;
        if (set.available) return set;
        throw std::runtime_error(
            fmt::format("STANDOFF_ISA={}: this machine does not have that instruction set", forced));
    }
    throw std::runtime_error(fmt::format("STANDOFF_ISA={}: not one of baseline, avx2, avx512", forced));
}

}  // namespace

std::string instruction_set() { return std::string(chosen_set().name); }

const Kernels& chosen_kernels() { return *chosen_set().kernels; }

int lanes_per_block(std::uint64_t items, unsigned jobs) {
    constexpr std::uint64_t usual = 320;  // the fastest of 64 to 512 on the reference model and on the flagship
    constexpr std::uint64_t least = 8;    // the kernels take lanes by eights
    constexpr int most = 1024;
    const char* forced = std::getenv("STANDOFF_LANES");
    if (forced == nullptr) {
        // Every thread gets as many blocks as the others, and all are of a size: none plays a last one alone.
        const auto parts = [](std::uint64_t whole, std::uint64_t size) {
            return whole / size + (whole % size > 0 ? 1 : 0);
        };
        const std::uint64_t share = std::max<std::uint64_t>(1, parts(items, jobs));
        return static_cast<int>(least * parts(parts(share, parts(share, usual)), least));
    }
    const std::string_view text = forced;
    const std::optional<int> lanes = number_in<int>(text);
    if (!lanes || *lanes < 1 || *lanes > most)
        throw std::runtime_error(fmt::format("STANDOFF_LANES={}: not a whole number from 1 to {}", text, most));
    return *lanes;
}

}  // namespace standoff
