#include "report/error_page.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace standoff {
namespace {

constexpr std::string_view sample = R"(# E999: sample

A range of [0, 1] is meant. This sentence goes on for longer than a terminal with its eighty columns is
wide, see [E401](E401.md).

Wrong:

```yaml
actors:
  ARA: {role: rival}
```
)";

TEST(PageText, IsWrappedAndItsExamplesIndented) {
    EXPECT_EQ(page_text(sample, false), R"(E999: sample

A range of [0, 1] is meant. This sentence goes on for longer than a terminal
with its eighty columns is wide, see E401.

Wrong:

    actors:
      ARA: {role: rival}
)");
}

TEST(PageText, HasBoldHeadingsWhereColourIsWanted) {
    const std::string text = page_text(sample, true);
    EXPECT_EQ(text.find("\033[1mE999: sample\033[0m\n"), 0U);
    EXPECT_NE(text.find("\n\033[1mWrong:\033[0m\n"), std::string::npos);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\033'), 4);
}

TEST(ErrorPage, IsFoundByItsCode) {
    const std::optional<std::string_view> page = error_page("E207");
    ASSERT_TRUE(page);
    EXPECT_TRUE(page->starts_with("# E207: name is unknown\n"));
    EXPECT_FALSE(error_page("E999"));
    EXPECT_FALSE(error_page("README"));
}

TEST(ErrorPage, AllAreSortedByCode) {
    EXPECT_TRUE(std::is_sorted(error_pages().begin(), error_pages().end(),
                               [](const ErrorPage& a, const ErrorPage& b) { return a.code < b.code; }));
}

}  // namespace
}  // namespace standoff
