// Files made to hurt: each ends in an error that says why, within a second of processor time and 100 MB of memory.
//
// The limits are those of a release. Where assertions or sanitizers are compiled in, only the errors are looked at.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "cli/program.hpp"
#include "temporary_folder.hpp"

namespace standoff {
namespace {

using testing::Finished;
using testing::put;
using testing::run_program;
using testing::Start;
using testing::TemporaryFolder;
namespace fs = std::filesystem;

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define STANDOFF_SANITIZED
#endif
#endif
#if defined(NDEBUG) && !defined(STANDOFF_SANITIZED)
constexpr bool limits_hold = true;
#else
constexpr bool limits_hold = false;
#endif

constexpr double most_seconds = 1;
constexpr long most_kib = 100 * 1024;

void expect_within_limits(const Finished& ended, const std::string& what) {
    if (!limits_hold) return;
    EXPECT_LT(ended.processor_seconds, most_seconds) << what;
    EXPECT_LT(ended.peak_kib, most_kib) << what;
}

Finished run_in(const fs::path& folder, const std::string& command, const std::string& file) {
    Start start;
    start.arguments = {command, file};
    start.folder = folder;
    return run_program(start);
}

/// `check` and `run` of a file in `folder` end in the error `code`, within the limits.
void expect_refused(const fs::path& folder, const std::string& file, const std::string& code) {
    for (const auto& [command, exit_code] : {std::pair{"check", 1}, std::pair{"run", 3}}) {
        const Finished ended = run_in(folder, command, file);
        const std::string said = ended.out + ended.err;
        const std::string what = std::string(command) + " " + file + "\n" + said.substr(0, 2000);
        EXPECT_EQ(ended.exit_code, exit_code) << what;
        EXPECT_NE(said.find("error[" + code + "]"), std::string::npos) << what;
        expect_within_limits(ended, what);
    }
}

std::string times(std::size_t count, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

std::string numbered(int count, const std::function<std::string(int)>& line) {
    std::string all;
    for (int i = 0; i < count; ++i) all += line(i);
    return all;
}

const std::string title = "standoff: 1\nscenario: Hostile\n";
const std::string abstract = title + "time: {step: 1, steps: 5}\noutcomes: {otherwise: over}\n";
const std::string dated = title + "time: {start: 2022-01-03, step: 1 week, steps: 50}\noutcomes: {otherwise: over}\n";

std::string actors(int count, const std::string& more = {}) {
    return "roles: {side: {}}\nactors:\n" +
           numbered(count, [&](int i) { return fmt::format("  a{}: {{role: side{}}}\n", i, more); });
}

/// `x' = ` and what follows, as the only dynamics.
std::string dynamics(const std::string& right) {
    return abstract + "variables: {x: 0}\ndynamics:\n  - \"x' = " + right + "\"\n";
}

/// A formula folded over lines of a thousand characters.
std::string folded(const std::string& right) {
    std::string text = abstract + "variables: {x: 0}\ndynamics:\n  - >\n    x' =\n";
    for (std::size_t at = 0; at < right.size(); at += 1000) text += "    " + right.substr(at, 1000) + "\n";
    return text;
}

struct Hostile {
    std::string name;
    std::string code;
    std::function<std::string()> text;
};

const std::vector<Hostile> hostile = {
    {"Empty", "E110", [] { return std::string(); }},
    {"NoKeys", "E205", [] { return std::string("{}\n"); }},
    {"AFirstKeyWithoutValue", "E109", [] { return title + "time: {st,ep: 1, 1 day: 1}\n"; }},
    {"ZeroBytes", "E103", [] { return std::string(100'000, '\0'); }},
    {"NotUtf8", "E103", [] { return title + "about: \xff\xfe\n"; }},
    {"Utf16", "E103", [] { return std::string("\xff\xfes\0t\0a\0n\0d\0", 12); }},
    {"ALineOfFourMegabytes", "E102", [] { return title + "about: " + std::string(4'000'000, 'x') + "\n"; }},
    {"DeepBrackets", "E102", [] { return title + "about: " + times(60'000, "[") + "\n"; }},
    {"DeepBraces", "E102", [] { return title + times(20'000, "{a: ") + "\n"; }},
    {"DeepLists", "E102", [] { return title + "about: \n" + times(30'000, "- ") + "x\n"; }},
    {"DeepIndentation", "E102",
     [] { return title + numbered(1500, [](int i) { return std::string(i, ' ') + "a:\n"; }); }},
    {"AliasBomb", "E106",
     [] {
         return title + "a0: &a0 [x, x]\n" + numbered(2000, [](int i) {
                    return fmt::format("a{}: &a{} [*a{}, *a{}, *a{}]\n", i + 1, i + 1, i, i, i);
                });
     }},
    {"AMillionActors", "E102",
     [] { return abstract + "actors:\n" + numbered(250'000, [](int i) { return fmt::format(" a{}: {{}}\n", i); }); }},
    {"TensOfThousandsOfActors", "E102", [] { return abstract + actors(50'000); }},
    {"ThousandsOfErrors", "E102",
     [] {
         return abstract + "variables:\n" +
                numbered(4900, [](int i) { return fmt::format("  v{}: {{initial: w{}}}\n", i, i); });
     }},
    {"UnknownSections", "E102",
     [] { return abstract + numbered(100'000, [](int i) { return fmt::format("k{}: 1\n", i); }); }},
    {"ThousandsOfErrorsOnOneLine", "E102",
     [] {
         return abstract + "variables: {" + numbered(4900, [](int i) { return fmt::format("x: {}, ", i); }) + "}\n";
     }},
    {"ThousandsOfEmptyItems", "E102",
     [] { return title + times(1'900'000, "#\n") + "about: [" + times(4000, ", ") + "]\n"; }},
    {"CirclesOfHundreds", "E102",
     [] {
         const auto everyone = [](int circle) {
             return numbered(350, [circle](int i) { return fmt::format("{}v{}", i > 0 ? " + " : "", circle + i); });
         };
         std::string text =
             abstract + "variables:\n" + numbered(1050, [](int i) { return fmt::format("  v{}: 0\n", i); });
         text += "dynamics:\n";
         for (int circle = 0; circle < 1050; circle += 350) {
             const std::string sum = everyone(circle);
             for (int i = 0; i < 350; ++i) text += fmt::format("  - \"v{}' = {}\"\n", circle + i, sum);
         }
         return text;
     }},
    {"LongNames", "E401",
     [] {
         const std::string name(30'000, 'n');
         return abstract + "variables:\n  ? " + name + "a\n  : {initial: " + name + "b}\n";
     }},
    {"AMegabyteFormula", "E302", [] { return folded(times(500'000, "x + ") + "x"); }},
    {"DeepParentheses", "E302", [] { return folded(std::string(1'000'000, '(')); }},
    {"AChainOfSigns", "E302", [] { return dynamics(times(30'000, "- ") + "x"); }},
    {"AChainOfNots", "E302", [] { return dynamics(times(16'000, "not ") + "x"); }},
    {"AChainOfPowers", "E302", [] { return dynamics(times(30'000, "x^") + "x"); }},
    {"AChainOfSums", "E302", [] { return dynamics(times(16'000, "x + ") + "x"); }},
    {"ManyLevels", "E523",
     [] {
         return abstract +
                "roles: {side: {}}\nactors: {A: {role: side, policy: p}}\n"
                "policies: {p: {by: side, main: {choose: random, weights: {go: 1}}}}\n"
                "actions:\n  go:\n    by: side\n    level:\n" +
                numbered(8, [](int i) { return fmt::format("      l{}: {{from: 0, to: 1, steps: 1000}}\n", i); });
     }},
    {"ABillionLevels", "E210",
     [] {
         return abstract +
                "roles: {side: {}}\nactors: {A: {role: side, policy: p}}\n"
                "policies: {p: {by: side, main: {choose: random, weights: {go: 1}}}}\n"
                "actions: {go: {by: side, level: {from: 0, to: 1, steps: 1000000000}}}\n";
     }},
    {"EverybodyAtEverybody", "E528",
     [] {
         return abstract + actors(1500, ", policy: p") +
                "policies: {p: {by: side, main: {choose: random, weights: {go: 1}}}}\n"
                "actions: {go: {by: side, to: side, level: [1, 2]}}\n";
     }},
    {"LoopsBesideEachOther", "E528",
     [] {
         return abstract + actors(1000) +
                "variables: {v: {of: side, initial: 1}, x: 0}\n"
                "dynamics: [\"x' = sum(a.v + b.v + c.v for a in side for b in side for c in side)\"]\n";
     }},
    {"LoopsThatAreNeverMet", "E528",
     [] {
         return abstract + actors(1000) +
                "variables: {v: {of: side, initial: 1}, x: 0}\n"
                "dynamics: [\"x' = sum(a.v for a in side for b in side for c in side if a == b and b == c)\"]\n";
     }},
    {"DatesFarBeyondTheRun", "E528",
     [] {
         return title + "time: {start: 1000-01-01, step: 1 month, steps: 5}\noutcomes: {otherwise: over}\n" +
                actors(600) +
                "variables: {x: 0}\n"
                "dynamics: [\"x' = count(now > date(9999-12-31) for a in side for b in side if a != b)\"]\n";
     }},
    {"PairsOfThousands", "E528",
     [] { return abstract + actors(4900) + "variables: {v: {of: side, toward: side, initial: 1}}\n"; }},
    {"DerivedPairsOfThousands", "E528",
     [] { return abstract + actors(4900) + "derived: {v: {of: side, toward: side, is: 1}}\n"; }},
    {"DerivedQuantitiesThatDouble", "E528",
     [] {
         return abstract + "variables: {x: 1}\nmeasures: {m: final(d60)}\nderived:\n  d0: x\n" +
                numbered(60, [](int i) { return fmt::format("  d{}: d{} + d{}\n", i + 1, i, i); });
     }},
    {"ALongChainOfDerivedQuantities", "E528",
     [] {
         return abstract + "variables: {x: 1}\nmeasures: {m: final(d0)}\nderived:\n  d4000: x\n" +
                numbered(4000, [](int i) { return fmt::format("  d{}: d{} + 1\n", i, i + 1); });
     }},
    {"ALongChainOfInitialValues", "E528",
     [] {
         return abstract + "measures: {m: final(v0)}\nvariables:\n  v4000: 1\n" +
                numbered(4000, [](int i) { return fmt::format("  v{}: {{initial: v{} + 1}}\n", i, i + 1); });
     }},
    {"ABillionSteps", "E224", [] { return title + "time: {step: 1, steps: 1000000000}\nvariables: {x: 0}\n"; }},
    {"MoreValuesThanCanBeRecorded", "E528",
     [] {
         return title +
                "time: {step: 1, steps: 900000}\noutcomes: {otherwise: over}\nvariables: {x: 0, y: 0}\n"
                "measures: {m: final(x + y)}\n";
     }},
    {"DaysForThousandsOfYears", "E528",
     [] {
         return title +
                "time: {start: 1000-01-01, step: 1 day, steps: 900000}\noutcomes: {otherwise: over}\n"
                "variables: {x: 0}\nmeasures: {m: final(x)}\n"
                "calendar: [{name: Daily, every: 1 week, from: 1000-01-01, until: 1900-01-01, effects: [x += 1]}]\n";
     }},
    {"EveryDayForThousandsOfYears", "E210",
     [] {
         return title +
                "time: {start: 1000-01-01, step: 1 year, steps: 8000}\noutcomes: {otherwise: over}\n"
                "variables: {x: 0}\nmeasures: {m: final(x)}\n"
                "calendar: [{name: Daily, every: 1 day, from: 1000-01-01, effects: [x += 1]}]\n";
     }},
    {"EveryInstant", "E210",
     [] {
         return abstract +
                "variables: {x: 0}\nmeasures: {m: final(x)}\n"
                "calendar: [{name: Often, every: 1e-300, from: -7, effects: [x += 1]}]\n";
     }},
    {"ThousandsOfOverlappingEntries", "E102",
     [] {
         return dated + "variables: {x: {input: true, initial: 0}}\nmeasures: {m: final(x)}\ncalendar:\n" +
                numbered(4900,
                         [](int i) { return fmt::format("- {{name: n{}, from: 2022-01-03, inputs: {{x: 1}}}}\n", i); });
     }},
    {"AHundredThousandEntries", "E102",
     [] {
         return dated + "variables: {x: 0}\ncalendar:\n" + numbered(50'000, [](int i) {
                    return fmt::format("- {{name: n{}, at: 2022-02-02, effects: [x += 1]}}\n", i);
                });
     }},
    {"ALongPast", "E528",
     [] {
         return title +
                "time: {step: 1, steps: 100000}\noutcomes: {otherwise: over}\nvariables: {x: 0}\n"
                "measures: {m: final(x)}\ndynamics: [\"x' = lag(x, 60000) + lag(2 * x, 60000)\"]\n";
     }},
    {"APastForEveryPair", "E528",
     [] {
         return title + "time: {step: 1, steps: 100}\noutcomes: {otherwise: over}\n" + actors(300) +
                "variables: {v: {of: side, initial: 1}, x: 0}\n"
                "dynamics: [\"x' = sum(lag(a.v + b.v, 90) for a in side for b in side)\"]\n";
     }},
    {"ASecondDocumentThatCannotBeRead", "E108", [] { return abstract + "---\na: 'never closed\n"; }},
    {"ASecondDocumentWithoutEnd", "E108",
     [] { return abstract + "---\n" + numbered(50'000, [](int i) { return fmt::format("k{}: 1\n", i); }); }},
    {"UsesItself", "E202", [] { return title + "uses: hostile.yaml\n"; }},
    {"UsesADevice", "E101", [] { return title + "uses: /dev/zero\n"; }},
    {"UsesAFolder", "E101", [] { return title + "uses: .\n"; }},
    {"UsesTheMemoryOfTheProgram", "E101", [] { return title + "uses: /proc/self/mem\n"; }},
};

class HostileFile : public ::testing::TestWithParam<Hostile> {};

TEST_P(HostileFile, EndsInAnError) {
    const TemporaryFolder here;
    put(here / "hostile.yaml", GetParam().text());
    expect_refused(here.path(), "hostile.yaml", GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Made, HostileFile, ::testing::ValuesIn(hostile),
                         [](const auto& one) { return one.param.name; });

TEST(HostileFiles, WhatIsNoFileOfTextIsRefused) {
    const TemporaryFolder here;
    ASSERT_EQ(mkfifo((here / "silent").c_str(), 0600), 0);
    fs::create_symlink("loop.yaml", here / "loop.yaml");
    std::ofstream(here / "huge.yaml").close();
    fs::resize_file(here / "huge.yaml", 200'000'000);
    for (const char* file : {".", "/dev/zero", "/dev/random", "silent", "/proc/self/mem", "loop.yaml"})
        for (const char* command : {"check", "run"}) {
            const Finished ended = run_in(here.path(), command, file);
            EXPECT_EQ(ended.exit_code, 3) << command << " " << file;
            EXPECT_NE(ended.out + ended.err, "") << command << " " << file;
            expect_within_limits(ended, file);
        }
    expect_refused(here.path(), "huge.yaml", "E102");
}

TEST(HostileFiles, ATableMayBeNoDeviceAndNotHuge) {
    const TemporaryFolder here;
    ASSERT_EQ(mkfifo((here / "silent").c_str(), 0600), 0);
    put(here / "commas.csv", times(40'000, ",") + "\n");
    std::ofstream huge(here / "huge.csv");
    huge << "day,n\n";
    const std::string rows = times(100'000, "2022-01-03,1\n");
    for (int i = 0; i < 80; ++i) huge << rows;
    huge.close();
    put(here / "long.csv", "day,n\n" + times(150'000, "2022-01-03,1\n"));
    for (const auto& [table, code] :
         {std::pair{"silent", "E101"}, std::pair{"/dev/zero", "E101"}, std::pair{"huge.csv", "E102"},
          std::pair{"long.csv", "E102"}, std::pair{"commas.csv", "E227"}, std::pair{".", "E101"}}) {
        put(here / "hostile.yaml", dated + fmt::format("variables: {{x: 0}}\nmeasures: {{m: final(x)}}\n"
                                                       "data: {{d: {{file: {}, date: day, value: n, compares: m}}}}\n",
                                                       table));
        expect_refused(here.path(), "hostile.yaml", code);
    }
}

TEST(HostileFiles, ATableIsReadAgainOnlySoOften) {
    const TemporaryFolder here;
    put(here / "t.csv", times(3'000, std::string(1000, '#') + "\n") + "day,n\n2022-01-03,1\n");
    put(here / "hostile.yaml",
        dated + "variables: {x: 0}\nmeasures: {m: final(x)}\ndata:\n" + numbered(4900, [](int i) {
            return fmt::format("  d{}: {{file: t.csv, date: day, value: n, compares: m}}\n", i);
        }));
    expect_refused(here.path(), "hostile.yaml", "E102");
}

TEST(HostileFiles, AFileThatGrowsWhileItIsReadIsReadOnce) {
    const TemporaryFolder here;
    put(here / "grows.yaml", title);
    std::jthread writer([&](const std::stop_token& stop) {
        std::ofstream file(here / "grows.yaml", std::ios::app);
        const std::string line = "# " + std::string(1000, 'x') + "\n";
        for (int i = 0; i < 100'000 && !stop.stop_requested(); ++i) file << line << std::flush;
    });
    const Finished ended = run_in(here.path(), "check", "grows.yaml");
    EXPECT_EQ(ended.exit_code, 1) << ended.out;  // it has no `time`, or is too large by then
    expect_within_limits(ended, "a file that grows");
}

TEST(HostileFiles, LineEndsAndAByteOrderMarkOfWindowsAreNoHarm) {
    const TemporaryFolder here;
    std::string text = testing::small_scenario();
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, "\r");
    put(here / "windows.yaml", "\xEF\xBB\xBF" + text);
    const Finished ended = run_in(here.path(), "check", "windows.yaml");
    EXPECT_EQ(ended.exit_code, 0) << ended.out << ended.err;
}

}  // namespace
}  // namespace standoff
