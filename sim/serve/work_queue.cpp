#include "serve/work_queue.hpp"

#include <algorithm>
#include <utility>

namespace standoff {

WorkQueue::WorkQueue(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) workers_.emplace_back([this] { work(); });
}

WorkQueue::~WorkQueue() {
    {
        const std::scoped_lock lock(mutex_);
        closed_ = true;
        waiting_.clear();
        for (Entry* const entry : running_) entry->stop.request_stop();
    }
    changed_.notify_all();
}

std::stop_source WorkQueue::submit(Job job) {
    std::function<void()> outdated;
    std::stop_source stop;
    {
        const std::scoped_lock lock(mutex_);
        const auto same = [&](const Entry& other) {
            return !job.client.empty() && other.job.client == job.client && other.job.kind == job.kind;
        };
        for (Entry* const entry : running_)
            if (same(*entry)) entry->stop.request_stop();
        const auto before = std::find_if(waiting_.begin(), waiting_.end(), same);
        if (before == waiting_.end()) {
            waiting_.push_back({std::move(job), stop});
        } else {
            outdated = std::exchange(before->job, std::move(job)).outdated;
            before->stop = stop;
        }
    }
    changed_.notify_one();
    if (outdated) outdated();
    return stop;
}

void WorkQueue::work() {
    while (true) {
        std::list<Entry> taken;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
            if (closed_) return;
            taken.splice(taken.begin(), waiting_, waiting_.begin());
            running_.push_back(&taken.front());
        }
        Entry& entry = taken.front();
        entry.job.work(entry.stop.get_token());
        const std::scoped_lock lock(mutex_);
        running_.remove(&entry);
    }
}

}  // namespace standoff
