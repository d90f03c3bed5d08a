// SHA-256 (FIPS 180-4): names the content of an input file, so that `sha256sum` can check a results folder too.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace standoff {

/// Takes the bytes piece by piece.
class Sha256 {
public:
    void add(std::string_view bytes);
    /// 64 hexadecimal digits. To be called once, at the end.
    [[nodiscard]] std::string digits();

private:
    std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::uint64_t bytes_ = 0;
    std::string rest_;  ///< less than a block
};

[[nodiscard]] std::string sha256(std::string_view bytes);
/// Of a file, however long. Throws ResultsError where it cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace standoff
