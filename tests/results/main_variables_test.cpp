#include "results/main_variables.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "model/model.hpp"
#include "results/run_files.hpp"

namespace standoff {
namespace {

/// Five variables of one step: two of the world, three of an actor.
Model model_of_five() {
    Model model;
    model.steps = 1;
    model.dated = false;
    model.entities = {{"A", "Aland", false}};
    for (const char* name : {"calm", "tension", "resolve", "fear", "drill"}) {
        Quantity quantity;
        quantity.variable = quantity.label = name;
        quantity.owner = model.quantities.size() < 2 ? -1 : 0;
        quantity.low = 0;
        quantity.high = 1;
        model.quantities.push_back(quantity);
    }
    return model;
}

/// Bands of one run that goes from `start` to `end`.
Bands bands_of(const Model& model, const std::array<double, 5>& start, const std::array<double, 5>& end) {
    Bands bands(model);
    for (int q = 0; q < 5; ++q) {
        for (int step = 0; step < 2; ++step) {
            const double value = (step == 0 ? start : end).at(static_cast<std::size_t>(q));
            bands.add(q, step, std::array{static_cast<std::uint8_t>(std::clamp(value * 256, 0.0, 255.0))});
            bands.extent(q, step) = {value, value};
        }
    }
    return bands;
}

class MainVariables : public ::testing::Test {
protected:
    std::string chosen(const std::array<double, 5>& end, const VariableUses& uses, std::size_t most = 9) {
        const std::array<double, 5> start = {0.1, 0.1, 0.1, 0.1, 0.1};
        ShownRunTables shown(nullptr, model_, {});
        shown.begin(1);
        shown.state(0, start);
        shown.state(1, end);
        std::string names;
        for (const int index : main_variables(model_, bands_of(model_, start, end), shown, uses, most))
            names += model_.quantities[static_cast<std::size_t>(index)].variable + " ";
        return names;
    }
    Model model_ = model_of_five();
};

TEST_F(MainVariables, AreTheWorldsFirstThenThoseThatMoveMost) {
    EXPECT_EQ(chosen({0.2, 0.3, 0.7, 0.9, 0.5}, {}), "tension calm fear resolve drill ");
    EXPECT_EQ(chosen({0.2, 0.3, 0.7, 0.9, 0.5}, {}, 3), "tension calm fear ");
}

TEST_F(MainVariables, PutWhatIsMeasuredFirstAndWhatTheCalendarGivesLast) {
    EXPECT_EQ(chosen({0.2, 0.3, 0.7, 0.9, 1}, {{"resolve"}, {"drill"}}), "resolve tension calm fear drill ");
}

TEST_F(MainVariables, LeaveOutWhatStandsStill) {
    EXPECT_EQ(chosen({0.1, 0.1, 0.5, 0.1, 0.1}, {{"calm"}, {}}), "resolve ");
    EXPECT_EQ(chosen({0.1, 0.1 + 1.0 / 512, 0.5, 0.1, 0.1}, {}), "resolve ") << "half a bin";
}

TEST_F(MainVariables, LeaveOutMirrorsOfTheSameOwner) {
    // calm falls as tension rises; resolve, the actor's, rises as much.
    model_.quantities[0].low = -1;
    EXPECT_EQ(chosen({-0.3, 0.5, 0.5, 0.1, 0.1}, {{"tension"}, {}}), "tension resolve ");
}

TEST_F(MainVariables, AreDescribedForReaders) {
    model_.quantities[2].about = "What it is ready to risk.";
    model_.quantities[2].high = std::numeric_limits<double>::infinity();
    const VariableEntry entry = variable_entry(model_, 2);
    EXPECT_EQ(entry.name, "resolve");
    EXPECT_EQ(entry.actor, "A");
    EXPECT_EQ(entry.toward, "");
    EXPECT_EQ(entry.about, "What it is ready to risk.");
    EXPECT_EQ(entry.high, std::numeric_limits<double>::infinity());
    const Bands bands = bands_of(model_of_five(), {0.1, 0.1, 0.1, 0.1, 0.1}, {0.2, 0.3, 0.7, 0.9, 0.5});
    EXPECT_EQ(band_history(model_, bands, 2).q50, (std::vector<double>{0.1, 0.7}));
}

}  // namespace
}  // namespace standoff
