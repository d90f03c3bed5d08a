#include "results/folder.hpp"

#include <gtest/gtest.h>

#include "results/json_files.hpp"
#include "temporary_folder.hpp"

namespace standoff {
namespace {

using testing::put;
using testing::TemporaryFolder;
using testing::text_in;
namespace fs = std::filesystem;

std::string manifest(const std::string& title) {
    RunManifest manifest;
    manifest.title = title;
    return manifest_json(manifest);
}

/// Puts a whole folder of ours at `target`.
void make_ours(const fs::path& target, const std::string& title) {
    FolderInProgress folder(target);
    folder.write("manifest.json", manifest(title));
    folder.finish();
}

TEST(ResultsFolder, ComesWholeOrNotAtAll) {
    const TemporaryFolder here;
    {
        FolderInProgress folder(here / "a/b/run");
        folder.write("inputs/x/y.yaml", "text");
        EXPECT_FALSE(fs::exists(here / "a/b/run"));
        folder.finish();
    }
    EXPECT_EQ(text_in(here / "a/b/run/inputs/x/y.yaml"), "text");
    {
        const FolderInProgress abandoned(here / "c/d/run");
    }
    EXPECT_EQ(here.names(), std::vector<std::string>{"a"}) << "parents made for nothing go again";
    EXPECT_EQ(std::distance(fs::directory_iterator(here / "a/b"), {}), 1);
}

TEST(ResultsFolder, ReplacesOursAndKeepsTheOneBefore) {
    const TemporaryFolder here;
    for (const char* title : {"one", "two", "three"}) make_ours(here / "run", title);
    EXPECT_EQ(parse_manifest(text_in(here / "run/manifest.json")).title, "three");
    EXPECT_EQ(parse_manifest(text_in(here / "run.old/manifest.json")).title, "two");
    EXPECT_EQ(here.names(), (std::vector<std::string>{"run", "run.old"}));
}

TEST(ResultsFolder, RefusesWhatIsNotOursHoweverItIsAsked) {
    const TemporaryFolder here;
    put(here / "home/letter.txt", "dear");
    put(here / "site/manifest.json", "{\"name\": \"a web page\"}");
    put(here / "file", "x");
    for (const char* name : {"home", "site", "file"})
        for (const Replace replace : {Replace::freely, Replace::if_forced, Replace::forced})
            EXPECT_TRUE(refusal(here / name, replace)) << name;
    EXPECT_TRUE(refusal(".", Replace::forced));
    EXPECT_TRUE(refusal("..", Replace::forced));
    EXPECT_TRUE(refusal("/", Replace::forced));
    EXPECT_FALSE(refusal(here / "new", Replace::if_forced));
    EXPECT_EQ(text_in(here / "home/letter.txt"), "dear");
}

TEST(ResultsFolder, WantsForceForANamedFolderThatExists) {
    const TemporaryFolder here;
    make_ours(here / "run", "one");
    const auto why = refusal(here / "run", Replace::if_forced);
    ASSERT_TRUE(why);
    EXPECT_NE(why->find("--force"), std::string::npos) << *why;
    EXPECT_FALSE(refusal(here / "run", Replace::forced));
    EXPECT_FALSE(refusal(here / "run", Replace::freely));
    fs::create_directory(here / "empty");
    EXPECT_TRUE(refusal(here / "empty", Replace::if_forced));
    EXPECT_FALSE(refusal(here / "empty", Replace::forced)) << "nothing is lost with an empty folder";
}

TEST(ResultsFolder, DoesNotThrowAwayAnOldFolderOfSomeoneElse) {
    const TemporaryFolder here;
    make_ours(here / "run", "one");
    put(here / "run.old/letter.txt", "dear");
    EXPECT_TRUE(refusal(here / "run", Replace::freely));
    EXPECT_THROW(make_ours(here / "run", "two"), ResultsError);
    EXPECT_EQ(text_in(here / "run.old/letter.txt"), "dear");
    EXPECT_EQ(parse_manifest(text_in(here / "run/manifest.json")).title, "one");
    EXPECT_EQ(here.names(), (std::vector<std::string>{"run", "run.old"}));
}

TEST(ResultsFolder, LooksAgainBeforeItReplaces) {
    const TemporaryFolder here;
    FolderInProgress folder(here / "run");
    folder.write("manifest.json", manifest("one"));
    put(here / "run/letter.txt", "came meanwhile");
    EXPECT_THROW(folder.finish(), ResultsError);
    EXPECT_EQ(text_in(here / "run/letter.txt"), "came meanwhile");
}

TEST(ResultsFolder, LeavesWhatCameMeanwhileUnlessForced) {
    const TemporaryFolder here;
    FolderInProgress second(here / "run", Replace::if_forced);
    second.write("manifest.json", manifest("two"));
    make_ours(here / "run", "one");
    EXPECT_THROW(second.finish(), PlaceTaken);
    EXPECT_EQ(parse_manifest(text_in(here / "run/manifest.json")).title, "one");
    EXPECT_FALSE(fs::exists(here / "run.old"));
}

TEST(ResultsFolder, ReplacesAnEmptyFolderWithoutATrace) {
    const TemporaryFolder here;
    fs::create_directory(here / "run");
    make_ours(here / "run", "one");
    EXPECT_EQ(here.names(), std::vector<std::string>{"run"});
}

TEST(ResultsFolder, KnowsTheHashesOfItsFiles) {
    const TemporaryFolder here;
    FolderInProgress folder(here / "run");
    folder.write("b.csv", "abc");
    folder.write("a.csv", "");
    folder.write("inputs/x.yaml", "x");
    const std::vector<InputFile> files = folder.files();
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].path, "a.csv");
    EXPECT_EQ(files[0].sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(files[1].path, "b.csv");
    EXPECT_EQ(files[1].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const std::string text = manifest_json({}, files);
    EXPECT_EQ(parse_manifest_files(text).at(1).sha256, files[1].sha256);
}

TEST(ResultsFolder, FollowsALinkAndTakesASlashAtTheEnd) {
    const TemporaryFolder here;
    make_ours(here / "real", "one");
    fs::create_directory_symlink(here / "real", here / "link");
    make_ours(here / "link", "two");
    EXPECT_TRUE(fs::is_symlink(here / "link"));
    EXPECT_EQ(parse_manifest(text_in(here / "real/manifest.json")).title, "two");
    make_ours(here.path().string() + "/real/", "three");
    EXPECT_EQ(parse_manifest(text_in(here / "real/manifest.json")).title, "three");
}

TEST(FileWriter, SaysWhichFileAndWhy) {
    const TemporaryFolder here;
    try {
        FileWriter file(here / "missing/runs.csv", "results/x/runs.csv");
        FAIL();
    } catch (const ResultsError& error) {
        EXPECT_STREQ(error.what(), "results/x/runs.csv cannot be written: No such file or directory");
    }
}

TEST(FileWriter, KeepsEveryByteOfALongText) {
    const TemporaryFolder here;
    std::string all;
    FileWriter file(here / "long", "long");
    for (int i = 0; i < 50000; ++i) {
        const std::string line = std::to_string(i) + "\n";
        file.write(line);
        all += line;
    }
    file.close();
    EXPECT_EQ(text_in(here / "long"), all);
}

}  // namespace
}  // namespace standoff
