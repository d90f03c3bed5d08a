// What a StudyWriter accepts, refuses and goes on with.
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/sqlite.hpp"
#include "experiment/store.hpp"
#include "experiment/study_reader.hpp"
#include "experiment/synthetic_study.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

namespace fs = std::filesystem;

std::string error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const ResultsError& error) {
        return error.what();
    }
    return "no error";
}

void expect_words(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
}

class Store : public ::testing::Test {
protected:
    [[nodiscard]] fs::path file() const { return folder_ / "study.sqlite"; }
    [[nodiscard]] fs::path part() const { return folder_ / "study.sqlite.part"; }

    /// The first `rows` rows of `study_`.
    void begin(std::uint64_t rows) {
        StudyWriter writer(file(), study_, {0, study_.items()}, synthetic_failure);
        while (writer.next() < rows) {
            const std::uint64_t item = writer.next();
            const RunResult result = synthetic_result(item, study_.runs);
            writer.add(item / study_.runs + 1, result, synthetic_measures(item, result));
        }
        writer.commit();
    }

    /// Why `study` cannot go on with what is there; what is there stays as it is.
    std::string refused(const Study& study) {
        const std::string before = text_in(part());
        const std::string error = error_of([&] { write_study(file(), study); });
        EXPECT_TRUE(text_in(part()) == before);
        return error;
    }

    TemporaryFolder folder_;
    Study study_ = synthetic_study(5, 20);
};

TEST_F(Store, TheSameBytesWhateverTheBatchesAndWhereverItWasInterrupted) {
    write_study(folder_ / "whole.sqlite", study_, 1000);
    for (const std::uint64_t rows : {0U, 1U, 19U, 20U, 39U, 40U}) {
        begin(rows);
        write_study(file(), study_, 7);
        EXPECT_TRUE(text_in(file()) == text_in(folder_ / "whole.sqlite")) << rows;
        fs::remove(file());
    }
}

TEST_F(Store, AFinishedStudyIsLeftAsItIs) {
    write_study(file(), study_);
    const auto written = fs::last_write_time(file());
    StudyWriter again(file(), study_, {0, 100}, synthetic_failure);
    EXPECT_TRUE(again.finished());
    EXPECT_EQ(again.next(), 100U);
    again.finish();
    EXPECT_EQ(fs::last_write_time(file()), written);
    EXPECT_EQ(folder_.names(), std::vector<std::string>{"study.sqlite"});
}

TEST_F(Store, AnotherStudyIsNeverReplaced) {
    write_study(file(), study_);
    const std::string before = text_in(file());
    expect_words(
        error_of([&] { write_study(file(), synthetic_study(5, 20, "2")); }),
        "study.sqlite belongs to another study: the seed is \"1\" there and \"2\" here; remove it, or name another");
    expect_words(error_of([&] { write_study(file(), study_, {0, 50}); }), "holds another shard of this study");
    EXPECT_TRUE(text_in(file()) == before);
    put(file(), "a letter to a friend");
    expect_words(error_of([&] { write_study(file(), study_); }),
                 "study.sqlite cannot be used: it is no SQLite database");
    EXPECT_EQ(text_in(file()), "a letter to a friend");
}

TEST_F(Store, GoingOnWithAnotherStudySaysWhatDiffers) {
    begin(30);
    const auto with = [&](const std::function<void(Study&)>& change) {
        Study other = study_;
        change(other);
        return refused(other);
    };
    expect_words(
        with([](Study& s) { s.identity[2].second = "2"; }),
        "study.sqlite.part belongs to another study: the seed is \"1\" there and \"2\" here; go on with that one, "
        "remove the file, or name another");
    expect_words(with([](Study& s) { s.identity.pop_back(); }), "the seed is \"1\" there and missing here");
    expect_words(with([](Study& s) { s.runs = 21; }),
                 "the number of runs at each point is \"20\" there and \"21\" here");
    expect_words(with([](Study& s) { s.points = 4; }), "the number of points is \"5\" there and \"4\" here");
    expect_words(with([](Study& s) { s.factors[0].name = "zeal"; }),
                 "factor patience is \"number (how long)\" there and missing here");
    expect_words(with([](Study& s) { s.measures[9].duration = false; }), "measure m9 is");
    expect_words(with([](Study& s) { s.outcomes[1].name = "peace"; }),
                 "outcome deal is \"they agreed\" there and missing here");
    expect_words(with([](Study& s) {
                     s.point = [old = s.point](std::uint64_t point) {
                         StudyPoint made = old(point);
                         if (point == 4) made.values[1] = std::string("mad");
                         return made;
                     };
                 }),
                 "USA.policy at point 4 is \"firm, \"or\" not\" there and \"mad\" here");
    expect_words(error_of([&] { write_study(file(), study_, {0, 50}); }), "is of another shard of this study");
    write_study(file(), study_);
}

