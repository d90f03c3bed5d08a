#include "base/lists.hpp"

#include <gtest/gtest.h>

namespace standoff {
namespace {

TEST(Lists, ReadAsInASentence) {
    EXPECT_EQ(joined({}), "");
    EXPECT_EQ(joined({"a"}), "a");
    EXPECT_EQ(joined({"a", "b"}, "or"), "a or b");
    EXPECT_EQ(joined({"a", "b", "c"}), "a, b and c");
}

}  // namespace
}  // namespace standoff
