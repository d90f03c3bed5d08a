// The files of a comparison's folder: comparison.csv, comparison.json, and runs.csv with all sides.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <standoff/comparison.hpp>
#include <standoff/ensemble.hpp>

#include "results/folder.hpp"
#include "results/text.hpp"

namespace standoff {

/// `outcome`, `measure` or `infinite`.
[[nodiscard]] std::string_view kind_text(Compared kind);

/// As in comparison.json.
[[nodiscard]] std::string_view stopped_text(Stopped stopped);

/// One row a quantity and alternative.
[[nodiscard]] std::string comparison_csv(const PairedComparison& record);
[[nodiscard]] std::string comparison_json(const PairedComparison& record);

/// runs.csv: one row a run and side. Rows are written as they come, so it does not grow in memory.
class SidesTable {
public:
    struct Side {
        std::string name;
        const Model* model = nullptr;
    };

    /// The base first.
    SidesTable(const FolderInProgress& folder, std::vector<Side> sides);
    void add(std::size_t side, const RunResult& result, std::span<const double> measures);
    void close() { file_.close(); }

private:
    std::vector<Side> sides_;
    std::vector<std::vector<int>> columns_;  ///< by side, for each column the measure, or -1
    CsvRow row_;
    FileWriter file_;
};

}  // namespace standoff
