#include "experiment/parallel.hpp"

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
        try {
            while (others.size() + 1 < std::min(threads, count)) others.emplace_back(work);
        } catch (const std::system_error&) {
            // Fewer threads than asked for do the same work.
        }
        work();
    }
    if (error) std::rethrow_exception(error);
}

}  // namespace standoff
