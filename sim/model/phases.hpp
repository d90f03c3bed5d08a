// The blocks of a step, one function a phase: calendar, turns, chance, dynamics, rings, measures, and the initial
// state.
#pragma once

#include <vector>

#include "model/commit.hpp"
#include "model/lower.hpp"
#include "model/menus.hpp"

namespace standoff {

/// One lowering of the whole model.
struct Blocks {
    Block initial;
    std::vector<Block> calendar;
    std::vector<Block> turns;
    Block chance;
    Block dynamics;
    Block rings;
    Block record;
    Block derived;
    Block finish;
    std::vector<Block> period_begins;
    std::vector<Block> period_ends;
};

/// What measures one observed series: its part of Lowering::measure_cells, and what was so when its period began.
struct SeriesCells {
    std::size_t first_cell = 0;
    std::size_t end_cell = 0;
    std::vector<Opening> openings;
};

/// What all phases work with.
struct Phases {
    const Spec& spec;
    Model& model;
    Instances& instances;
    Lowering& lower;
    AccumulatorSlots& accumulators;
    std::vector<Menu>& menus;
    std::vector<std::vector<int>> turn_menus;         ///< menus by group
    std::vector<std::vector<int>> calendar_groups;    ///< calendar entries that begin together
    std::vector<int> input_base;                      ///< by instance: slot of an input's initial value, or -1
    std::vector<std::pair<int, int>> opened;          ///< instance whose initial value is given run by run, its slot
    std::vector<std::vector<int>> input_values;       ///< by calendar entry and input: slot of its value
    std::vector<std::pair<int, int>> chance_members;  ///< event and owner of Model::chance
    bool recording = false;
    std::vector<SeriesCells> series;  ///< as Model::series
};

void lower_initial(Phases& phases, Block& block);
/// Acts of a script before the start, into memories that are set to nothing. Part of lower_initial.
void lower_past(Phases& phases);
void lower_calendar(Phases& phases, const std::vector<int>& entries, Block& block);
void lower_turn(Phases& phases, const std::vector<int>& menus, Block& block);
void lower_chance(Phases& phases, Block& block);
void lower_dynamics(Phases& phases, Block& block);
void lower_rings(Phases& phases, Block& block);
void lower_record(Phases& phases, Block& block);
void lower_derived(Phases& phases, Block& block);
void lower_finish(Phases& phases, Block& block);

/// What an observed series is compared with, for a period that begins or ends.
void lower_series(Phases& phases, std::size_t index, Block& begins, Block& ends);

/// Allots the running values of measures and payoffs (once, before any lowering).
void prepare_measures(Phases& phases);
/// The same for the observed series, after it; lists them and their periods.
void prepare_series(Phases& phases);
/// Allots the running values of every measure function in a formula.
void add_measure_cells(Phases& phases, const Node& formula);
/// A running value before the first step of a run or period.
[[nodiscard]] double start_of(Function function);
/// The number that each instance starts from in the files; NaN for what is drawn or calculated.
[[nodiscard]] std::vector<double> initial_numbers(Phases& phases);
/// Findings about the initial state that constants alone decide: an outcome that is true at the start.
void check_start(Phases& phases, Diagnostics& findings);

}  // namespace standoff
