// A fixture for tests of sweep and merge: a small model with all that can be varied, and what they leave in files.
#pragma once

#include <chrono>
#include <filesystem>
#include <sstream>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/command_test.hpp"
#include "results/text.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {

/// The small model with all that can be a structural factor: two policies, two variants, an entry of the calendar.
inline std::string sweep_scenario(const std::string& extra = {}) {
    std::string text = small_scenario(
        "  gone: {without: [actors.B]}\n"
        "  lost: {without: [actors.B]}\n"
        "calendar:\n"
        "  - {name: drill, at: 3, effects: [tension += 0.1]}\n"
        "experiments:\n"
        "  heating: {design: grid, vary: {heat: [0.01, 0.02]}, runs: 3, measures: [pushes, war]}\n"
        "  calming: {design: grid, vary: {B.policy: [restless, calm]}, runs: 4}\n" +
        extra);
    const std::string head = "policies:\n";
    text.insert(text.find(head) + head.size(),
                "  calm:\n"
                "    by: side\n"
                "    main: {choose: best, values: {hold: 1, push: 0}}\n");
    return text;
}

class SweepProgram : public CommandTest {
protected:
    SweepProgram() : CommandTest("sweep") { put(here_ / "small.yaml", sweep_scenario()); }

    [[nodiscard]] static Words both(Words study, const Words& more) {
        study.insert(study.end(), more.begin(), more.end());
        return study;
    }
    [[nodiscard]] Finished sweep(const Words& study, const Words& more = {}) const { return run(both(study, more)); }
    /// The bytes of a file that is there.
    [[nodiscard]] std::string bytes(const std::string& name) const {
        EXPECT_TRUE(std::filesystem::exists(here_ / name)) << name;
        return std::filesystem::exists(here_ / name) ? text_in(here_ / name) : "";
    }
    [[nodiscard]] Table csv(const std::string& name) const { return parse_csv(bytes(name)).value(); }

    /// The rows of one point, without point, factors and run, are those of `run` with these settings; and so is the
    /// hash where there is no other point.
    void expect_rows_of_run(const std::string& study, const std::string& point, std::size_t factors, Words run) const {
        run.insert(run.begin(), "run");
        run.insert(run.end(), {"--quiet", "--out", "alone", "--force"});
        ASSERT_EQ(typed(run).exit_code, 0);
        const Table alone = csv("alone/runs.csv");
        Table rows;
        for (const Words& row : csv(study + ".csv"))
            if (row[0] == point) rows.push_back(row);
        ASSERT_EQ(rows.size() + 1, alone.size()) << study << " " << point;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Words& row = rows[i];
            Words as_run = {row[factors + 1], row[factors + 3], row[factors + 2], row[factors + 4]};
            as_run.insert(as_run.end(), row.begin() + static_cast<std::ptrdiff_t>(factors) + 5, row.end());
            Words wanted = alone[i + 1];
            wanted.erase(wanted.begin() + 4);  // its hash
            EXPECT_EQ(as_run, wanted) << study << ", point " << point;
        }
    }
    [[nodiscard]] std::string hash_of_run() const {
        return nlohmann::json::parse(bytes("alone/manifest.json")).at("trace_hash").get<std::string>();
    }

    /// Waits until the program has committed rows: one transaction is a third of this.
    void wait_for_rows(const std::filesystem::path& file) const {
        const std::filesystem::path part = here_ / (file.string() + ".part");
        for (int i = 0; i < 3000; ++i) {
            std::error_code error;
            if (std::filesystem::file_size(part, error) > 1000000 && !error) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        FAIL() << "nothing is written";
    }

    const Words grid_ = {"small.yaml", "--vary", "heat=0.02,0.05", "--vary", "tension=0:0.4:3"};
    const Words sobol_ = {"small.yaml", "--vary", "heat=0.01:1:log", "--vary", "tension=0:0.4", "--points", "5"};
    /// Takes some seconds of a core.
    const Words long_ = {"small.yaml", "--vary", "heat=0.01:0.05:3", "--vary", "B.policy=restless,calm",
                         "--runs",     "30000"};
};

}  // namespace standoff::testing
