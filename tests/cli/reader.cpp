#include "cli/reader.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include <gtest/gtest.h>

namespace standoff::testing {

namespace {

using Lines = std::vector<std::string>;

const std::string left_out = "…";

/// What the page shows of an output is told in pieces, with `…` between them: the first stands at the beginning, the
/// last at the end, one in the middle where its first line is found.
std::vector<Lines> pieces_of(const Lines& shown) {
    std::vector<Lines> pieces(1);
    for (const std::string& line : shown) {
        if (line == left_out) pieces.emplace_back();
        else pieces.back().push_back(line);
    }
    return pieces;
}

/// The same lines of `printed` that the page shows of it now; all of them if it leaves nothing out.
Lines as_shown(const Lines& shown, const Lines& printed) {
    const std::vector<Lines> pieces = pieces_of(shown);
    if (pieces.size() == 1) return printed;
    Lines result;
    std::size_t at = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Lines& piece = pieces[i];
        if (i > 0) result.push_back(left_out);
        if (piece.empty()) continue;
        if (i + 1 == pieces.size()) at = printed.size() - std::min(printed.size(), piece.size());
        else if (i > 0)
            while (at < printed.size() && printed[at] != piece.front()) ++at;
        for (std::size_t line = 0; line < piece.size() && at < printed.size(); ++line) result.push_back(printed[at++]);
    }
    return result;
}

}  // namespace

Finished Reader::type(const std::string& command) const {
    Start start;
    start.wrapper = {"sh", "-c", "standoff() { \"$0\" \"$@\"; }\n" + command};
    start.folder = folder_.path();
    start.environment = {{"LC_ALL", "C.UTF-8"}, {"COLUMNS", "80"}};
    return run_program(start);
}

Transcript Reader::transcript(const test::Block& block) const {
    Transcript typed;
    const Lines lines = test::lines_of(block.text);
    for (std::size_t at = 0; at < lines.size();) {
        const std::string& command = lines[at++];
        EXPECT_TRUE(command.starts_with("$ ")) << command;
        Lines shown;
        for (; at < lines.size() && !lines[at].starts_with("$ "); ++at) shown.push_back(lines[at]);
        const Finished finished = type(command.substr(2));
        if (finished.exit_code != 0) typed.failed.push_back(command);
        typed.text += command + "\n";
        for (const std::string& line : as_shown(shown, test::lines_of(finished.out + finished.err)))
            typed.text += line + "\n";
    }
    return typed;
}

bool updating_pages() { return std::getenv("STANDOFF_UPDATE_PAGES") != nullptr; }

}  // namespace standoff::testing
