#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace standoff {

void for_each_task(std::size_t count, int jobs, const std::function<void(std::size_t)>& task) {
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr error;
    const auto work = [&] {
        try {
            for (std::size_t i = next++; i < count; i = next++) task(i);
        } catch (...) {
            next = count;
            const std::scoped_lock lock(mutex);
            if (!error) error = std::current_exception();
        }
    };
    {
        const std::size_t threads = jobs > 0 ? static_cast<std::size_t>(jobs) : std::thread::hardware_concurrency();
        std::vector<std::jthread> others;
        const auto start_another = [&] {
            try {
                others.emplace_back(work);
                return true;
            } catch (const std::system_error&) {
                return false;  // fewer threads do the same work
            }
        };
        while (others.size() + 1 < std::min(threads, count) && start_another()) continue;
        work();
    }
    if (error) std::rethrow_exception(error);
}

}  // namespace standoff
