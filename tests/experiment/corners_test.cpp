// Corners of a study's file against a planted one, whose figures are counted here.
#include <cmath>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/corners.hpp"
#include "experiment/synthetic_study.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

constexpr std::uint64_t points = 600;
constexpr std::uint32_t runs = 10;

double hope(std::uint64_t point) { return unit(point); }
double noise(std::uint64_t point) { return unit(point + 1'000'000); }
std::string policy(std::uint64_t point) { return std::vector<std::string>{"engage", "wait", "bludgeon"}[point % 3]; }
bool in_corner(std::uint64_t point) { return hope(point) < 0.3 && policy(point) == "bludgeon"; }

/// War comes in nine of ten runs of the corner where hope is below 0.3 and the policy is to bludgeon, and in one of ten
/// elsewhere. Now and then a run fails. `tension` is 2 with war and 1 without, and has no value in the tenth run.
class PlantedCorner : public ::testing::Test {
protected:
    using Wars = std::function<bool(std::uint64_t point, std::uint32_t run)>;

    void write(const Wars& war, std::uint64_t end = points) const {
        Study study;
        study.identity = {{"title", "A planted corner"}, {"design", "random"}};
        study.factors = {
            {{"hope", ""}, "number", false}, {{"noise", ""}, "number", false}, {{"USA.policy", ""}, "policy", true}};
        study.outcomes = {{"war", ""}, {"peace", ""}, {"never", ""}};
        study.measures = {{{"tension", ""}, false}};
        study.points = end;
        study.runs = runs;
        study.point = [](std::uint64_t point) {
            return StudyPoint{{hope(point), noise(point), policy(point)}, point == 7 ? "no such policy" : ""};
        };
        StudyWriter writer(file(), study, {0, study.items()}, synthetic_failure);
        while (writer.next() < study.items()) {
            const std::uint64_t item = writer.next();
            RunResult result;
            const std::uint64_t point = item / runs + 1;
            result.run = static_cast<std::uint32_t>(item % runs + 1);
            result.steps = 3;
            result.status = failed(point, result.run) ? RunStatus::failed : RunStatus::done;
            const bool is_war = war(point, result.run);
            if (result.status == RunStatus::done) result.outcome = is_war ? 0 : 1;
            const double tension = result.status == RunStatus::failed || result.run == 10
                                       ? std::numeric_limits<double>::quiet_NaN()
                                       : (is_war ? 2.0 : 1.0);
            writer.add(point, result, std::vector<double>{tension});
        }
        writer.finish();
    }

    static bool planted(std::uint64_t point, std::uint32_t run) { return run <= (in_corner(point) ? 9U : 1U); }
    static bool failed(std::uint64_t point, std::uint32_t run) { return point == 11 && run == 4; }

    [[nodiscard]] CornerRecord find(const Happening& happening, const CornerOptions& options = {}) const {
        return find_corners(StudyReader(file()), happening, options);
    }

    [[nodiscard]] std::filesystem::path file() const { return folder_ / "study.sqlite"; }
    TemporaryFolder folder_;
    const Happening war_{Happening::What::outcome, "war", 0};
};

const BoxLimit* limit_of(const BoxStep& box, const std::string& path) {
    for (const BoxLimit& limit : box.limits)
        if (limit.path == path) return &limit;
    return nullptr;
}

TEST_F(PlantedCorner, IsFoundWithItsFigures) {
    write(planted);
    const CornerRecord record = find(war_);
    ASSERT_EQ(record.corners.size(), 1U);
    const BoxStep& box = record.corners.front().box;
    const BoxLimit* number = limit_of(box, "hope");
    const BoxLimit* word = limit_of(box, "USA.policy");
    ASSERT_TRUE(number != nullptr && word != nullptr);
    EXPECT_EQ(word->words, std::vector<std::string>{"bludgeon"});
    EXPECT_FALSE(number->low && *number->low > 0.05);
    ASSERT_TRUE(number->high);
    EXPECT_NEAR(*number->high, 0.3, 0.03);
    EXPECT_NEAR(box.density, 0.9, 0.06);

    double wars = 0, counted = 0, inside = 0, wars_inside = 0;
    for (std::uint64_t p = 1; p <= points; ++p) {
        const bool in = hope(p) <= *number->high && hope(p) >= number->low.value_or(0) && policy(p) == "bludgeon" &&
                        (limit_of(box, "noise") == nullptr || (noise(p) >= limit_of(box, "noise")->low.value_or(0) &&
                                                               noise(p) <= limit_of(box, "noise")->high.value_or(1)));
        for (std::uint32_t r = 1; r <= runs; ++r) {
            if (p == 7 || failed(p, r)) continue;
            ++counted;
            wars += planted(p, r) ? 1 : 0;
            inside += in ? 1 : 0;
            wars_inside += in && planted(p, r) ? 1 : 0;
        }
    }
    EXPECT_EQ(record.runs, static_cast<std::uint64_t>(counted));
    EXPECT_EQ(record.happened, static_cast<std::uint64_t>(wars));
    EXPECT_NEAR(box.coverage, wars_inside / wars, 1e-12);
    EXPECT_NEAR(box.density, wars_inside / inside, 1e-12);
    EXPECT_NEAR(box.mass, inside / counted, 1e-12);
    EXPECT_LT(number->quasi_p.value_or(1), 1e-3);
    EXPECT_LT(word->quasi_p.value_or(1), 1e-3);
}

