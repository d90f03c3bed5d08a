// Scenario files made for one test, in a folder that goes away with it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include <standoff/scenario.hpp>

#include "scenario/spec.hpp"
#include "temporary_folder.hpp"

namespace standoff {

class Files {
public:
    std::string write(const std::string& name, const std::string& text) const {
        testing::put(folder_ / name, text);
        return (folder_ / name).string();
    }
    [[nodiscard]] Scenario load(const std::string& text, const LoadOptions& options = {}) const {
        return load_scenario(write("case.yaml", text), options);
    }

private:
    testing::TemporaryFolder folder_;
};

inline std::string brief(const Scenario& scenario) {
    std::string text;
    for (const Diagnostic& finding : scenario.findings.all())
        text += render(finding, scenario.sources(), DiagnosticFormat::brief);
    return text;
}

/// Codes of the findings in order, with a blank between them.
inline std::string codes(const Scenario& scenario) {
    std::string text;
    for (const Diagnostic& finding : scenario.findings.all()) text += (text.empty() ? "" : " ") + finding.code;
    return text;
}

/// The text that a finding marks.
inline std::string marked(const Scenario& scenario, std::size_t finding = 0) {
    const Place& place = scenario.findings.all().at(finding).place;
    return scenario.sources().at(place.source).text().substr(place.offset, place.length);
}

template <typename Entries>
const auto& named(const Entries& entries, const std::string& name) {
    for (const auto& entry : entries)
        if (entry.name == name) return entry;
    throw std::runtime_error("nothing is called " + name);
}

inline const std::string abstract_head = "standoff: 1\nscenario: Test\ntime: {step: 1, steps: 10}\n";
inline const std::string dated_head =
    "standoff: 1\nscenario: Test\ntime: {start: 2022-01-03, step: 1 week, end: 2022-12-31}\n";

}  // namespace standoff
