// Ends the process, or fills the disk, at the n-th time that the disk is changed: by SQLite or by the store.
//
// SQLite lets a test put functions in the place of its system calls; those of the store, and both's fsync, are taken by
// functions of the same name in this program, which come before the C library's.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace standoff::testing {

#if defined(__has_feature)
constexpr bool address_sanitizer = __has_feature(address_sanitizer);
#else
constexpr bool address_sanitizer = false;
#endif

/// Tests that try every change take one in so many: with the sanitizer a new process costs half a second.
constexpr std::size_t stride = address_sanitizer ? 9 : 1;

enum class Fault {
    none,  ///< only counts
    kill,  ///< SIGKILL; of a write the first half is done
    full   ///< from then on no write has room
};

struct Ending {
    int signal = 0;  ///< that ended the process; 0 if none did
    int code = 0;
    std::string changes;  ///< one letter each: w write, t truncate, s sync, u unlink, r rename
    std::string error;    ///< what() of what `action` threw
    long peak_kilobytes = 0;
};

/// Runs `action` in a process of its own, with a fault at the `at`-th change, from 0.
[[nodiscard]] Ending run_with_fault(Fault fault, std::size_t at, const std::function<void()>& action);

}  // namespace standoff::testing
