// Plain and fast programs, all numbers of lanes and all instruction sets give the same bits. An input is a scenario's
// text (it begins with `standoff`), or the choices of the generator of models, a byte each.
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "fuzz/runs.hpp"
#include "property/model_generator.hpp"

namespace {

using namespace standoff;

fuzz::Played played(const Model& model, const char* lanes, bool plain) {
    ::setenv("STANDOFF_LANES", lanes, 1);
    EnsembleOptions options;
    options.runs = 11;
    options.first_run = 3;
    options.seed = 5;
    options.plain = plain;
    return fuzz::play(model, options);
}

/// Forces the simplest instructions; every machine has them.
fuzz::Played played_by_baseline(const Model& model) {
    ::setenv("STANDOFF_ISA", "baseline", 1);
    fuzz::Played result = played(model, "16", false);
    ::unsetenv("STANDOFF_ISA");
    return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::CaseFolder folder;
    if (size > fuzz::longest_input) return -1;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const bool generated = !text.starts_with("standoff");
    if (generated) folder.write(test::generate_model(1, {data, size}));
    else folder.write(text);
    const ModelPtr model = fuzz::compiled(folder);
    if (model == nullptr) return 0;
    const fuzz::Played plain = played(*model, "16", true);
    fuzz::expect_same(plain, played(*model, "1", false), "plain and fast, a lane");
    fuzz::expect_same(plain, played(*model, "8", false), "plain and fast, 8 lanes");
    fuzz::expect_same(plain, played(*model, "1", true), "plain, 16 lanes and one");
    fuzz::expect_same(plain, played_by_baseline(*model), "plain and fast, baseline");
    return 0;
}
