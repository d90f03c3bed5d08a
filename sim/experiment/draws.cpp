#include "experiment/draws.hpp"

namespace standoff {

Draws::Draws(std::uint64_t seed, DrawBranch branch) : key_(make_key(seed, static_cast<std::uint32_t>(branch))) {}

double Draws::uniform(std::uint64_t row, std::uint32_t column, std::uint32_t purpose) const {
    return standoff::uniform(key_, purpose, column, row);
}

std::uint32_t Draws::below(std::uint32_t count, std::uint64_t row, std::uint32_t column, std::uint32_t purpose) const {
    // A uniform is at most 1 - 2^-53, so that the product rounds to less than `count`.
    return static_cast<std::uint32_t>(uniform(row, column, purpose) * count);
}

}  // namespace standoff