TEST_F(Store, WhatIsNoStudyIsRefusedAndLeftAlone) {
    put(part(), std::string(5000, 'x'));
    expect_words(refused(study_),
                 "study.sqlite.part cannot be used: it is no SQLite database; remove it to begin again, or");
    fs::remove(part());
    Database(part(), Database::Open::write_alone).run("CREATE TABLE letters (text TEXT)");
    expect_words(refused(study_), "is a database, but not a study of standoff");
    fs::remove(part());
    begin(30);
    Database(part(), Database::Open::write_alone).run("PRAGMA user_version = 9");
    expect_words(refused(study_), "was written by another version of standoff: its format is 9, this one knows 1");
}

TEST_F(Store, ATruncatedPartIsRefusedAndAnEmptyOneBeginsAnew) {
    begin(95);
    fs::resize_file(part(), fs::file_size(part()) - 4096);
    expect_words(refused(study_), "study.sqlite.part cannot be used: it is damaged; remove it to begin again");
    fs::resize_file(part(), 700);
    expect_words(refused(study_), "study.sqlite.part cannot be used: ");
    fs::resize_file(part(), 0);
    write_study(file(), study_);
    EXPECT_EQ(folder_.names(), std::vector<std::string>{"study.sqlite"});
}

TEST_F(Store, APartOfAnotherStudyBesideAFinishedOneIsLeftAlone) {
    begin(30);
    fs::rename(part(), folder_ / "kept");
    const Study other = synthetic_study(5, 20, "2");
    write_study(file(), other);
    fs::rename(folder_ / "kept", part());
    write_study(file(), other);
    EXPECT_TRUE(fs::exists(part()));
}

TEST_F(Store, RunsOfAPointWithoutAModelAreRowsThatSaySo) {
    study_ = synthetic_study(3, 20);  // point 3 is the last one, and has no model
    begin(40);
    StudyWriter writer(file(), study_, {0, 60}, synthetic_failure);
    EXPECT_EQ(writer.next(), 60U);
    writer.finish();
    const Database database(file(), Database::Open::read);
    EXPECT_EQ(database.integer("SELECT count(*) FROM runs"), 60);
    EXPECT_EQ(
        database.integer("SELECT count(*) FROM tidy WHERE point = 3 AND status = 'not played' AND outcome IS NULL "
                         "AND steps = 0 AND m0 IS NULL"),
        20);
    EXPECT_EQ(database.integer("SELECT count(*) FROM summary WHERE failure = 'no such policy' AND failed = 20"), 1);
}

TEST_F(Store, TheFirstFailureOfEachPointIsTold) {
    write_study(file(), study_, 3);
    const Database database(file(), Database::Open::read);
    Query first_failed = database.prepare("SELECT point, min(run) FROM runs WHERE status = 1 GROUP BY point");
    const StudyReader reader(file());
    int points = 0;
    while (first_failed.step()) {
        const auto failure = reader.failure(static_cast<std::uint64_t>(first_failed.integer(0)));
        ASSERT_TRUE(failure);
        EXPECT_EQ(failure->what, "0/0 in run " + std::to_string(first_failed.integer(1)));
        ++points;
    }
    EXPECT_GE(points, 3);
    EXPECT_FALSE(reader.failure(3));
}

TEST_F(Store, ColumnsThatSqlWouldTakeForOneGetANumber) {
    study_.factors[0].name = "Run";
    study_.factors[1].name = "m0";
    study_.measures[1].name = "M0";
    study_.measures[2].name = "a \"quoted\" one";
    write_study(file(), study_);
    const Database database(file(), Database::Open::read);
    std::string names;
    for (Query all = database.prepare("SELECT name, column_name FROM factors UNION ALL "
                                      "SELECT name, column_name FROM measures LIMIT 5");
         all.step();)
        names += std::string(all.text(0)) + "=" + std::string(all.text(1)) + ";";
    EXPECT_EQ(names, "Run=Run_2;m0=m0;m0=m0_2;M0=M0_3;a \"quoted\" one=a \"quoted\" one;");
    EXPECT_EQ(database.integer("SELECT count(\"a \"\"quoted\"\" one_mean\") FROM summary"), 4);
}

TEST_F(Store, TooManyColumnsAreRefusedBeforeAnythingIsWritten) {
    for (int i = 0; i < 500; ++i) study_.measures.push_back({{"more" + std::to_string(i), ""}, false});
    expect_words(error_of([&] { write_study(file(), study_); }), "510 measures are too many for one file");
    EXPECT_FALSE(fs::exists(file()));
}

TEST_F(Store, RunsOutOfOrderAreAMistakeOfTheCaller) {
    StudyWriter writer(file(), study_, {0, 100}, synthetic_failure);
    EXPECT_THROW(writer.add(1, synthetic_result(1, 20), {}), std::logic_error);
    EXPECT_THROW(writer.finish(), std::logic_error);
}

}  // namespace
}  // namespace standoff::testing
