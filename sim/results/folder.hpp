// A results folder comes into being whole or not at all: written beside its place under another name, renamed at the
// end.
//
// Only a folder that holds a manifest of ours is ever replaced, and it is kept as `NAME.old`. All errors are
// ResultsError with words for the user.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <standoff/results.hpp>

namespace standoff {

/// A file that is being written, through a buffer. Throws ResultsError where the disk refuses.
class FileWriter {
public:
    /// `shown_as` is what messages call the file: where it will lie in the end.
    FileWriter(const std::filesystem::path& path, std::string shown_as);
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    void write(std::string_view text);
    /// Everything is on its way to the disk. To be called before the folder is finished: the destructor is silent.
    void close();

private:
    void flush();
    [[noreturn]] void fail(int error) const;
    int descriptor_ = -1;
    std::string shown_as_;
    std::string buffer_;
};

enum class Replace : std::uint8_t {
    freely,     ///< the default folder: ours is replaced
    if_forced,  ///< a folder that was named: only with --force
    forced
};

/// Why results may not be put at `target`, or nothing. Looks, changes nothing.
[[nodiscard]] std::optional<std::string> refusal(const std::filesystem::path& target, Replace replace);

/// Someone else put results at a place that was free: they stay, and these are not kept.
class PlaceTaken : public ResultsError {
public:
    using ResultsError::ResultsError;
};

/// Whether a folder holds a manifest of ours.
[[nodiscard]] bool is_results_folder(const std::filesystem::path& folder);

class FolderInProgress {
public:
    /// Makes the folder beside `target`, with the parents it needs.
    explicit FolderInProgress(const std::filesystem::path& target, Replace replace = Replace::forced);
    /// Removes everything unless it was finished.
    ~FolderInProgress();
    FolderInProgress(const FolderInProgress&) = delete;
    FolderInProgress& operator=(const FolderInProgress&) = delete;

    /// Where a file is to be written; makes its folder.
    [[nodiscard]] std::filesystem::path place(const std::string& name) const;
    /// What messages call it.
    [[nodiscard]] std::string shown_as(const std::string& name) const;
    void write(const std::string& name, std::string_view text) const;

    /// What was written so far, but for `inputs/`, in order of the names.
    [[nodiscard]] std::vector<InputFile> files() const;

    /// Puts the folder in its place at one stroke; what was there becomes `NAME.old`. Throws PlaceTaken if something is
    /// there by now that may not be replaced.
    void finish();

private:
    void remove_made_parents() const;
    void keep_as_old(const std::filesystem::path& before) const;
    std::filesystem::path target_;
    std::filesystem::path temporary_;
    std::filesystem::path first_made_;  ///< topmost parent that had to be made
    Replace replace_;
    bool finished_ = false;
};

/// A whole file. Throws ResultsError.
[[nodiscard]] std::string read_text(const std::filesystem::path& path);

/// What `parse` makes of a whole file; what is wrong with it is said with the file's name.
template <class Parse>
auto read_parsed(const std::filesystem::path& path, Parse parse) {
    const std::string text = read_text(path);
    try {
        return parse(text);
    } catch (const ResultsError& error) {
        throw ResultsError(path.string() + " cannot be used: " + error.what());
    }
}

}  // namespace standoff
