// docs/sweep-file.md: its questions have answers, its Python runs, and it names every table and column there is.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "experiment/sqlite.hpp"
#include "experiment/synthetic_study.hpp"
#include "scenarios/pages.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

namespace fs = std::filesystem;

/// The study that the page speaks of: points in pairs that differ in the policy alone.
Study example() {
    Study study = synthetic_study(9, 30);
    study.measures = {{{"tests", "how many"}, false}, {{"first_war", "when it came"}, true}};
    study.point = [](std::uint64_t point) {
        StudyPoint made{{0.1 * static_cast<double>((point + 1) / 2), std::string(point % 2 == 0 ? "firm" : "yielding")},
                        ""};
        if (point == 9) made.failure = "no such policy";
        return made;
    };
    return study;
}

class SweepFilePage : public ::testing::Test {
protected:
    SweepFilePage() {
        const Study study = example();
        StudyWriter writer(folder_ / "study.sqlite", study, {0, study.items()}, synthetic_failure);
        while (writer.next() < study.items()) {
            const std::uint64_t item = writer.next();
            const RunResult result = synthetic_result(item, study.runs);
            const std::vector<double> all = synthetic_measures(item, result);
            writer.add(item / study.runs + 1, result, std::vector<double>{all[5], all[9]});
        }
        writer.finish();
        test::read_blocks(
            page_, [](const std::string&) {}, [&](const test::Block& block) { blocks_.push_back(block); });
    }

    TemporaryFolder folder_;
    std::string page_ = text_in(test::manual / "sweep-file.md");
    std::vector<test::Block> blocks_;
};

TEST_F(SweepFilePage, EveryQuestionHasAnAnswer) {
    const Database database(folder_ / "study.sqlite", Database::Open::read);
    int questions = 0;
    for (const test::Block& block : blocks_) {
        if (block.language != "sql") continue;
        ++questions;
        SCOPED_TRACE(block.text);
        Query question = database.prepare(block.text);
        ASSERT_TRUE(question.step());
        for (int column = 0; column < question.columns(); ++column)
            if (question.name(column) != "run" && question.name(column) != "step" && question.name(column) != "place")
                EXPECT_NE(question.type(column), Query::Type::null) << question.name(column);
    }
    EXPECT_GE(questions, 5);
}

TEST_F(SweepFilePage, ThePythonRuns) {
    int programs = 0;
    for (const test::Block& block : blocks_) {
        if (block.language != "python") continue;
        ++programs;
        put(folder_ / "program.py", block.text);
        const std::string command = "cd '" + folder_.path().string() + "' && python3 program.py > answer";
        ASSERT_EQ(std::system(command.c_str()), 0);
        const std::string answer = text_in(folder_ / "answer");
        EXPECT_NE(answer.find("\nyielding "), std::string::npos) << answer;
        EXPECT_TRUE(answer.starts_with("firm ")) << answer;
    }
    EXPECT_EQ(programs, 1);
}

TEST_F(SweepFilePage, NamesEveryTableAndColumn) {
    const Database database(folder_ / "study.sqlite", Database::Open::read);
    std::set<std::string> names;
    for (Query all =
             database.prepare("SELECT s.name, c.name FROM sqlite_schema AS s JOIN pragma_table_info(s.name) AS c "
                              "WHERE s.name <> 'summary'");
         all.step();)
        for (const int column : {0, 1}) names.emplace(all.text(column));
    for (const char* one : {"patience", "USA.policy"}) names.erase(one);  // the example's
    EXPECT_GE(names.size(), 20U);
    for (const std::string& name : names) EXPECT_NE(page_.find("`" + name + "`"), std::string::npos) << name;
}

}  // namespace
}  // namespace standoff::testing
