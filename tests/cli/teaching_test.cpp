// The numbers in docs/teaching are what the program prints: each sentence or row of a table that tells one is written
// here with what the command beside it prints in the place of its numbers, and must stand so in the page.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "cli/reader.hpp"

namespace standoff::testing {
namespace {

using Words = std::vector<std::string>;

Words words_of(const std::string& text) {
    std::istringstream stream(text);
    Words words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

/// A minus as a page has it.
std::string typeset(std::string number) {
    if (number.starts_with('-')) number.replace(0, 1, "−");
    return number;
}

/// "9.6%" as the app has it: 10%.
std::string whole(const std::string& percent) { return fmt::format("{}%", std::lround(std::stod(percent))); }

/// What a command prints, by the first words of its lines.
class Printed {
public:
    explicit Printed(const std::string& text) {
        for (const std::string& line : test::lines_of(text)) rows_.push_back(words_of(line));
    }

    /// The words after those that begin the line; of the first line that begins so.
    [[nodiscard]] Words after(const std::string& beginning) const {
        const Words begin = words_of(beginning);
        for (const Words& row : rows_)
            if (row.size() > begin.size() && std::equal(begin.begin(), begin.end(), row.begin()))
                return {row.begin() + static_cast<std::ptrdiff_t>(begin.size()), row.end()};
        ADD_FAILURE() << "no line begins with " << beginning;
        return Words(8, "?");
    }

    // Of `run`: "freeze 48 9.6% …", "missiles 93 ± 2.6 99 …".
    [[nodiscard]] std::string count(const std::string& outcome) const { return after(outcome)[0]; }
    [[nodiscard]] std::string share(const std::string& outcome) const { return after(outcome)[1]; }
    [[nodiscard]] std::string mean(const std::string& measure) const { return after(measure)[0]; }
    [[nodiscard]] std::string median(const std::string& measure) const { return after(measure)[3]; }

    // Of `compare`: "freeze 9.6% 5.0% -4.6 -7.3 to -2.1 …".
    [[nodiscard]] std::string base(const std::string& name) const { return after(name)[0]; }
    [[nodiscard]] std::string changed(const std::string& name) const { return after(name)[1]; }
    [[nodiscard]] std::string difference(const std::string& name) const { return typeset(after(name)[2]); }
    [[nodiscard]] std::string interval(const std::string& name) const {
        return typeset(after(name)[3]) + " to " + typeset(after(name)[5]);
    }

    // Of `why`: "test(srbm, far) 0.574 35.0% …".
    [[nodiscard]] std::string odds(const std::string& item) const {
        const Words words = after(item);
        const auto percent =
            std::find_if(words.begin(), words.end(), [](const auto& word) { return word.ends_with('%'); });
        return percent == words.end() ? "0" : *percent;
    }

private:
    std::vector<Words> rows_;
};

/// A table in CSV without quotes, as rows by column.
std::vector<std::map<std::string, std::string>> table_in(const std::filesystem::path& file) {
    std::vector<std::map<std::string, std::string>> rows;
    Words columns;
    for (const std::string& line : test::lines_of(testing::text_in(file))) {
        std::istringstream stream(line);
        Words cells;
        for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
        cells.resize(std::max(cells.size(), columns.size()));
        if (columns.empty()) columns = cells;
        else
            for (std::size_t i = rows.emplace_back().size(); i < columns.size(); ++i)
                rows.back()[columns[i]] = cells[i];
    }
    return rows;
}

/// A page, read by somebody who types its commands.
class TeachingPage : public ::testing::Test {
protected:
    void read(const std::string& name) {
        text_.clear();
        for (const std::string& word : words_of(testing::text_in(test::manual / "teaching" / name)))
            text_ += word + " ";
    }

    /// What a command prints. The page must name it, up to options that it tells in words.
    Printed type(const std::string& command, const std::string& options = "") {
        EXPECT_NE(text_.find(command), std::string::npos) << "the page does not name the command " << command;
        const Finished finished = reader_.type(command + " " + options + " --force");
        EXPECT_EQ(finished.exit_code, 0) << command << "\n" << finished.err;
        return Printed(finished.out);
    }

    /// Of the decisions of one actor in one step: the one that is headed `decision`, and those after it.
    Printed why(const std::string& at, const std::string& decision) {
        const std::string told = reader_.type("standoff why results/dprk-2022/run --at " + at).out;
        const std::size_t begin = told.find(decision);
        EXPECT_NE(begin, std::string::npos) << decision;
        return Printed(told.substr(std::min(begin, told.size())));
    }

    void expect(const std::string& sentence) const {
        EXPECT_NE(text_.find(sentence), std::string::npos) << "the page does not say: " << sentence;
    }

    [[nodiscard]] const Reader& reader() const { return reader_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return reader_.folder().path(); }

private:
    Reader reader_;
    std::string text_;
};

const std::string pressure = "standoff compare dprk/2022 --set USA.policy=maximum_pressure";

TEST_F(TeachingPage, EveryCommandOnALineOfItsOwnWorks) {
    int commands = 0;
    for (const char* name : {"README.md", "lecture.md", "homework.md", "role-play.md"})
        for (const std::string& line : test::lines_of(testing::text_in(test::manual / "teaching" / name))) {
            if (!line.starts_with("    standoff run ")) continue;
            ++commands;
            EXPECT_EQ(reader().type(line).exit_code, 0) << name << ": " << line;
        }
    EXPECT_EQ(commands, 9);
}

TEST_F(TeachingPage, TheIntroductionHasItsNumbers) {
    read("README.md");
    const Finished finished = Reader().type("standoff run dprk/2022 --files none");
    const Printed run(finished.out);
    expect(fmt::format("*{} of 500* at *Standoff*", run.count("standoff")));
    expect(fmt::format("\"In {} of 500 runs\" is right. \"The chance of a freeze is {}\" is wrong", run.count("freeze"),
                       run.share("freeze")));
}

TEST_F(TeachingPage, TheLectureHasItsNumbers) {
    read("lecture.md");
    const Printed run = type("standoff run dprk/2022");
    const Printed odds = why("2022-02-07 --actor DPRK", "North Korea: test(icbm, far)");
    expect(fmt::format("and had {}. A short-range missile had {}, doing nothing {}.",
                       whole(odds.odds("> test(icbm, far)")), whole(odds.odds("test(srbm, far)")),
                       whole(odds.odds("hold"))));
    (void)odds.after("7 more, together");  // and ten that are listed
    expect("It was one option of seventeen");
    expect(fmt::format("Left alone, {} of 500 runs end in a freeze", run.count("freeze")));

    const Printed compared = type(pressure);
    const auto paired = [&](const std::string& name) {
        return fmt::format("{} ({})", compared.difference(name), compared.interval(name));
    };
    const auto sides = [&](const std::string& name) {
        return fmt::format("{} | {}", compared.base(name), compared.changed(name));
    };
    expect(fmt::format("**Model, what-if** {} and **Model, baseline** {}", whole(compared.changed("freeze")),
                       whole(compared.base("freeze"))));
    expect(fmt::format("| freeze | {} | {} points ({}) |", sides("freeze"), compared.difference("freeze"),
                       compared.interval("freeze")));
    expect(fmt::format("| war | {} | {}: could be none |", sides("war"), paired("war")));
    expect(fmt::format("| missiles, mean of the runs | {} | {} |", sides("missiles"), paired("missiles")));
    expect(fmt::format("| bargains, mean | {} | {} |", sides("deals"), paired("deals")));
    expect(fmt::format("The mean pressure goes from {} to {}.", compared.base("mean_pressure"),
                       compared.changed("mean_pressure")));
    expect(fmt::format("fewer offers, {} in the mean for {}.", compared.changed("offers"), compared.base("offers")));
    expect(fmt::format("Right: {} in the mean for {}, and", compared.changed("shows_of_force"),
                       compared.base("shows_of_force")));

    const Printed pressed = Printed(reader().type("standoff run dprk/2022 --set USA.policy=maximum_pressure").out);
    expect(fmt::format("*{} of 500* for a freeze is *{} of 500* now", run.count("freeze"), pressed.count("freeze")));

    const Printed other_luck = type(pressure + " --seed 2");
    const Printed many = type(pressure, "--runs 5000");
    expect(fmt::format("set: {} and {}.", other_luck.base("freeze"), other_luck.changed("freeze")));
    expect(fmt::format("({} points, {})", other_luck.difference("freeze"), other_luck.interval("freeze")));
    expect(fmt::format("with 5,000 it is {} ({}).", many.difference("freeze"), many.interval("freeze")));
    const Printed engage = type("standoff run dprk/2022 --set USA.policy=engage");
    expect(fmt::format("{} freezes of 500 ({}), for {}.", engage.count("freeze"), engage.share("freeze"),
                       run.count("freeze")));
}

TEST_F(TeachingPage, TheFirstStepsOfTheHomeworkHaveTheirNumbers) {
    read("homework.md");
    const Printed run = type("standoff run dprk/2022 --show 1-5");
    const Printed odds = why("2022-02-07 --actor DPRK", "North Korea: test(icbm, far)");
    expect(fmt::format("Short-range missile {}, do nothing {}, the intercontinental missile {}.",
                       whole(odds.odds("test(srbm, far)")), whole(odds.odds("hold")),
                       whole(odds.odds("> test(icbm, far)"))));
    for (const char* term : {"+1.01 security", "+0.372 neglect", "-2.35 readiness", "-0.322 danger"})
        (void)odds.after(term);
    expect(
        "*Security* (+1.01) and *neglect* (+0.372) speak for it, *readiness* (−2.35) and *danger* (−0.322) against "
        "it.");

    const std::map<std::string, std::string> weapons = {
        {"srbm", "short-range missile"}, {"irbm", "intermediate missile"}, {"icbm", "intercontinental missile"}};
    const auto results = folder() / "results/dprk-2022/run";
    const auto runs = table_in(results / "runs.csv");
    for (const auto& event : table_in(results / "events.csv")) {
        if (event.at("date") != "2022-02-07" || event.at("actor") != "DPRK" || event.at("run") == "4") continue;
        const auto& ended = runs.at(std::stoul(event.at("run")) - 1);
        const std::string tests = ended.at("nuclear_tests");
        expect(fmt::format("| {} | {} | {} | {} |", event.at("run"), weapons.at(event.at("target")),
                           tests == "0" ? "none" : tests + ", after " + ended.at("weeks_to_nuclear") + " weeks",
                           ended.at("outcome")));
    }
    EXPECT_LT(std::stod(why("2023-03-13 --actor DPRK", "North Korea: test(nuclear").odds("> test(nuclear, far)")), 1);
    const int never = std::stoi(run.after("weeks_to_nuclear").back());
    expect(fmt::format("in {} of 500 runs there is one", 500 - never));
    const Printed no_drills = type("standoff run dprk/2022 --variant no_drills");
    expect(fmt::format("without all drills the mean is {} nuclear tests for {}.", no_drills.mean("nuclear_tests"),
                       run.mean("nuclear_tests")));

    const Printed compared = type(pressure);
    expect(fmt::format(
        "Freeze {} becomes {}. Paired differences: {} points ({}) for freeze, {} missiles in the mean ({}).",
        compared.base("freeze"), compared.changed("freeze"), compared.difference("freeze"), compared.interval("freeze"),
        compared.difference("missiles"), compared.interval("missiles")));
    const Printed pressed = type("standoff run dprk/2022 --set USA.policy=maximum_pressure");
    const auto medians = [&](const std::string& measure) {
        return run.median(measure) + " to " + pressed.median(measure);
    };
    expect(fmt::format("offers {}, shows of force {}, national sanctions {}, bargains {}. Not: mean pressure ({})",
                       medians("offers"), medians("shows_of_force"), medians("sanction_steps"), medians("deals"),
                       medians("mean_pressure")));
    const Printed other_luck = type(pressure, "--seed 2");
    const Printed many = type(pressure, "--runs 5000");
    expect(fmt::format("a freeze comes in {} and {}, a difference of {} points that could be none ({}).",
                       other_luck.base("freeze"), other_luck.changed("freeze"), other_luck.difference("freeze"),
                       other_luck.interval("freeze")));
    expect(fmt::format("with 5,000 it is {} ({}).", many.difference("freeze"), many.interval("freeze")));
}

TEST_F(TeachingPage, TheLastStepsOfTheHomeworkHaveTheirNumbers) {
    read("homework.md");
    const Printed run = type("standoff run dprk/2022");
    const Printed dove = type("standoff run dprk/2022 --set 'calendar.Yoon inaugurated=off'");
    expect(
        fmt::format("War {} becomes {} of 500; missiles {} to {} in the median, {} to {} in the mean; freeze {} to {}.",
                    run.share("war"), dove.count("war"), run.median("missiles"), dove.median("missiles"),
                    run.mean("missiles"), dove.mean("missiles"), run.share("freeze"), dove.share("freeze")));
    expect(fmt::format("says that {} of 500 against {} of 500", run.count("war"), dove.count("war")));

    // Whose the bargains are is told by measures that the page adds to a copy of the scenario.
    const std::filesystem::path source = STANDOFF_SOURCE_DIR;
    for (const char* part : {"scenarios", "data"})
        std::filesystem::copy(source / part, folder() / part, std::filesystem::copy_options::recursive);
    std::string measures = "measures:\n";
    for (const char* actor : {"ROK", "USA"}) {
        const std::string measure = fmt::format("with_{0}: times(accept to {0}) + times(agree by {0})", actor);
        expect("`" + measure + "`");
        measures += "  " + measure + "\n";
    }
    const auto copied = folder() / "scenarios/dprk/2022.yaml";
    testing::put(copied, testing::text_in(copied) + measures);
    const std::string of_copy = "standoff run scenarios/dprk/2022.yaml --files none";
    const Printed own(reader().type(of_copy).out);
    const Printed own_dove(reader().type(of_copy + " --set 'calendar.Yoon inaugurated=off'").out);
    expect(fmt::format("in the mean {} a run with Seoul for {}, and with Washington, whose ear counts most, {} for {}.",
                       own_dove.mean("with_ROK"), own.mean("with_ROK"), own_dove.mean("with_USA"),
                       own.mean("with_USA")));

    type("standoff run dprk/2022 --show 5");
    const Printed snap = why("2022-05-16 --actor ROK", "South Korea: snap_back");
    const Printed walk = why("2022-04-25 --actor USA", "United States: walk_out");
    expect(fmt::format("snap back {}, doing nothing {}, by anger.", snap.odds("> snap_back(DPRK)"), snap.odds("hold")));
    expect(fmt::format("walk-out had {}, holding {} and agreeing {}:", walk.odds("> walk_out(DPRK)"), walk.odds("hold"),
                       walk.odds("agree(DPRK)")));

    const std::string relief = "standoff run dprk/2022 --variant relief_for_freeze";
    const Printed paid = type(relief);
    const Printed broken = type(relief + " --set w_setback=3");
    const Printed free = type(relief, "--set w_setback=0");
    expect(fmt::format("a freeze comes in {} of the runs for {}, and the median of missiles is {} for {}.",
                       paid.share("freeze"), run.share("freeze"), paid.median("missiles"), run.median("missiles")));
    expect(fmt::format("The price is concessions, {} for {} in the median.", paid.median("concessions"),
                       run.median("concessions")));
    expect(fmt::format("freeze {}, missiles {}; at 0: {} and {}.", broken.share("freeze"), broken.median("missiles"),
                       free.share("freeze"), free.median("missiles")));
    expect(fmt::format("in the scenario as it is they get one in {} of 500", run.count("freeze")));

    expect(fmt::format("(on paper; it was {})", run.median("missiles")));
    expect(fmt::format("launched from {} to 3 or less.", run.median("icbm_tests")));
    expect(fmt::format("| as it is | {} | {} |", run.median("icbm_tests"), run.median("missiles")));
    for (const char* set : {"DPRK.policy=hedge", "w_security=0", "DPRK.weakness=0", "w_neglect=0"}) {
        const Printed changed = type("standoff run dprk/2022", std::string("--set ") + set);
        expect(fmt::format("| `{}` | {} | {} |", set, changed.median("icbm_tests"), changed.median("missiles")));
    }
}

TEST_F(TeachingPage, TheRolePlayHasItsNumbers) {
    read("role-play.md");
    const Printed twins = type("standoff run dprk/ten-weeks", "--runs 200");
    ASSERT_EQ(twins.count("war"), "0");
    expect(fmt::format("{} of 200 runs end in a bargain, {} on the brink, {} in a standoff, none in war.",
                       twins.count("bargain"), twins.count("brink"), twins.count("standoff")));

    int missiles = 0;
    int weeks_with_a_launch = 0;
    for (const auto& week : table_in(std::filesystem::path(STANDOFF_SOURCE_DIR) / "data/dprk-launches-2022.csv")) {
        if (week.at("week") < "2022-08-22" || week.at("week") > "2022-10-24") continue;
        weeks_with_a_launch += std::stoi(week.at("launched"));
        missiles += std::stoi(week.at("missiles"));
    }
    EXPECT_EQ(weeks_with_a_launch, 5);
    expect("came in five of the ten weeks");
    expect(fmt::format("{} missiles in all", missiles));
    const Printed run = type("standoff run dprk/ten-weeks");
    expect(fmt::format("the mean of 500 runs is {} weeks with a launch and {} missiles", run.mean("launch_weeks"),
                       run.mean("missiles")));
    const auto expect_row = [&](const std::string& name, const Printed& result) {
        expect(fmt::format("| {} | {} | {} | {} |", name, result.share("bargain"), result.share("brink"),
                           result.mean("missiles")));
    };
    expect_row("as it is", run);
    for (const char* set :
         {"USA.policy=engage", "ROK.policy=engage", "USA.policy=maximum_pressure", "DPRK.policy=hedge"})
        expect_row(fmt::format("`{}`", set), type("standoff run dprk/ten-weeks", std::string("--set ") + set));
}

}  // namespace
}  // namespace standoff::testing
