// What an instruction computes, as a key: equal keys, equal results.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "model/ir.hpp"

namespace standoff {

struct InstructionKey {
    Code code;
    std::int32_t extra;
    std::array<std::int64_t, 4> in;
    friend bool operator==(const InstructionKey&, const InstructionKey&) = default;
};

struct KeyHash {
    std::size_t operator()(const InstructionKey& key) const {
        std::uint64_t hash =
            static_cast<std::uint64_t>(key.code) * 0x9e3779b97f4a7c15U + static_cast<std::uint64_t>(key.extra);
        for (const std::int64_t part : key.in) {
            hash ^= static_cast<std::uint64_t>(part) + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U);
            hash *= 0xff51afd7ed558ccdU;
        }
        return static_cast<std::size_t>(hash ^ (hash >> 32U));
    }
};

}  // namespace standoff
