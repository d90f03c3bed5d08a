// Choices for tests that make up models and texts: a pure function of a seed, the same everywhere.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace standoff::test {

/// splitmix64, after the bytes of `choices` are used up, one for each number asked for.
class Dice {
public:
    explicit Dice(std::uint64_t seed, std::span<const std::uint8_t> choices = {})
        : state_(seed * 0x9e3779b97f4a7c15U + 0x1234567U), choices_(choices) {}

    std::uint64_t next() {
        if (!choices_.empty()) {
            const std::uint8_t choice = choices_.front();
            choices_ = choices_.subspan(1);
            return choice;
        }
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t x = state_;
        x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
        x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
        return x ^ (x >> 31U);
    }
    /// 0 … below - 1
    int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
    int between(int low, int high) { return low + below(high - low + 1); }
    bool chance(int percent) { return below(100) < percent; }
    template <class T>
    const T& of(const std::vector<T>& all) {
        return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    }
    std::string any(std::initializer_list<const char*> all) {
        return *(all.begin() + below(static_cast<int>(all.size())));
    }

private:
    std::uint64_t state_;
    std::span<const std::uint8_t> choices_;
};

}  // namespace standoff::test
