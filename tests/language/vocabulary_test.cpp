#include "language/vocabulary.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace standoff::vocabulary {
namespace {

TEST(Vocabulary, SaysOfEveryFunctionHowItIsWrittenAndWhatItGives) {
    std::set<std::string_view> meanings;
    for (const std::string& name : function_names()) {
        const std::vector<Definition> definitions = definitions_of(name);
        EXPECT_FALSE(definitions.empty()) << name;
        for (const Definition& one : definitions) {
            EXPECT_TRUE(one.usage.starts_with(name + "(") && one.usage.ends_with(")")) << one.usage;
            EXPECT_GE(one.meaning.size(), 15U) << name;
            EXPECT_FALSE(one.meaning.ends_with(".")) << one.meaning;
            meanings.insert(one.meaning);
        }
    }
    EXPECT_EQ(meanings.size(), function_names().size()) << "two words that mean the same";
}

TEST(Vocabulary, GivesBothMeaningsOfAWordThatHasTwo) {
    EXPECT_EQ(usage_of("min"), "`min(a, b)` or `min(x for c in set)`");
    EXPECT_EQ(usage_of("count"), "`count(condition for c in set)` or `count(act)`");
    EXPECT_EQ(usage_of("tension"), "");
}

}  // namespace
}  // namespace standoff::vocabulary
