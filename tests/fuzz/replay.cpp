// Runs a fuzz target without libFuzzer, in every build: on each file named and on each file of the folders named, and
// on a few mutations of it. Prints what it runs, so that the last line before a crash names the input.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz/mutator.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::uint64_t mutations_each = 3;

std::vector<std::filesystem::path> files_of(const std::filesystem::path& path) {
    if (!std::filesystem::is_directory(path)) return {path};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void run(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i)
        for (const auto& file : files_of(argv[i])) {
            const std::string input = content_of(file);
            std::printf("%s\n", file.c_str());
            std::fflush(stdout);
            run(input);
            ++count;
            for (std::uint64_t seed = 1; seed <= mutations_each; ++seed) {
                std::printf("  mutation %d\n", static_cast<int>(seed));
                std::fflush(stdout);
                run(standoff::fuzz::mutate(input, seed));
            }
        }
    std::printf("%zu files\n", count);
    return count > 0 ? 0 : 1;  // a corpus that is not found tests nothing
}
