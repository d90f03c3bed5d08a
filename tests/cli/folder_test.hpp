// The program, typed in a folder of its own.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "cli/program.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {

class FolderTest : public ::testing::Test {
protected:
    [[nodiscard]] Start start(std::vector<std::string> arguments) const {
        Start start;
        start.arguments = std::move(arguments);
        start.folder = here_.path();
        return start;
    }
    [[nodiscard]] Finished run(std::vector<std::string> arguments) const {
        return run_program(start(std::move(arguments)));
    }

    TemporaryFolder here_;
};

}  // namespace standoff::testing
