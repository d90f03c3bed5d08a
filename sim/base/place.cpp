#include "base/place.hpp"

namespace standoff {

std::uint64_t place_hash(std::span<const std::string_view> parts) {
    // FNV-1a, 64 bits (Fowler, Noll, Vo). Each part is followed by its length as eight bytes, which
    // separates the parts whatever bytes they hold.
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const std::string_view part : parts) {
        for (const char letter : part) hash = (hash ^ static_cast<unsigned char>(letter)) * prime;
        std::uint64_t length = part.size();
        for (int byte = 0; byte < 8; ++byte, length >>= 8) hash = (hash ^ (length & 0xff)) * prime;
    }
    // FNV leaves the last letters in few bits; the finaliser of MurmurHash3 (A. Appleby) spreads them over all.
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
    return hash ^ (hash >> 33);
}

std::uint64_t place_hash(std::initializer_list<std::string_view> parts) {
    return place_hash(std::span<const std::string_view>(parts.begin(), parts.size()));
}

}  // namespace standoff
