// What a pilot says that a study will cost, on a machine that is busy with something else.
#include "experiment/pilot.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <ctime>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "experiment/compiled_plan.hpp"

namespace standoff {
namespace {

/// Processes that do nothing but take the cores, four for each.
class Busy {
public:
    Busy() {
        for (unsigned i = 0; i < 4 * std::max(1U, std::thread::hardware_concurrency()); ++i) {
            const pid_t child = fork();
            if (child == 0) {
                alarm(60);  // should nobody be left to end it
                for (std::atomic<unsigned> spin = 0;;) ++spin;
            }
            children_.push_back(child);
        }
    }
    ~Busy() {
        for (const pid_t child : children_) {
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
        }
    }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;

private:
    std::vector<pid_t> children_;
};

CompiledPlan brinkmanship(std::uint32_t runs) {
    LoadOptions load;
    load.vary = {"prize=0.5,1,2,4"};
    Plan plan;
    plan.file = STANDOFF_SOURCE_DIR "/scenarios/textbook/brinkmanship.yaml";
    plan.experiment = load_scenario(plan.file, load).spec->experiments.back();
    plan.runs = runs;
    return {lay_points(std::move(plan)), {}};
}

TEST(Pilot, DoesNotCountTheTimeThatOthersTake) {
    const CompiledPlan plan = brinkmanship(1'000'000);
    const Busy busy;
    const std::clock_t before = std::clock();
    const Pilot pilot = play_pilot(plan, {0, plan.plan().items()}, 1, {});
    const double used = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    EXPECT_GT(pilot.items, 0U);
    EXPECT_GT(pilot.seconds_per_item, 0);
    // By the clock its last round alone is longer than all the time that this process had a core.
    EXPECT_LE(pilot.seconds_per_item * static_cast<double>(pilot.items), 1.05 * used);
}

TEST(Pilot, OfNothingPlaysNothing) {
    const CompiledPlan plan = brinkmanship(10);
    EXPECT_EQ(play_pilot(plan, {40, 40}, 1, {}).items, 0U);
    EXPECT_EQ(play_pilot(plan, {0, 40}, 1, {}).items, 40U);
}

}  // namespace
}  // namespace standoff
