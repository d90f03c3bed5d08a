// Any bytes as a scenario: they are loaded, or every reason why not is a finding with a place and a text.
#include <cstdint>
#include <string_view>

#include "fuzz/case_folder.hpp"
#include "scenario/spec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace standoff;
    static fuzz::CaseFolder folder;
    if (size > fuzz::longest_input) return -1;
    folder.write({reinterpret_cast<const char*>(data), size});
    for (const char* until : {"", "3", "2022-06-30"}) {
        LoadOptions options;
        options.until = until;
        const Scenario scenario = load_scenario(folder.scenario(), options);
        fuzz::check_findings(scenario.findings, scenario.sources());
        if (scenario.ok() && !scenario.is_theory() && scenario.spec->time.steps < 1)
            fuzz::wrong("no error, and nothing was read");
    }
    return 0;
}
