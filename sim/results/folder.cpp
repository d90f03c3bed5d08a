#include "results/folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "results/json_files.hpp"
#include "results/sha256.hpp"

namespace standoff {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t buffer_size = 1U << 16U;

std::string words(int error) { return std::generic_category().message(error); }

/// `results/x/run/` and `results/x/run` are one folder, and a link stands for what it points at.
fs::path plain(const fs::path& target) {
    fs::path path = target.lexically_normal();
    if (!path.has_filename()) path = path.parent_path();
    std::error_code error;
    if (fs::is_symlink(path, error)) {
        const fs::path real = fs::canonical(path, error);
        if (!error) return real;
    }
    return path;
}

fs::path beside(const fs::path& target, const std::string& name) { return target.parent_path() / name; }

fs::path old_of(const fs::path& target) { return beside(target, target.filename().string() + ".old"); }

[[noreturn]] void not_in_place(const fs::path& path, int error) {
    throw ResultsError(fmt::format("{} cannot be put in its place: {}", path.string(), words(error)));
}

/// Some file systems know the plain rename only.
bool unsupported(int error) { return error == EINVAL || error == ENOSYS || error == ENOTSUP; }

/// False if there is something at `to`: of two processes only one succeeds.
bool rename_to_free_place(const fs::path& from, const fs::path& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno == EEXIST) return false;
    if (!unsupported(errno)) not_in_place(to, errno);
    // A folder may be renamed onto an empty one, and only one process can make it.
    if (mkdir(to.c_str(), 0777) != 0) {
        if (errno == EEXIST) return false;
        not_in_place(to, errno);
    }
    if (rename(from.c_str(), to.c_str()) == 0) return true;
    const int error = errno;
    if (error == ENOTEMPTY || error == EEXIST) return false;
    rmdir(to.c_str());
    not_in_place(to, error);
}

/// Puts `mine` at `target` and what was there at `mine`. False if nothing was there.
bool exchange(const fs::path& mine, const fs::path& target) {
    if (renameat2(AT_FDCWD, mine.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) return true;
    if (errno == ENOENT) return false;
    if (!unsupported(errno)) not_in_place(target, errno);
    const fs::path aside = mine.string() + "-before";
    if (rename(target.c_str(), aside.c_str()) != 0) {
        if (errno == ENOENT) return false;
        not_in_place(target, errno);
    }
    if (rename(mine.c_str(), target.c_str()) != 0) {
        const int error = errno;
        if (error == ENOTEMPTY || error == EEXIST) {  // another run was quicker, and what it replaced is older
            std::error_code ignored;
            fs::remove_all(aside, ignored);
            return false;
        }
        (void)rename(aside.c_str(), target.c_str());
        not_in_place(target, error);
    }
    (void)rename(aside.c_str(), mine.c_str());
    return true;
}

/// Whether two looks at a path saw the same folder, and nobody renamed it between.
bool same(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_ctim.tv_sec == b.st_ctim.tv_sec &&
           a.st_ctim.tv_nsec == b.st_ctim.tv_nsec;
}

/// Why what lies at `target` may not be touched, whatever the user says.
std::optional<std::string> not_ours(const fs::path& target) {
    std::error_code error;
    struct stat before{};
    struct stat after{};
    do {
        if (lstat(target.c_str(), &before) != 0) return std::nullopt;
        if (!S_ISDIR(before.st_mode)) return fmt::format("{} exists and is not a folder", target.string());
        if (fs::is_empty(target, error) || is_results_folder(target)) return std::nullopt;
        // Another run may have put its folder there while we looked: then we look again.
        if (lstat(target.c_str(), &after) != 0) return std::nullopt;
    } while (!same(before, after));
    return fmt::format("{} exists and holds no results of standoff (no manifest.json of ours); it is left as it is",
                       target.string());
}

}  // namespace

FileWriter::FileWriter(const fs::path& path, std::string shown_as) : shown_as_(std::move(shown_as)) {
    // Never follows or overwrites what someone else put there.
    descriptor_ = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail(errno);
    buffer_.reserve(buffer_size);
}

FileWriter::~FileWriter() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void FileWriter::fail(int error) const {
    throw ResultsError(fmt::format("{} cannot be written: {}", shown_as_, words(error)));
}

void FileWriter::write(std::string_view text) {
    if (buffer_.size() + text.size() > buffer_size) flush();
    buffer_ += text;
    if (buffer_.size() >= buffer_size) flush();
}

void FileWriter::flush() {
    for (std::string_view rest = buffer_; !rest.empty();) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(errno);
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

void FileWriter::close() {
    flush();
    const int descriptor = std::exchange(descriptor_, -1);
    if (::close(descriptor) != 0 && errno != EINTR) fail(errno);
}

std::string read_text(const fs::path& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) throw ResultsError(fmt::format("{} is a folder", path.string()));
    std::ifstream in(path, std::ios::binary);
    if (!in) throw ResultsError(fmt::format("{} cannot be read: {}", path.string(), words(errno)));
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) throw ResultsError(fmt::format("{} cannot be read: {}", path.string(), words(EIO)));
    return text;
}

