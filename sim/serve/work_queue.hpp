// Where requests wait for the engine: a few at a time are worked on, each client's in turn.
//
// A client has one place for each kind of request: what it asks anew takes the place of what still waits, and stops
// what is being worked on.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace standoff {

class WorkQueue {
public:
    struct Job {
        std::string client;                         ///< empty: nobody whose requests follow each other
        std::string kind;                           ///< of two with one client and kind the later one counts
        std::function<void(std::stop_token)> work;  ///< on a worker's thread; must not throw
        std::function<void()> outdated;             ///< instead of `work`, on the thread that submits
    };

    explicit WorkQueue(unsigned workers);
    /// Stops what is being worked on; what waits is never begun.
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;

    /// The source stops this job, whether it waits or not.
    std::stop_source submit(Job job);

private:
    struct Entry {
        Job job;
        std::stop_source stop;
    };
    void work();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::list<Entry> waiting_;
    std::list<Entry*> running_;
    bool closed_ = false;
    std::vector<std::jthread> workers_;
};

}  // namespace standoff
