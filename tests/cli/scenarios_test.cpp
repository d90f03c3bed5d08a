#include "cli/scenarios.hpp"

#include <gtest/gtest.h>

#include "temporary_folder.hpp"

namespace standoff {
namespace {

using testing::put;
using testing::TemporaryFolder;

class Scenarios : public ::testing::Test {
protected:
    Scenarios() {
        put(shipped_ / "siege/2042.yaml", "x");
        put(shipped_ / "theories/coercive.yaml", "x");
        put(shipped_ / "textbook/dilemma.yaml", "x");
    }
    [[nodiscard]] std::vector<std::filesystem::path> folders() const { return {shipped_.path()}; }
    TemporaryFolder shipped_;
};

TEST_F(Scenarios, AreFoundByNameFromAnyFolder) {
    for (const char* name : {"siege/2042", "siege/2042.yaml", "scenarios/siege/2042.yaml", "./siege//2042"}) {
        const auto found = find_scenario(name, folders());
        ASSERT_TRUE(found) << name;
        EXPECT_EQ(found->name, "siege/2042.yaml") << name;
        EXPECT_TRUE(std::filesystem::equivalent(found->path, shipped_ / "siege/2042.yaml"));
    }
    EXPECT_TRUE(find_scenario("theories/coercive", folders()));
    EXPECT_EQ(find_scenario((shipped_ / "siege/2042.yaml").string(), folders())->name, "siege/2042.yaml");
}

TEST_F(Scenarios, AFileHereComesFirst) {
    const TemporaryFolder here;
    put(here / "mine.yaml", "x");
    const auto found = find_scenario((here / "mine").string(), folders());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "mine.yaml") << "no folders of this machine";
}

TEST_F(Scenarios, ANearNameIsNamedAndNotTaken) {
    EXPECT_FALSE(find_scenario("siege/2043", folders()));
    EXPECT_FALSE(find_scenario("siege", folders())) << "a folder";
    EXPECT_FALSE(find_scenario("", folders()));
    EXPECT_NE(not_found("siege/2043", folders()).find("did you mean \"siege/2042\"?"), std::string::npos);
    EXPECT_NE(not_found(shipped_.path().string(), folders()).find("is a folder"), std::string::npos);
}

TEST_F(Scenarios, TheLastPartOfANameIsEnoughToBeNamed) {
    EXPECT_NE(not_found("2042", folders()).find("did you mean \"siege/2042\"?"), std::string::npos);
    EXPECT_NE(not_found("dilemma.yaml", folders()).find("did you mean \"textbook/dilemma\"?"), std::string::npos);
    EXPECT_EQ(not_found("coercive", folders()).find("did you mean"), std::string::npos) << "a theory is no scenario";
    put(shipped_ / "iran/2042.yaml", "x");
    EXPECT_EQ(not_found("2042", folders()).find("did you mean"), std::string::npos) << "there are two";
}

TEST_F(Scenarios, AreListedWithoutTheories) {
    EXPECT_EQ(shipped_names(folders()), (std::vector<std::string>{"siege/2042", "textbook/dilemma"}));
}

TEST(DefaultFolder, IsThePathWithDashes) {
    EXPECT_EQ(default_folder("siege/2042.yaml", "run"), "results/siege-2042/run");
    EXPECT_EQ(default_folder("scenarios/siege/2042.yaml", "run"), "results/siege-2042/run");
    EXPECT_EQ(default_folder("mine.yaml", "run"), "results/mine/run");
    EXPECT_EQ(default_folder("../../x/y.yaml", "run"), "results/x-y/run");
    EXPECT_EQ(default_folder("/tmp/y.yaml", "run"), "results/tmp-y/run");
}

}  // namespace
}  // namespace standoff
