// The smallest change of one number that changes the most frequent outcome.
//
// Each number is searched alone, from the scenario's value to both ends of its stretch, all others as in the file, with
// the same luck everywhere: first a scan of equally spaced values, then bisection between the last value at which the
// outcome still leads and the first at which another does, then the shortest number between these two at which it does.
// One compile serves all values. The shares need not go one way: what comes and goes between two values of the scan is
// not found.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include <standoff/discovery.hpp>
#include <standoff/model.hpp>
#include <standoff/scenario.hpp>

#include "scenario/spec.hpp"

namespace standoff {

/// A number and where it is searched. The stretch of a prior is its support where that is bounded and not drawn out
/// (uniform, triangular, bernoulli), or else its central 99%.
struct Searched {
    std::string path;
    double from = 0;
    double to = 1;
    bool log = false;
    bool whole = false;

    /// The value at a part of the stretch, 0 to 1, and the part at which a value lies.
    [[nodiscard]] double value(double part) const;
    [[nodiscard]] double part(double value) const;
};

struct SearchList {
    std::vector<Searched> searched;
    std::vector<NotSearched> left_out;
};

/// What `--vary` names, or without it every parameter with a prior or a bounded range; of both the prior. Takes priors
/// from a specification loaded with those of `prior_settings`.
[[nodiscard]] SearchList search_list(const Spec& spec, bool varied);

/// `NAME=prior` for every parameter that has one: LoadOptions::vary of the load that search_list reads.
[[nodiscard]] std::vector<std::string> prior_settings(const Spec& spec);

/// Takes out what has no value to begin at, a draw or a formula, and what has it outside of its stretch. `model` was
/// compiled with the paths of `list.searched` open; true if it has to be compiled again with those that are left.
[[nodiscard]] bool leave_out_unstarted(SearchList& list, const Model& model);

struct FlipOptions {
    std::uint64_t seed = 1;
    std::uint32_t runs = 500;  ///< at each value
    int scan = 12;             ///< values from the scenario's to each end
    int jobs = 0;
    std::stop_token stop;
    std::function<void(std::uint64_t done, std::uint64_t all)> progress;  ///< `all` shrinks as searches end
};

/// `model` was compiled with the paths of `list.searched` open, in that order, and all of them have a value within
/// their stretch.
///
/// Where noise leaves the flip open: the 95% interval of the share of the first outcome minus that of its strongest
/// rival at the same value is Newcombe's for pairs (each run has one of the two outcomes, the other, or neither). The
/// interval of the flip runs from the last value at which this is above 0 to the first at which it is below.
[[nodiscard]] FlipRecord find_flips(const Model& model, const SearchList& list, const FlipOptions& options);

}  // namespace standoff
