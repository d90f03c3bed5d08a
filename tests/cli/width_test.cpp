// What the program says fits a page: the help of every command, and the errors that users meet.
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/command_test.hpp"
#include "report/text.hpp"

namespace standoff {
namespace {

using testing::CommandTest;
using testing::Finished;
using testing::put;
using testing::small_scenario;

/// A word that no line holds, such as a path, is excepted, and so are lines of the user's own file.
bool may_be_wide(const std::string& line) {
    const std::size_t first = line.find_first_not_of(' ');
    return line.find(' ', first) == std::string::npos || line.find("--> ") != std::string::npos;
}

void expect_page(const std::string& text, const std::string& of) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        EXPECT_TRUE(columns_of(line) <= page_width || may_be_wide(line)) << of << ": " << line;
}

class Widths : public CommandTest {
protected:
    Widths() : CommandTest("run") {
        std::string many = "  gone: {without: [actors.B]}\n";
        for (int i = 1; i <= 30; ++i)
            many += "  a_variant_with_the_number_" + std::to_string(i) + ": {set: {heat: 0}}\n";
        put(here_ / "small.yaml", small_scenario(many));
        const Finished swept = typed(
            {"sweep", "small.yaml", "--vary", "heat=0:0.02:2", "--runs", "2", "--out", "study.sqlite", "--quiet"});
        EXPECT_EQ(swept.exit_code, 0) << swept.err;
    }

    void expect_page_of(const Words& words, int code = 2) const {
        const Finished finished = typed(words);
        std::string line;
        for (const std::string& word : words) line += word + ' ';
        EXPECT_EQ(finished.exit_code, code) << line << finished.err;
        expect_page(finished.out, line);
        expect_page(finished.screen, line);
    }
};

TEST_F(Widths, OfEveryHelpAreThoseOfAPage) {
    expect_page_of({"--help"}, 0);
    expect_page_of({}, 2);
    for (const char* command : {"run", "compare", "sweep", "sensitivity", "merge", "discover", "flip", "why", "check",
                                "explain", "describe", "replay", "list", "new", "schema"})
        expect_page_of({command, "--help"}, 0);
}

TEST_F(Widths, OfErrorsAreThoseOfAPage) {
    expect_page_of({"rnu", "small.yaml"});
    expect_page_of({"anything-else"});
    expect_page_of({"run", "dprk/2022", "--set", "hoep=0.3"});
    expect_page_of({"run", "small.yaml", "--variant", "none_of_them"});
    expect_page_of({"run", "small.yaml", "--until", "2022-01-01"});
    expect_page_of({"run", "no-such-file-anywhere.yaml"}, 3);
    expect_page_of({"run", "small.yaml", "--show", "501"});
    expect_page_of({"compare", "small.yaml", "--measure", "pushes"});
    expect_page_of({"compare", "dprk/2022", "--variant", "no_drills", "--until-half-width", "1", "--measure", "?"});
    expect_page_of({"compare", "dprk/2022", "--set", "USA.policy=x"});
    expect_page_of({"sensitivity", "dprk/2022", "--measure", "?"});
    expect_page_of({"sensitivity", "small.yaml", "--method", "sobolev-and-others"});
    expect_page_of({"sensitivity", "small.yaml", "--vary", "A.policy=push"});
    expect_page_of({"sweep", "dprk/2022", "--vary", "missiles=1,2"});
    expect_page_of({"sweep", "small.yaml", "--vary", "heat=0:1:5", "--design", "latin-hypercube-sample"});
    expect_page_of({"sweep", "dprk/2022", "--vary", "w_neglect=0:1:5", "--measure", "?"});
    expect_page_of({"discover", "study.sqlite", "--outcome", "?"});
    expect_page_of({"discover", "study.sqlite", "--outcome", "war", "--measure", "pushes"});
    expect_page_of({"discover", "small.yaml", "--outcome", "war"}, 3);
    expect_page_of({"flip", "small.yaml", "--vary", "heat=1,2"});
    expect_page_of({"merge", "whole.sqlite", "small.yaml"}, 3);
    expect_page_of({"check", "small.yaml", "--format", "longer than that"});
    expect_page_of({"explain", "an-unknown-word-of-the-language"});
    expect_page_of({"why", "study.sqlite"}, 3);
}

}  // namespace
}  // namespace standoff
