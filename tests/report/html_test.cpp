#include "report/html.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "report/page_words.hpp"

namespace standoff {
namespace {

TEST(Html, EscapesTextAndValues) {
    Html html;
    html.begin("p", {{"title", "\"><img src=x>"}}).text("a < b & 'c'").end();
    EXPECT_EQ(html.take(),
              "<!doctype html>\n<p title=\"&quot;&gt;&lt;img src=x&gt;\">a &lt; b &amp; &#39;c&#39;</p>\n");
}

TEST(Html, ReplacesWhatIsNoCharacterAndWhatTurnsText) {
    EXPECT_EQ(escaped("\xff\x1b[2J"), "\xef\xbf\xbd\xef\xbf\xbd[2J");
    EXPECT_EQ(escaped("\xe2\x80\xae"
                      "abc"),
              "\xef\xbf\xbd"
              "abc");  // right-to-left override
}

TEST(Html, RefusesAScriptThatWouldEndEarly) {
    EXPECT_THROW(Html().raw("script", "x = '</SCRIPT>'"), std::logic_error);
    EXPECT_THROW(Html().raw("style", "a{}</style"), std::logic_error);
    EXPECT_THROW(Html().raw("script", "<!-- "), std::logic_error);
    EXPECT_NO_THROW(Html().raw("script", "a < b && c"));
}

TEST(Html, WantsEveryElementEnded) {
    Html html;
    html.begin("p");
    EXPECT_THROW((void)html.take(), std::logic_error);
    EXPECT_THROW(Html().end(), std::logic_error);
}

TEST(PageWords, FillTemplatesAndChooseForms) {
    EXPECT_EQ(say("page.step", {{"step", "7"}}), "step 7");
    EXPECT_EQ(say("page.outcomes.title", 1, {{"runs", "1"}}), "How the run ended");
    EXPECT_EQ(say("page.outcomes.title", 500, {{"runs", "500"}}), "How 500 runs ended");
    EXPECT_THROW((void)say("page.no_such_text"), std::logic_error);
    EXPECT_THROW((void)say("page.step"), std::logic_error);
}

TEST(PageWords, AreBoldBetweenStarsButForValues) {
    Html html;
    write(html, "page.lede.all", 2, {{"runs", "2"}, {"first", "*<b>*"}});
    EXPECT_EQ(html.take(), "<!doctype html>\n<strong>All 2 runs</strong> ended in <strong>*&lt;b&gt;*</strong>.");
}

TEST(PageWords, GroupDigits) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1,000");
    EXPECT_EQ(grouped(1234567), "1,234,567");
}

}  // namespace
}  // namespace standoff
