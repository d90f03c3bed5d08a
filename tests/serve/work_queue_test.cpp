#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "serve/work_queue.hpp"

namespace standoff {
namespace {

/// Notes what was worked on; the first job holds the only worker until it is let go.
class WorkQueueTest : public ::testing::Test {
protected:
    WorkQueue::Job job(const std::string& client, const std::string& kind, const std::string& name) {
        return {client, kind, [this, name](const std::stop_token&) { note("worked " + name); },
                [this, name] { note("outdated " + name); }};
    }
    WorkQueue::Job holding(const std::string& client, const std::string& kind) {
        return {client, kind,
                [this](const std::stop_token& stop) {
                    std::unique_lock lock(mutex_);
                    held_ = true;
                    changed_.notify_all();
                    changed_.wait(lock, [&] { return !held_; });
                    notes_.emplace_back(stop.stop_requested() ? "held and stopped" : "held");
                },
                [] {}};
    }
    void wait_until_held() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return held_; });
    }
    void let_go() {
        const std::scoped_lock lock(mutex_);
        held_ = false;
        changed_.notify_all();
    }
    void note(std::string text) {
        const std::scoped_lock lock(mutex_);
        notes_.push_back(std::move(text));
        changed_.notify_all();
    }
    std::vector<std::string> notes_after(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return notes_.size() >= count; });
        return notes_;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool held_ = false;
    std::vector<std::string> notes_;
    WorkQueue queue_{1};
};

TEST_F(WorkQueueTest, WhatIsAskedAnewTakesThePlaceOfWhatWaits) {
    queue_.submit(holding("z", "run"));
    wait_until_held();
    queue_.submit(job("a", "run", "a1"));
    queue_.submit(job("b", "run", "b1"));
    queue_.submit(job("a", "run", "a2"));
    queue_.submit(job("a", "scenario", "a3"));
    queue_.submit(job("", "run", "nobody 1"));
    queue_.submit(job("", "run", "nobody 2"));
    let_go();
    EXPECT_EQ(notes_after(7), (std::vector<std::string>{"outdated a1", "held", "worked a2", "worked b1", "worked a3",
                                                        "worked nobody 1", "worked nobody 2"}));
}

TEST_F(WorkQueueTest, WhatIsAskedAnewStopsWhatIsWorkedOn) {
    queue_.submit(holding("a", "run"));
    wait_until_held();
    queue_.submit(job("b", "run", "b1"));
    queue_.submit(job("a", "run", "a1"));
    let_go();
    EXPECT_EQ(notes_after(3), (std::vector<std::string>{"held and stopped", "worked b1", "worked a1"}));
}

TEST_F(WorkQueueTest, OneJobIsStoppedAloneWhileItWaits) {
    queue_.submit(holding("a", "run"));
    wait_until_held();
    bool stopped = false;
    std::stop_source stop = queue_.submit({"b", "run",
                                           [&](const std::stop_token& token) {
                                               stopped = token.stop_requested();
                                               note("b");
                                           },
                                           [] {}});
    stop.request_stop();
    let_go();
    EXPECT_EQ(notes_after(2), (std::vector<std::string>{"held", "b"}));
    EXPECT_TRUE(stopped);
}

TEST(WorkQueue, WhatWaitsIsNotBegunAtTheEnd) {
    bool begun = false;
    {
        WorkQueue queue(1);
        queue.submit({"a", "run",
                      [&](const std::stop_token& stop) {
                          while (!stop.stop_requested()) std::this_thread::yield();
                      },
                      [] {}});
        queue.submit({"b", "run", [&](const std::stop_token&) { begun = true; }, [] {}});
    }
    EXPECT_FALSE(begun);
}

}  // namespace
}  // namespace standoff