bool is_results_folder(const fs::path& folder) {
    const fs::path manifest = folder / "manifest.json";
    std::error_code error;
    if (!fs::is_regular_file(manifest, error)) return false;
    try {
        return is_manifest(read_text(manifest));
    } catch (const ResultsError&) {
        return false;
    }
}

std::optional<std::string> refusal(const fs::path& target, Replace replace) {
    const fs::path path = plain(target);
    if (path.filename().empty() || path.filename() == "." || path.filename() == "..")
        return fmt::format("{} is not a place for a new folder; name one below it", target.string());
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(path, error);
    if (whole.filename() == "reference" && whole.parent_path().filename() == "results")
        return fmt::format("{} is kept for the project's reference results; name a folder below it, or another one",
                           target.string());
    if (const auto why = not_ours(path)) return why;
    if (replace == Replace::if_forced && fs::exists(path, error))
        return fmt::format("{} exists already; --force replaces it and keeps the one before as {}", path.string(),
                           old_of(path).string());
    if (const auto why = not_ours(old_of(path)))
        return fmt::format("the results before would be kept as {}, but {}", old_of(path).string(), *why);
    return std::nullopt;
}

FolderInProgress::FolderInProgress(const fs::path& target, Replace replace)
    : target_(plain(target)),
      temporary_(beside(target_, fmt::format(".{}.part-{}", target_.filename().string(), getpid()))),
      replace_(replace) {
    std::error_code error;
    for (fs::path parent = target_.parent_path(); !parent.empty() && !fs::exists(parent, error);
         parent = parent.parent_path())
        first_made_ = parent;
    if (!target_.parent_path().empty()) fs::create_directories(target_.parent_path(), error);
    // A name that is taken belongs to another run, or was left by one that was killed.
    const std::string first = temporary_.string();
    for (int i = 2; !error && !fs::create_directory(temporary_, error); ++i)
        if (!error) temporary_ = fmt::format("{}-{}", first, i);
    if (!error) return;
    const std::string why = error.message();
    remove_made_parents();
    throw ResultsError(fmt::format("{} cannot be made: {}", target_.string(), why));
}

FolderInProgress::~FolderInProgress() {
    if (finished_) return;
    std::error_code ignored;
    fs::remove_all(temporary_, ignored);
    remove_made_parents();
}

/// Parents that were made for nothing go again, as long as they are empty.
void FolderInProgress::remove_made_parents() const {
    if (first_made_.empty()) return;
    std::error_code ignored;
    for (fs::path parent = target_.parent_path(); fs::remove(parent, ignored) && parent != first_made_;)
        parent = parent.parent_path();
}

fs::path FolderInProgress::place(const std::string& name) const {
    const fs::path path = temporary_ / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) throw ResultsError(fmt::format("{} cannot be written: {}", shown_as(name), error.message()));
    return path;
}

std::string FolderInProgress::shown_as(const std::string& name) const { return (target_ / name).string(); }

void FolderInProgress::write(const std::string& name, std::string_view text) const {
    FileWriter file(place(name), shown_as(name));
    file.write(text);
    file.close();
}

std::vector<InputFile> FolderInProgress::files() const {
    std::vector<InputFile> all;
    for (const auto& entry : fs::directory_iterator(temporary_))
        if (entry.is_regular_file()) all.push_back({entry.path().filename().string(), sha256_of_file(entry.path())});
    std::sort(all.begin(), all.end(), [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
    return all;
}

/// Other runs may do the same at the same time: each step is one rename, and the last to come wins.
void FolderInProgress::keep_as_old(const fs::path& before) const {
    const fs::path old = old_of(target_);
    const fs::path gone = temporary_.string() + "-gone";
    std::error_code error;
    while (!rename_to_free_place(before, old)) {
        fs::remove_all(gone, error);
        if (rename(old.c_str(), gone.c_str()) != 0 && errno != ENOENT)
            throw ResultsError(fmt::format("{} cannot be removed: {}", old.string(), words(errno)));
    }
    fs::remove_all(gone, error);
    if (error) throw ResultsError(fmt::format("{} cannot be removed: {}", gone.string(), error.message()));
}

void FolderInProgress::finish() {
    // Looked at again: the run may have taken hours.
    std::error_code error;
    for (bool placed = false; !placed;) {
        if (const auto why = refusal(target_, Replace::forced)) throw ResultsError(*why);
        if (rename_to_free_place(temporary_, target_)) break;
        if (replace_ == Replace::if_forced)
            throw PlaceTaken(
                fmt::format("{} came into being while this ran and stays as it is; these results are not "
                            "kept (--force would replace it)",
                            target_.string()));
        placed = exchange(temporary_, target_);
        if (!placed) continue;
        finished_ = true;
        if (fs::is_empty(temporary_, error)) fs::remove(temporary_, error);
        else keep_as_old(temporary_);
    }
    finished_ = true;
}

}  // namespace standoff
