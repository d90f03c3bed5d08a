#include "experiment/disk_faults.hpp"

#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <new>
#include <stdexcept>

namespace standoff::testing {

namespace {

/// What the process tells the one that waits for it.
struct Shared {
    std::size_t changes = 0;
    char letters[1U << 16U] = {};
    char error[1024] = {};
};

Shared* shared = nullptr;  // null: nothing is watched
Fault fault = Fault::none;
std::size_t fault_at = 0;

/// Notes a change; true if the fault is due.
bool due(char letter) {
    if (shared == nullptr) return false;
    const std::size_t number = shared->changes++;
    if (number < sizeof shared->letters) shared->letters[number] = letter;
    return fault != Fault::none && number >= fault_at;
}

void die() { (void)kill(getpid(), SIGKILL); }

/// Of a change that is done whole or not at all.
void change(char letter) {
    if (due(letter) && fault == Fault::kill) die();
}

ssize_t faulty_pwrite(int descriptor, const void* bytes, std::size_t size, off_t offset) {
    if (due('w')) {
        if (fault == Fault::full) {
            errno = ENOSPC;
            return -1;
        }
        (void)syscall(SYS_pwrite64, descriptor, bytes, size / 2, offset);
        die();
    }
    return syscall(SYS_pwrite64, descriptor, bytes, size, offset);
}

ssize_t faulty_write(int descriptor, const void* bytes, std::size_t size) {
    if (due('w')) {
        if (fault == Fault::full) {
            errno = ENOSPC;
            return -1;
        }
        (void)syscall(SYS_write, descriptor, bytes, size / 2);
        die();
    }
    return syscall(SYS_write, descriptor, bytes, size);
}

int faulty_ftruncate(int descriptor, off_t size) {
    change('t');
    return static_cast<int>(syscall(SYS_ftruncate, descriptor, size));
}

int faulty_unlink(const char* path) {
    change('u');
    return static_cast<int>(syscall(SYS_unlink, path));
}

template <class Function>
void put_in_place(const char* name, Function* function) {
    sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
    if (vfs->xGetSystemCall(vfs, name) != nullptr)
        vfs->xSetSystemCall(vfs, name, reinterpret_cast<sqlite3_syscall_ptr>(function));
}

[[noreturn]] void play(const std::function<void()>& action) {
    put_in_place("pwrite", faulty_pwrite);
    put_in_place("pwrite64", faulty_pwrite);
    put_in_place("write", faulty_write);
    put_in_place("ftruncate", faulty_ftruncate);
    put_in_place("unlink", faulty_unlink);
    int code = 0;
    try {
        action();
    } catch (const std::exception& error) {
        std::strncpy(shared->error, error.what(), sizeof shared->error - 1);
        code = 1;
    }
    _exit(code);
}

}  // namespace

Ending run_with_fault(Fault what, std::size_t at, const std::function<void()>& action) {
    void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::runtime_error("no shared memory");
    auto* told = new (memory) Shared;
    const pid_t child = fork();
    if (child == 0) {
        shared = told;
        fault = what;
        fault_at = at;
        play(action);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) != child) throw std::runtime_error("no process");
    Ending ending;
    if (WIFSIGNALED(status)) ending.signal = WTERMSIG(status);
    else ending.code = WEXITSTATUS(status);
    ending.changes.assign(told->letters, std::min(told->changes, sizeof told->letters));
    ending.error = told->error;
    ending.peak_kilobytes = usage.ru_maxrss;
    munmap(memory, sizeof(Shared));
    return ending;
}

}  // namespace standoff::testing

using standoff::testing::change;

// NOLINTBEGIN: names and linkage of the C library
extern "C" {
// What a process gave to the system outlives it: only a power cut would need the wait for the disk, 10 ms each.
int fsync(int) {
    change('s');
    return 0;
}
int fdatasync(int) {
    change('s');
    return 0;
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned int flags) noexcept {
    change('r');
    return static_cast<int>(syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}
int remove(const char* path) noexcept {
    if (syscall(SYS_rmdir, path) == 0) return 0;  // a folder of the test itself
    if (errno != ENOTDIR) return -1;
    change('u');
    return static_cast<int>(syscall(SYS_unlink, path));
}
}
// NOLINTEND
