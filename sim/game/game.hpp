// A game: a scenario in which people sit in the seats of some actors. It is the luck that is played with and the moves
// made so far, and nothing else: where it stands is worked out by playing the run from its start (played.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <standoff/results.hpp>

namespace standoff {

/// What one seat did in one channel of a step. The moves of one seat in a step are made together; a channel without
/// one holds.
struct Move {
    int step = 0;
    std::string actor;
    std::string channel;
    std::string item;    ///< `tighten(DPRK, 0.15)`, or `hold`
    std::string reason;  ///< why, in the player's words; may be empty
    friend bool operator==(const Move&, const Move&) = default;
};

struct Game {
    std::string scenario;  ///< what it is found by: `dprk/2022`, a path, or what a server calls it
    std::string variant;
    std::vector<std::string> set;  ///< as after --set
    std::uint64_t seed = 1;
    std::uint32_t run = 1;
    std::vector<std::string> seats;  ///< names of actors
    std::vector<Move> moves;         ///< in the order in which they were asked for
    std::vector<InputFile> inputs;   ///< the files that it was played with; none: it does not say
    std::string hash;                ///< of the run as far as it went, 16 digits; empty: it does not say
};

/// A game that the scenario does not allow, or a file that is none. `move` is the index of the move that is wrong.
class GameError : public std::runtime_error {
public:
    explicit GameError(const std::string& what, std::optional<std::size_t> index = std::nullopt)
        : std::runtime_error(what), move(index) {}
    std::optional<std::size_t> move;
};

}  // namespace standoff
