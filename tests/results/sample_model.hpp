// A model made by hand: two actors, a thing, one decision, one chance event, two measures. Nothing in it can be run.
#pragma once

#include <limits>
#include <string>

#include "model/model.hpp"

namespace standoff::testing {

inline Model sample_model() {
    Model model;
    model.title = "A \"sample\", by hand";
    model.theory = "Sample theory";
    model.steps = 2;
    model.dates = {"2022-01-03", "2022-01-10", "2022-01-17"};
    model.entities = {{"DPRK", "North Korea", false}, {"USA", "United States", false}, {"icbm", "ICBM", true}};
    model.actors = 2;
    model.channels = {{"military", ""}};
    model.actions = {{"test", ""}};
    Quantity tension;
    tension.variable = tension.label = "tension";
    Quantity sanctions;
    sanctions.variable = "sanctions";
    sanctions.label = "USA.sanctions(DPRK)";
    sanctions.owner = 1;
    sanctions.target = 0;
    model.quantities = {tension, sanctions};
    Decision decision;
    decision.items = {{-1, -1, "", "hold"}, {0, 2, "size=1, of=2", "test(icbm, size=1, of=2)"}};
    model.decisions = {decision};
    model.chance = {{"incident", -1, 0}};
    Measure tests;
    tests.name = "tests";
    tests.about = "How many.";
    Measure first;
    first.name = "first_test";
    first.duration = true;
    first.may_be_infinite = true;
    model.measures = {tests, first};
    model.outcomes = {{"war", "It came to blows."}, {"stalemate", ""}};
    return model;
}

}  // namespace standoff::testing
