// A fixture for tests of one command of the program: a folder of its own in which it is typed, and what it leaves
// there.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/folder_test.hpp"
#include "results/text.hpp"

namespace standoff::testing {

class CommandTest : public FolderTest {
protected:
    using Words = std::vector<std::string>;
    using Table = std::vector<Words>;

    /// `results` is the folder that the command fills.
    explicit CommandTest(std::string command, const std::string& results = "results")
        : results_(here_ / results), command_(std::move(command)) {}

    /// The command with these words.
    [[nodiscard]] Start start(Words words) const {
        words.insert(words.begin(), command_);
        return FolderTest::start(std::move(words));
    }
    [[nodiscard]] Finished run(Words words) const { return run_program(start(std::move(words))); }
    /// Any command.
    [[nodiscard]] Finished typed(Words words) const { return FolderTest::run(std::move(words)); }

    [[nodiscard]] Table table(const std::string& name) const { return parse_csv(text_in(results_ / name)).value(); }
    [[nodiscard]] nlohmann::json json(const std::string& name) const {
        return nlohmann::json::parse(text_in(results_ / name));
    }

    /// It says `what`, and nothing is played or kept.
    void expect_refused(Words words, const std::string& what, int code = 2) const {
        const Finished finished = run(std::move(words));
        EXPECT_EQ(finished.exit_code, code) << finished.err;
        EXPECT_NE(finished.err.find(what), std::string::npos) << finished.err;
        EXPECT_EQ(finished.out, "");
        EXPECT_FALSE(std::filesystem::exists(here_ / "results"));
    }

    std::filesystem::path results_;

private:
    std::string command_;
};

}  // namespace standoff::testing
