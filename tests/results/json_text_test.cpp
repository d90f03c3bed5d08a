// JSON that is written straight: the same text that nlohmann-json makes of the same values.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include <nlohmann/json.hpp>

#include "results/json_text.hpp"

namespace standoff {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(JsonText, SetsCommasBetweenValuesAndMembers) {
    JsonText json;
    json.open('{').key("a").open('[').whole(1).text("two:").flag(true).open('[').close(']').open('{').close('}').close(
        ']');
    json.key("b").json("null").key("c").open('{').key("d").number(0.5).close('}').close('}');
    EXPECT_EQ(json.take(), R"({"a":[1,"two:",true,[],{}],"b":null,"c":{"d":0.5}})");
}

TEST(JsonText, EscapesAsNlohmannDoes) {
    for (const std::string text :
         {"", "test(icbm, far)", "a \"quote\"", "back\\slash", "line\nend\ttab\x01\x7f", "café 核", "half\xff"}) {
        const std::string same = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        EXPECT_EQ(JsonText().text(text).take(), same);
        EXPECT_EQ(JsonText().open('{').key(text).whole(1).close('}').take(), "{" + same + ":1}");
    }
}

TEST(JsonText, WritesNumbersAsNlohmannDoes) {
    std::mt19937_64 bits(7);
    nlohmann::json same = nlohmann::json::array();
    JsonText json;
    json.open('[');
    const auto add = [&](double value) {
        json.number(value);
        same.push_back(value);
    };
    for (const double value :
         {0.0, -0.0, 1.0, -3.0, 0.1, 1.0 / 3, 1e-5, 1e15, 1e16, 123456789.0, 5e-324, 1.7976931348623157e308})
        add(value);
    for (int i = 0; i < 10000; ++i) {
        const double value = std::bit_cast<double>(bits());
        if (std::isfinite(value)) add(value);
    }
    EXPECT_EQ(json.close(']').take(), same.dump());
}

TEST(JsonText, HasWordsForWhatIsNotFinite) {
    JsonText json;
    json.open('[').number(infinity).number(-infinity).number(std::nan("")).number(infinity, 4).number(std::nan(""), 4);
    EXPECT_EQ(json.close(']').take(), R"(["inf","-inf",null,"inf",null])");
}

TEST(JsonText, RoundsToSignificantDigits) {
    JsonText json;
    json.open('[').number(1.0 / 3, 4).number(-0.0, 4).number(35, 4).number(2.5e-9, 4).number(1234567.8, 6);
    const nlohmann::json parsed = nlohmann::json::parse(json.close(']').take());
    EXPECT_EQ(parsed, nlohmann::json::parse("[0.3333, 0, 35, 2.5e-9, 1234570]"));
}

}  // namespace
}  // namespace standoff
