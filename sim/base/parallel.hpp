// Tasks that do not depend on each other, shared by threads.
#pragma once

#include <cstddef>
#include <functional>

namespace standoff {

/// Calls task(0) … task(count - 1), each once, in any order, on up to `jobs` threads (0: all cores), one of them the
/// caller's. What a task throws first is thrown from here, once none runs any more; tasks not begun by then are
/// dropped.
void for_each_task(std::size_t count, int jobs, const std::function<void(std::size_t)>& task);

}  // namespace standoff
