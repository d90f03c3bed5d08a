#include "cli/seeds.hpp"

#include <sys/random.h>

#include <array>
#include <stdexcept>

#include <fmt/format.h>

namespace standoff {

std::uint64_t drawn_seed() {
    std::uint32_t bits = 0;
    if (getrandom(&bits, sizeof bits, 0) != static_cast<ssize_t>(sizeof bits))
        throw std::runtime_error("the system gives no random number");
    return std::uint64_t{bits} + 1;
}

std::string drawn_key() {
    std::array<std::uint64_t, 2> bits{};
    if (getrandom(bits.data(), sizeof bits, 0) != static_cast<ssize_t>(sizeof bits))
        throw std::runtime_error("the system gives no random number");
    return fmt::format("{:016x}{:016x}", bits[0], bits[1]);
}

}  // namespace standoff
