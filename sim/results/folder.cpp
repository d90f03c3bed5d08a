#include "results/folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "results/json_files.hpp"

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

void rename_or_throw(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error) throw ResultsError(fmt::format("{} cannot be put in its place: {}", to.string(), error.message()));
}

/// Why what lies at `target` may not be touched, whatever the user says.
std::optional<std::string> not_ours(const fs::path& target) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(target, error);
    if (!fs::exists(status)) return std::nullopt;
    if (!fs::is_directory(status)) return fmt::format("{} exists and is not a folder", target.string());
    if (fs::is_empty(target, error) || is_results_folder(target)) return std::nullopt;
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
    if (const auto why = not_ours(path)) return why;
    std::error_code error;
    if (replace == Replace::if_forced && fs::exists(path, error))
        return fmt::format("{} exists already; --force replaces it and keeps the one before as {}", path.string(),
                           old_of(path).string());
    if (const auto why = not_ours(old_of(path)))
        return fmt::format("the results before would be kept as {}, but {}", old_of(path).string(), *why);
    return std::nullopt;
}

FolderInProgress::FolderInProgress(const fs::path& target)
    : target_(plain(target)),
      temporary_(beside(target_, fmt::format(".{}.part-{}", target_.filename().string(), getpid()))) {
    std::error_code error;
    for (fs::path parent = target_.parent_path(); !parent.empty() && !fs::exists(parent, error);
         parent = parent.parent_path())
        first_made_ = parent;
    if (!target_.parent_path().empty()) fs::create_directories(target_.parent_path(), error);
    if (!error) fs::remove_all(temporary_, error);  // left by a killed process that had our number
    if (!error) fs::create_directory(temporary_, error);
    if (!error) return;
    const std::string why = error.message();
    if (!first_made_.empty()) fs::remove_all(first_made_, error);
    throw ResultsError(fmt::format("{} cannot be made: {}", target_.string(), why));
}

FolderInProgress::~FolderInProgress() {
    if (finished_) return;
    std::error_code ignored;
    fs::remove_all(temporary_, ignored);
    // Parents that were made for nothing go again, as long as they are empty.
    if (first_made_.empty()) return;
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

void FolderInProgress::finish() {
    // Looked at again: the run may have taken hours.
    if (const auto why = refusal(target_, Replace::forced)) throw ResultsError(*why);
    std::error_code error;
    const bool replaced = fs::exists(target_, error) && !fs::is_empty(target_, error);
    if (replaced) {
        fs::remove_all(old_of(target_), error);
        if (error)
            throw ResultsError(fmt::format("{} cannot be removed: {}", old_of(target_).string(), error.message()));
        rename_or_throw(target_, old_of(target_));
    }
    try {
        rename_or_throw(temporary_, target_);
    } catch (const ResultsError&) {
        if (replaced) fs::rename(old_of(target_), target_, error);
        throw;
    }
    finished_ = true;
}

}  // namespace standoff
