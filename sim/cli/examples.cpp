// What `--help` shows first.
#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "cli/arguments.hpp"

namespace standoff {

std::string_view examples_of(std::string_view command) {
    static constexpr auto all = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"",
         "  standoff run dprk/2022\n"
         "  standoff check my-scenario.yaml\n"},
        {"run",
         "  standoff run dprk/2022\n"
         "  standoff run dprk/2022 --variant no_drills --runs 10000 --seed 7\n"},
        {"compare",
         "  standoff compare dprk/2022 --variant no_drills\n"
         "  standoff compare dprk/2022 --set USA.policy=engage \\\n"
         "    --measure launch_weeks --until-half-width 0.1\n"},
        {"sweep",
         "  standoff sweep dprk/2022 --vary w_neglect=0:2:5 --runs 200\n"
         "  standoff sweep dprk/2022 --experiment attention --plan\n"},
        {"sensitivity",
         "  standoff sensitivity dprk/2022 --measure launch_weeks\n"
         "  standoff sensitivity textbook/grit --method sobol \\\n"
         "    --vary memory=0.2:0.9 --vary mirror=prior\n"},
        {"merge",
         "  standoff merge study.sqlite study.shard-*-of-8.sqlite\n"
         "  standoff merge study.sqlite part-1.sqlite part-2.sqlite\n"},
        {"discover",
         "  standoff discover results/dprk-2022/sweep/vary.sqlite --outcome war\n"
         "  standoff discover study.sqlite --measure launches --above 30 --boxes 2\n"},
        {"flip",
         "  standoff flip dprk/2022\n"
         "  standoff flip dprk/2022 --vary w_neglect=0:4 --runs 2000\n"},
        {"check",
         "  standoff check my-scenario.yaml --deep\n"
         "  standoff check scenarios/dprk/2022.yaml --format short --strict\n"},
        {"why",
         "  standoff why results/dprk-2022/run\n"
         "  standoff why results/dprk-2022/run --actor DPRK --at 2022-03-24\n"},
        {"report",
         "  standoff report results/dprk-2022/run --open\n"
         "  standoff report results/dprk-2022/run results/dprk-2022/compare study.sqlite\n"},
        {"describe",
         "  standoff describe dprk/2022\n"
         "  standoff describe my-scenario.yaml > my-scenario.md\n"},
        {"replay",
         "  standoff replay results/dprk-2022/run\n"
         "  standoff replay results/dprk-2022/run --jobs 1\n"},
        {"serve",
         "  standoff serve\n"
         "  standoff serve my-scenarios --port 8080 --no-open\n"},
        {"list",
         "  standoff list\n"
         "  standoff list textbook\n"},
        {"new",
         "  standoff new my-scenario\n"
         "  standoff new cases/black-sea\n"},
        {"schema",
         "  standoff schema scenario\n"
         "  standoff schema theory > theory.schema.json\n"},
        {"explain",
         "  standoff explain E207\n"
         "  standoff explain\n"},
    });
    const auto* found = std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.first == command; });
    if (found == all.end()) throw std::logic_error("a command without examples");
    return found->second;
}

}  // namespace standoff
