// A place: a stable 64-bit name of one spot in a model where chance enters, from the names it is written with.
//
// Part of a draw's counter (philox.hpp), so it must not depend on positions in lists, on the platform or on the build.
// Frozen: another hash would move every trace of every scenario.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace standoff {

/// The hash of a list of names; ("ab", "c"), ("a", "bc") and ("abc") all differ. Collisions have a chance of 2^-64 a
/// pair; the compiler of models reports one as an error.
[[nodiscard]] std::uint64_t place_hash(std::span<const std::string_view> parts);
[[nodiscard]] std::uint64_t place_hash(std::initializer_list<std::string_view> parts);

}  // namespace standoff
