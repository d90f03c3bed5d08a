// Plans played: items in order whatever the structures, the stretches and the threads, batch by batch.
#include "experiment/compiled_plan.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "temporary_folder.hpp"

namespace standoff {
namespace {

/// Chance, a number and a variant: points next to each other need different models.
constexpr const char* walk = R"yaml(standoff: 1
scenario: Walk
time: {step: 1, steps: 4}
roles: {side: {about: A state.}}
parameters:
  drift: {value: 0, range: [-1, 1]}
  width: 1
variables:
  x: {initial: 0}
dynamics:
  - x' = x + drift + normal(0, width)
measures:
  end: final(x)
actors:
  A: {role: side}
variants:
  wide: {about: Twice the width., set: {width: 2}}
)yaml";

constexpr std::uint32_t runs = 77;

/// What the sink was given of one item.
struct Item {
    std::uint64_t number = 0;
    std::uint64_t hash = 0;
    double end = 0;
    friend bool operator==(const Item&, const Item&) = default;
};

class PlayedPlan : public ::testing::Test {
protected:
    PlayedPlan() {
        testing::put(here_ / "walk.yaml", walk);
        Plan plan;
        plan.file = (here_ / "walk.yaml").string();
        plan.runs = runs;
        LoadOptions varied;
        varied.vary = {"drift=-1:1:5", "variant=base,wide"};
        plan.experiment = load_scenario(plan.file, varied).spec->experiments.back();
        plan_.emplace(lay_points(std::move(plan)), std::vector<std::string>());
    }

    [[nodiscard]] std::vector<Item> items(std::uint64_t first, std::uint64_t end, int jobs) const {
        std::vector<Item> all;
        PlayOptions options;
        options.items = {first, end};
        options.jobs = jobs;
        plan_->play(options, [&](const PlayedItem& item) {
            all.push_back({(item.result.point - 1) * std::uint64_t{runs} + item.result.run - 1, item.result.hash,
                           item.measures[0]});
        });
        return all;
    }

    testing::TemporaryFolder here_;
    std::optional<CompiledPlan> plan_;
};

TEST_F(PlayedPlan, GivesItemsInOrderWhereStructuresAlternate) {
    ASSERT_EQ(plan_->structures(), 2U);
    const std::vector<Item> whole = items(0, 10 * runs, 1);
    ASSERT_EQ(whole.size(), 10U * runs);
    for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_EQ(whole[i].number, i);
    // The same luck at every point: four steps of the drift more, or twice the noise.
    for (std::size_t run = 0; run < runs; ++run) {
        const double noise = whole[4 * runs + run].end;  // no drift
        EXPECT_NEAR(whole[run].end, noise - 4, 1e-12);
        EXPECT_NEAR(whole[9 * runs + run].end, 2 * noise + 4, 1e-12);
    }
}

TEST_F(PlayedPlan, StretchesJoinToTheWholeWhereverTheyAreCut) {
    const std::vector<Item> whole = items(0, 10 * runs, 2);
    std::vector<Item> joined;
    std::uint64_t first = 0;
    for (const std::uint64_t end : {1, 76, 78, 231, 500, 770}) {
        for (const Item& item : items(first, end, 3)) joined.push_back(item);
        first = end;
    }
    EXPECT_TRUE(joined == whole);
}

TEST_F(PlayedPlan, EndsABatchWithEachFewRuns) {
    PlayOptions options;
    options.items = {0, 10 * runs};
    options.jobs = 1;
    std::uint64_t given = 0;
    std::vector<std::uint64_t> ends;
    options.batch_ended = [&] { ends.push_back(given); };
    plan_->play(options, [&](const PlayedItem&) { ++given; });
    ASSERT_GE(ends.size(), 2U) << "what a slow model has played is not kept back for long";
    EXPECT_LE(ends.front(), 128U);
    EXPECT_EQ(ends.back(), 10U * runs);
}

}  // namespace
}  // namespace standoff
