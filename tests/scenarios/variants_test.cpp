// Each variant of a case moves what its `about` says, with the same luck as the case itself.
#include <cmath>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

constexpr const char* flagship = "dprk/2022.yaml";
constexpr const char* hanoi = "dprk/hanoi.yaml";
constexpr const char* iran = "iran/2015-2022.yaml";
constexpr const char* libya = "libya/2003.yaml";
constexpr std::uint32_t runs_each = 2000;

/// What a variant's `about` says that it moves, and where to; 0: that it does not.
struct Claim {
    const char* file;
    const char* variant;
    const char* measure;
    int sign;
};

void PrintTo(const Claim& claim, std::ostream* out) {
    *out << claim.file << " " << claim.variant << " " << claim.measure;
}

const Runs& base_of(const std::string& file) {
    static std::map<std::string, Runs> all;
    const auto [found, fresh] = all.try_emplace(file);
    if (fresh) found->second = run_shipped(file, runs_each);
    return found->second;
}

class Variant : public ::testing::TestWithParam<Claim> {};

TEST_P(Variant, MovesWhatItsAboutSays) {
    const Claim& claim = GetParam();
    const Runs varied = run_shipped(claim.file, runs_each, variant(claim.variant));
    const Difference change = difference_of(varied.of(claim.measure), base_of(claim.file).of(claim.measure));
    // A difference of which nobody would speak: one run in fifty.
    if (claim.sign == 0) EXPECT_LT(std::abs(change.mean), 0.02);
    else
        EXPECT_GT(claim.sign * change.mean, 4 * change.standard_error)
            << change.mean << " +- " << change.standard_error;
}

INSTANTIATE_TEST_SUITE_P(
    Claims, Variant,
    ::testing::Values(
        Claim{flagship, "no_drills", "launch_weeks", -1}, Claim{flagship, "attentive_washington", "launch_weeks", -1},
        Claim{flagship, "attentive_washington", "mean_heard", 1}, Claim{flagship, "dovish_seoul", "launch_weeks", -1},
        Claim{flagship, "dovish_seoul", "peak_tension", -1}, Claim{flagship, "relief_for_freeze", "deals", 1},
        Claim{flagship, "relief_for_freeze", "launch_weeks", -1},
        Claim{flagship, "maximum_pressure", "launch_weeks", 1}, Claim{flagship, "maximum_pressure", "peak_tension", 1},
        Claim{flagship, "maximum_pressure", "deals", -1}, Claim{flagship, "enforcing_china", "icbm_tests", -1},
        Claim{flagship, "enforcing_china", "mean_pressure", 1}, Claim{flagship, "threat_of_the_end", "icbm_tests", -1},
        Claim{flagship, "serious_offer", "deals", 1}, Claim{flagship, "serious_offer", "launch_weeks", -1},
        Claim{flagship, "hedging_pyongyang", "launch_weeks", -1},
        Claim{flagship, "drills_do_not_provoke", "launch_weeks", -1},
        Claim{flagship, "drills_provoke", "launch_weeks", 1}, Claim{hanoi, "modest_pyongyang", "hanoi_walk_outs", 1},
        Claim{hanoi, "sober_pyongyang", "hanoi_walk_outs", -1},
        Claim{hanoi, "sober_pyongyang", "launch_weeks_2019", -1}, Claim{hanoi, "generous_washington", "hanoi_deals", 1},
        Claim{hanoi, "generous_washington", "launch_weeks_2019", -1},
        Claim{hanoi, "zone_of_agreement", "hanoi_deals", 1}, Claim{hanoi, "zone_of_agreement", "launch_weeks_2019", -1},
        Claim{hanoi, "small_deal", "hanoi_deals", 1}, Claim{hanoi, "small_deal", "launch_weeks_2019", -1},
        Claim{hanoi, "drills_go_on", "launch_weeks_2019", 1}, Claim{hanoi, "drills_go_on", "hanoi_walk_outs", 0},
        Claim{hanoi, "drills_go_on", "hanoi_deals", 0}, Claim{hanoi, "no_singapore", "launch_weeks_2018", 1},
        Claim{hanoi, "no_singapore", "hanoi_walk_outs", 0}, Claim{hanoi, "maximum_pressure", "launch_weeks_2018", 1},
        Claim{hanoi, "maximum_pressure", "peak_tension", 1}, Claim{hanoi, "maximum_pressure", "launch_weeks_2019", -1},
        Claim{iran, "stays_in_the_deal", "breaches", -1}, Claim{iran, "stays_in_the_deal", "attacks", -1},
        Claim{iran, "stays_in_the_deal", "worst_economy", 1}, Claim{iran, "europe_compensates", "breaches", -1},
        Claim{iran, "no_return_to_talks", "breaches", 1}, Claim{iran, "no_return_to_talks", "attacks", 1},
        Claim{iran, "no_return_to_talks", "deals", -1}, Claim{iran, "no_shadow_war", "breaches", -1},
        Claim{iran, "no_drone_strike", "peak_tension", -1}, Claim{iran, "no_drone_strike", "attacks", -1},
        Claim{iran, "pays_for_restraint", "deals", 1}, Claim{iran, "pays_for_restraint", "breaches", -1},
        Claim{iran, "modest_tehran", "deals", 1}, Claim{iran, "hedging_tehran", "breaches", -1},
        Claim{iran, "technical_programme", "early_breaches", 1}, Claim{libya, "no_seizure", "renounced", -1},
        Claim{libya, "no_seizure", "weeks", 1}, Claim{libya, "no_relief", "renounced", -1},
        Claim{libya, "no_iraq_war", "renounced", -1}, Claim{libya, "no_iraq_war", "weeks", 1},
        Claim{libya, "neither_force_nor_luck", "renounced", -1}, Claim{libya, "theory_alone", "renounced", -1},
        Claim{libya, "washington_listens_in_1999", "weeks", -1}, Claim{libya, "dear_programme", "renounced", -1}));

}  // namespace
}  // namespace standoff::test