TEST_F(PlantedCorner, CountsWhatDoesNotCount) {
    write(planted);
    const CornerRecord record = find({Happening::What::above, "tension", 1.5});
    EXPECT_EQ(record.failed, 1U);
    EXPECT_EQ(record.not_played, runs);
    EXPECT_EQ(record.left_out, 1U);
    EXPECT_EQ(record.points, points - 1);
    EXPECT_EQ(record.unmeasured, points - 1);
    EXPECT_EQ(record.runs, (points - 1) * (runs - 1) - 1);
    EXPECT_EQ(record.happens, "tension > 1.5");
    EXPECT_TRUE(record.coarse.empty());
}

TEST_F(PlantedCorner, BelowIsTheOtherSideOfAbove) {
    write(planted);
    const CornerRecord above = find({Happening::What::above, "tension", 1.5});
    const CornerRecord below = find({Happening::What::below, "tension", 1.5});
    EXPECT_EQ(above.happened + below.happened, above.runs);
}

TEST_F(PlantedCorner, IsNotLookedForWhereNothingHappens) {
    write(planted);
    const CornerRecord record = find({Happening::What::outcome, "never", 0});
    EXPECT_EQ(record.happened, 0U);
    EXPECT_TRUE(record.corners.empty());
}

TEST_F(PlantedCorner, GivesTheStepThatIsAskedFor) {
    write(planted);
    const CornerRecord all = find(war_);
    const auto& trajectory = all.corners.front().trajectory;
    ASSERT_GT(trajectory.size(), 5U);
    EXPECT_EQ(trajectory.front().coverage, 1);
    EXPECT_EQ(trajectory.front().limits.size(), 0U);
    const CornerRecord one = find(war_, {1, 0.05, 4});
    EXPECT_EQ(one.corners.front().chosen, 4U);
    EXPECT_EQ(one.corners.front().box.density, trajectory[4].density);
    EXPECT_EQ(one.corners.front().box.mass, trajectory[4].mass);
    EXPECT_THROW((void)find(war_, {1, 0.05, trajectory.size()}), UnanswerableQuestion);
}

TEST_F(PlantedCorner, OfASmallDesignSaysWhichFactorsAreCoarse) {
    write(planted, 30);
    const CornerRecord record = find(war_, {1, 0.02, {}});
    ASSERT_EQ(record.coarse.size(), 2U);
    EXPECT_EQ(record.coarse.front().path, "hope");
    EXPECT_EQ(record.coarse.front().values, 29U);
}

TEST_F(PlantedCorner, IsNotLookedForAmongAHandfulOfPoints) {
    write(planted, 20);  // of which the seventh has no model
    EXPECT_THROW((void)find(war_), UnanswerableQuestion);
    std::filesystem::remove(file());
    write(planted, 21);
    EXPECT_EQ(find(war_).points, 20U);
}

TEST_F(PlantedCorner, NamesTheNearestValuesThatItsEndsKeepOut) {
    write(planted);
    const CornerRecord record = find(war_);
    for (const BoxStep& box : record.corners.front().trajectory)
        for (const BoxLimit& limit : box.limits) {
            if (!limit.words.empty()) continue;
            for (std::uint64_t p = 1; p <= points; ++p) {
                if (p == 7) continue;
                const double value = limit.path == "hope" ? hope(p) : noise(p);
                EXPECT_FALSE(limit.below && value > *limit.below && value < *limit.low);
                EXPECT_FALSE(limit.above && value < *limit.above && value > *limit.high);
                EXPECT_TRUE(!limit.low || value >= *limit.low || (limit.below && value <= *limit.below));
                EXPECT_TRUE(!limit.high || value <= *limit.high || (limit.above && value >= *limit.above));
            }
        }
}

TEST_F(PlantedCorner, RefusesNamesThatTheFileDoesNotHave) {
    write(planted, 12);
    EXPECT_THROW((void)find({Happening::What::outcome, "wars", 0}), UnanswerableQuestion);
    EXPECT_THROW((void)find({Happening::What::above, "war", 0}), UnanswerableQuestion);
}

}  // namespace
}  // namespace standoff::testing
