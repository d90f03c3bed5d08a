// `standoff run` on a small scenario in a folder of its own.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "cli/folder_test.hpp"
#include "results/text.hpp"

namespace standoff::testing {

/// Waits until a run has written some rows.
inline bool has_begun(const std::filesystem::path& parent) {
    for (int i = 0; i < 3000; ++i) {
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(parent, error)) {
            const auto size = std::filesystem::file_size(entry.path() / "runs.csv", error);
            if (!error && size > 0) return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

class RunProgram : public FolderTest {
protected:
    RunProgram() { put(here_ / "small.yaml", small_scenario()); }

    [[nodiscard]] std::vector<std::vector<std::string>> table(const std::string& name) const {
        return parse_csv(text_in(here_ / name)).value();
    }
    /// Everything below the folder that a run that failed must not leave.
    void expect_nothing_left() const { EXPECT_EQ(here_.names(), std::vector<std::string>{"small.yaml"}); }

    std::filesystem::path results_ = here_ / "results/small/run";
};

}  // namespace standoff::testing
