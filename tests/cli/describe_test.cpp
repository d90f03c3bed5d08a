// `standoff describe` as a user runs it: where the document goes, and what comes of files that cannot be described.
#include <fstream>

#include <gtest/gtest.h>

#include "cli/program.hpp"
#include "temporary_folder.hpp"

namespace standoff {
namespace {

using testing::Finished;
using testing::run_program;

TEST(DescribeCommand, WritesTheDocumentToStandardOutput) {
    const Finished finished = run_program({{"describe", "textbook/richardson"}});
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_EQ(finished.err, "");
    EXPECT_TRUE(finished.out.starts_with("# Richardson's arms race\n"));
    EXPECT_NE(finished.out.find("\nX.arms′ = X.arms + dt × (k × Y.arms − a × X.arms + g)\n"), std::string::npos);
    EXPECT_TRUE(finished.out.ends_with("\n") && !finished.out.ends_with("\n\n"));
}

TEST(DescribeCommand, NamesTheReferenceResultsOfAShippedScenario) {
    const std::string out = run_program({{"describe", "textbook/richardson"}}).out;
    EXPECT_NE(
        out.find(" plays 500 runs of *Richardson's arms race* with seed 1. Reference results: 2000 runs with seed 1 "
                 "in `results/reference/textbook-richardson.json`, trace hash `"),
        std::string::npos)
        << out;
    const std::string varied = run_program({{"describe", "textbook/richardson", "--variant", "runaway"}}).out;
    EXPECT_NE(varied.find(" plays 500 runs of "), std::string::npos);
    EXPECT_EQ(varied.find("Reference results"), std::string::npos) << "they are of the file as it stands";
}

TEST(DescribeCommand, DescribesATheoryAlone) {
    const Finished finished = run_program({{"describe", "theories/reciprocity"}});
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_TRUE(finished.out.starts_with("# Reciprocity under noise\n"));
}

TEST(DescribeCommand, DescribesTheVariantAndTheSettingsThatAreAskedFor) {
    const Finished finished =
        run_program({{"describe", "textbook/richardson", "--variant", "runaway", "--set", "k=0.7"}});
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_NE(finished.out.find("This is the variant `runaway`."), std::string::npos);
    EXPECT_NE(finished.out.find("| `k` | `0.7`, in place of `0.5` |"), std::string::npos);
}

TEST(DescribeCommand, PrintsNoDocumentOfABadFile) {
    const testing::TemporaryFolder folder;
    std::ofstream(folder.path() / "bad.yaml")
        << "standoff: 1\nscenario: Bad\ntime: {step: 1, steps: 2}\nvariables: {x: y}\n";
    const Finished finished = run_program({.arguments = {"describe", "bad.yaml"}, .folder = folder.path()});
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_EQ(finished.out, "");
    EXPECT_NE(finished.err.find("E401"), std::string::npos);
    EXPECT_EQ(run_program({{"describe", "no/such"}}).exit_code, 3);
    EXPECT_EQ(run_program({{"describe", "textbook/richardson", "--set", "kk=1"}}).exit_code, 2);
}

}  // namespace
}  // namespace standoff
