#include "base/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace standoff {
namespace {

TEST(ForEachTask, CallsEachOnceWhateverTheThreads) {
    for (const int jobs : {0, 1, 2, 3, 50}) {
        std::vector<int> calls(20, 0);
        for_each_task(calls.size(), jobs, [&](std::size_t i) { ++calls[i]; });
        EXPECT_EQ(calls, std::vector<int>(20, 1)) << jobs;
    }
    for_each_task(0, 2, [](std::size_t) { FAIL() << "there is none"; });
}

TEST(ForEachTask, WorksOnAsManyThreadsAsItMay) {
    std::atomic<int> begun = 0;
    // Either task waits for the other: one thread alone would never end.
    for_each_task(2, 2, [&](std::size_t) {
        ++begun;
        while (begun < 2) std::this_thread::yield();
    });
    std::set<std::thread::id> threads;
    for_each_task(5, 1, [&](std::size_t) { threads.insert(std::this_thread::get_id()); });
    EXPECT_EQ(threads, std::set{std::this_thread::get_id()});
}

TEST(ForEachTask, ThrowsWhatATaskThrew) {
    std::atomic<int> begun = 0;
    const auto fail = [&](std::size_t i) {
        ++begun;
        if (i == 3) throw std::runtime_error("the fourth");
    };
    EXPECT_THROW(for_each_task(1000, 1, fail), std::runtime_error);
    EXPECT_EQ(begun, 4);
    EXPECT_THROW(for_each_task(1000, 3, fail), std::runtime_error);
}

}  // namespace
}  // namespace standoff
