// What a file says in words, and which number its words are about.
#include <gtest/gtest.h>

#include "scenario/files.hpp"

namespace standoff {
namespace {

const std::string theory =
    "standoff: 1\ntheory: T\nabout: A theory.\nsource: A book.\n"
    "parameters: {a: {value: 1, source: Old.}, b: {value: 1/3, source: Old.}, c: {value: 3, source: Old.}}\n"
    "variables: {x: a + b + c}\n";

TEST(Sources, OfAReplacedValueAreThoseOfItsOwnFile) {
    const Files files;
    files.write("theory.yaml", theory);
    const Scenario scenario = files.load(abstract_head +
                                         "uses: theory.yaml\nabout: A case.\n"
                                         "parameters: {a: 2, b: {source: New., value: 0.5}}\n"
                                         "measures: {end: final(x)}\n");
    ASSERT_EQ(brief(scenario), "");
    const Parameter& a = named(scenario.spec->parameters, "a");
    EXPECT_EQ(a.written + "|" + a.source + "|" + a.declared + "|" + a.declared_source, "2||1|Old.");
    const Parameter& b = named(scenario.spec->parameters, "b");
    EXPECT_EQ(b.written + "|" + b.source + "|" + b.declared + "|" + b.declared_source, "0.5|New.|1/3|Old.");
    const Parameter& c = named(scenario.spec->parameters, "c");
    EXPECT_EQ(c.written + "|" + c.source + "|" + c.declared + "|" + c.declared_source, "3|Old.||");
    EXPECT_EQ(scenario.spec->about + scenario.spec->source, "A case.");
    EXPECT_EQ(scenario.spec->theory_prose.about + scenario.spec->theory_prose.source, "A theory.A book.");
}

TEST(Sources, AreLostToASecondReplacement) {
    const Files files;
    files.write("theory.yaml", theory);
    LoadOptions options;
    options.set = {"b=0.7"};
    const Scenario scenario = files.load(abstract_head +
                                             "uses: theory.yaml\nparameters: {b: {value: 0.5, source: New.}}\n"
                                             "measures: {end: final(x)}\n",
                                         options);
    ASSERT_EQ(brief(scenario), "");
    const Parameter& b = named(scenario.spec->parameters, "b");
    EXPECT_EQ(b.written + "|" + b.source + "|" + b.declared + "|" + b.declared_source, "0.7||1/3|Old.");
}

}  // namespace
}  // namespace standoff
