// Bands against the runs told one by one, whose values are sorted here.
#include <algorithm>

#include "engine/small_run.hpp"
#include "model/model.hpp"

namespace standoff::test {
namespace {

/// A trait that is fixed, a variable with a range, one without, and runs that end early.
constexpr const char* drifting = R"~(
time: {step: 1, steps: 12}
roles: {state: {}}
actors: {A: {role: state, set: {size: 0.3}}}
variables:
  size: {of: state, initial: 0.5}
  calm: {range: [-1, 1], initial: "uniform(-1, 1)"}
  drift: {initial: "normal(0, 10)"}
  grown: {initial: 0}
dynamics:
  - calm' = calm * 0.9
  - drift' = drift * 1.1 + normal(0, 1)
  - grown' = grown + 1
outcomes: {far: {when: drift > 30}, otherwise: near}
)~";

/// Values of all quantities at all states that a run reaches.
class Path : public RunRecorder {
public:
    void event(const Event&) override {}
    void state(int, std::span<const double> values) override { states.emplace_back(values.begin(), values.end()); }
    void finished(const RunResult&, std::span<const double>) override {}
    std::vector<std::vector<double>> states;
};

class BandsOfRuns : public ::testing::Test {
protected:
    BandsOfRuns() {
        for (std::uint32_t run = 1; run <= runs; ++run) (void)record_run(*model_, 1, run, paths_.emplace_back());
    }

    [[nodiscard]] Bands bands(int jobs) const {
        EnsembleOptions options;
        options.runs = runs;
        options.jobs = jobs;
        options.bands = true;
        return run_ensemble(*model_, options, {}).bands;
    }

    /// In rising order.
    [[nodiscard]] std::vector<double> values_at(int quantity, int state) const {
        std::vector<double> values;
        for (const Path& path : paths_)
            if (static_cast<std::size_t>(state) < path.states.size())
                values.push_back(path.states[static_cast<std::size_t>(state)][static_cast<std::size_t>(quantity)]);
        std::sort(values.begin(), values.end());
        return values;
    }

    static constexpr std::uint32_t runs = 700;  // more than two blocks
    ModelPtr model_ = compile_small(drifting);
    std::vector<Path> paths_;
};

TEST_F(BandsOfRuns, LieWithinABinOfTheSortedValues) {
    const auto quantities = static_cast<int>(model_->quantities.size());
    ASSERT_EQ(quantities, 4);
    for (const int jobs : {1, 3}) {
        const Bands counted = bands(jobs);
        for (int q = 0; q < quantities; ++q)
            for (int state = 0; state <= model_->steps; ++state) {
                const std::vector<double> values = values_at(q, state);
                ASSERT_EQ(counted.count(q, state), values.size());
                for (const double share : {0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0}) {
                    const double wanted =
                        values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
                    // Half a bin: of 256 in the range, or of a quarter of an octave, at most a quarter of the value
                    // wide.
                    const double per_unit = counted.scale(q).per_unit;
                    const double half = per_unit > 0 ? 0.5 / per_unit : std::abs(wanted) / 8;
                    EXPECT_NEAR(counted.quantile(q, state, share), wanted, half * (1 + 1e-12))
                        << model_->quantities[static_cast<std::size_t>(q)].variable << " at " << state;
                }
            }
    }
}

TEST_F(BandsOfRuns, FewerReachTheEnd) {
    const Bands counted = bands(1);
    EXPECT_EQ(counted.count(0, 0), runs);
    EXPECT_LT(counted.count(0, model_->steps), runs);
    EXPECT_GT(counted.count(0, model_->steps), 0U);
}

TEST_F(BandsOfRuns, OfWhatIsFixedAreItsNumber) {
    const auto fixed = std::find_if(model_->quantities.begin(), model_->quantities.end(),
                                    [](const Quantity& quantity) { return quantity.fixed; });
    ASSERT_NE(fixed, model_->quantities.end());
    EXPECT_EQ(fixed->variable, "size");
    const auto size = static_cast<int>(fixed - model_->quantities.begin());
    const Bands counted = bands(2);
    for (int state = 0; state <= model_->steps; ++state)
        for (const double share : {0.05, 0.5, 0.95}) EXPECT_EQ(counted.quantile(size, state, share), 0.3);
}

TEST_F(BandsOfRuns, OfNoRunAreNothing) {
    const Bands counted(*model_);
    for (int q = 0; q < 4; ++q) {
        EXPECT_EQ(counted.count(q, 3), 0U);
        EXPECT_TRUE(std::isnan(counted.quantile(q, 3, 0.5)));
    }
}

}  // namespace
}  // namespace standoff::test
