// A reader of the manual who does what a page shows: types its commands in a folder of their own, and compares what
// they print with the page.
#pragma once

#include <string>
#include <vector>

#include "cli/program.hpp"
#include "scenarios/pages.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {

struct Transcript {
    std::string text;                 ///< the block as it ought to be
    std::vector<std::string> failed;  ///< the commands whose exit code was not 0
};

class Reader {
public:
    [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

    /// In a shell, where `standoff` is the program under test.
    [[nodiscard]] Finished type(const std::string& command) const;

    /// Types the commands of a block. A line `$ …` is a command, what follows is what it prints, where a line `…`
    /// stands for more.
    [[nodiscard]] Transcript transcript(const test::Block& block) const;

private:
    TemporaryFolder folder_;
};

/// The page is to be written anew with what its commands print today.
[[nodiscard]] bool updating_pages();

}  // namespace standoff::testing
