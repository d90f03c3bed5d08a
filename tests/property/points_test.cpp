// Design points of generated models and of the flagship: the bits of separate ensembles with the same settings.
#include "engine/at_points.hpp"
#include "property/model_generator.hpp"

namespace standoff::test {
namespace {

ModelPtr compiled(const std::string& path, const LoadOptions& options) {
    Scenario scenario = load_scenario(path, options);
    ModelPtr model = scenario.ok() ? compile(scenario) : nullptr;
    if (model == nullptr) throw std::runtime_error(findings_of(scenario));
    return model;
}

void expect_points_like_settings(const std::string& path, const Table& table, std::uint32_t runs,
                                 const std::string& what) {
    LoadOptions open;
    open.open = table.paths;
    const ModelPtr model = compiled(path, open);
    const std::vector<double> points = table.values();
    EnsembleOptions options;
    options.runs = runs;
    const Many all = one_by_one(*model, table, options, [&](const LoadOptions& set) { return compiled(path, set); });
    options.points = points;
    for (const bool plain : {false, true}) {
        options.plain = plain;
        for (const std::string lanes : {"5", "192"}) {
            const Environment forced("STANDOFF_LANES", lanes);
            const Many many = run_many(*model, options);
            ASSERT_EQ(many.results.size(), table.rows.size() * runs) << what;
            expect_same(many, all, 0, runs, what + (plain ? ", plain" : ", fast"));
        }
    }
}

/// A number inside a range, the larger the larger u.
double inside(double low, double high, double u) {
    const double from = std::isfinite(low) ? low : (std::isfinite(high) ? high - 1 : -0.5);
    const double to = std::isfinite(high) ? high : from + 1;
    return from + u * (to - from);
}

TEST(GeneratedModels, GiveAtPointsWhatSettingsGive) {
    std::size_t factors = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const TemporaryFile file(generate_model(seed));
        const ModelPtr bare = compiled(file.path(), {});
        LoadOptions open;
        for (const FixedNumber& parameter : bare->parameters) open.open.push_back(parameter.name);
        for (std::size_t q = 0; q < bare->quantities.size(); q += 3)
            if (!bare->quantities[q].derived) open.open.push_back(bare->quantities[q].label);
        const ModelPtr model = compiled(file.path(), open);
        factors += model->factors.size();
        Table table{open.open, {}};
        for (const double u : {0.25, 0.7, 0.9}) {
            auto& row = table.rows.emplace_back();
            for (const OpenNumber& factor : model->factors) row.push_back(inside(factor.low, factor.high, u));
        }
        expect_points_like_settings(file.path(), table, 12, fmt::format("seed {}", seed));
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(factors, 100U);
}

TEST(Flagship, GivesAtPointsWhatSettingsGive) {
    const std::string path = std::string(STANDOFF_SOURCE_DIR) + "/scenarios/dprk/2022.yaml";
    // A parameter, traits of an actor and of a thing, an initial value of a relation, one that the theory draws.
    const Table table{
        {"forgetting", "USA.attention", "icbm.loud", "nuclear.spacing", "USA.sanctions(DPRK)", "USA.pays", "tension"},
        {{14, 0.5, 0.1, 182.625, 0.2, 0.9, 0.1}, {42, 0.12, 0.3, 7, 0.95, 0.3, 0.6}, {182, 0, 0.9, 70, 0.5, 1.5, 0.3}}};
    expect_points_like_settings(path, table, 60, "dprk/2022");
}

}  // namespace
}  // namespace standoff::test
