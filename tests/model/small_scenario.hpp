// Scenarios written in a test: text to a temporary file, loaded and compiled.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <standoff/model.hpp>
#include <standoff/scenario.hpp>

#include "model/model.hpp"

namespace standoff::test {

/// A file that lives as long as the object.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view text, const std::string& suffix = ".yaml") {
        static std::atomic<int> next = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("standoff-test-" + std::to_string(::getpid()) + "-" + std::to_string(next++) + suffix);
        std::ofstream(path_) << text;
    }
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

/// All findings, one a line; empty if there are none.
inline std::string findings_of(const Scenario& scenario) {
    std::string text;
    for (const Diagnostic& finding : scenario.findings.all())
        text += render(finding, scenario.sources(), DiagnosticFormat::brief);
    return text;
}

/// The codes of all findings, in order, with a blank between them.
inline std::string codes_of(const Scenario& scenario) {
    std::string codes;
    for (const Diagnostic& finding : scenario.findings.all()) codes += (codes.empty() ? "" : " ") + finding.code;
    return codes;
}

/// `body` is everything below the two lines that every scenario begins with.
inline std::string scenario_text(std::string_view body) { return "standoff: 1\nscenario: Small\n" + std::string(body); }

inline Scenario load_small(std::string_view body, const LoadOptions& options = {}) {
    const TemporaryFile file(scenario_text(body));
    return load_scenario(file.path(), options);
}

/// Throws std::runtime_error with the findings if there is an error. Warnings are allowed: small models read little.
inline ModelPtr compile_small(std::string_view body, const LoadOptions& options = {}) {
    Scenario scenario = load_small(body, options);
    ModelPtr model = scenario.ok() ? compile(scenario) : nullptr;
    if (model == nullptr) throw std::runtime_error("does not compile:\n" + findings_of(scenario) + std::string(body));
    return model;
}

/// The codes that loading and compiling gives.
inline std::string codes_of_compiling(std::string_view body) {
    Scenario scenario = load_small(body);
    if (scenario.ok()) (void)compile(scenario);
    return codes_of(scenario);
}

}  // namespace standoff::test
