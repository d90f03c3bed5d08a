// Any bytes as a scenario that is compiled and run for fifty steps: an ensemble with bands, and its first run in full.
#include <cstdint>

#include "fuzz/runs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standoff;
    static fuzz::CaseFolder folder;
    if (size > fuzz::longest_input) return -1;
    folder.write({reinterpret_cast<const char*>(data), size});
    const ModelPtr model = fuzz::compiled(folder);
    if (model == nullptr) return 0;
    EnsembleOptions options;
    options.runs = 9;
    options.bands = true;
    const fuzz::Played played = fuzz::play(*model, options);
    fuzz::expect_told(*model, played, options.seed);
    return 0;
}
