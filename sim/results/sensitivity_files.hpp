// The files of a sensitivity analysis's folder: indices.csv, indices.json, and outputs.csv with every design point.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <standoff/sensitivity.hpp>

#include "results/folder.hpp"
#include "results/text.hpp"

namespace standoff {

/// `morris` or `sobol`.
[[nodiscard]] std::string_view method_word(SensitivityMethod method);

/// What SensitivityQuantity::indices holds of a factor: mu_star, mu, sigma; or total, first_order.
[[nodiscard]] std::span<const std::string_view> index_names(SensitivityMethod method);

/// As in indices.json.
[[nodiscard]] std::string_view status_text(SensitivityQuantity::Status status);

/// One row an index, parameter and quantity; without values where the quantity has no indices.
[[nodiscard]] std::string indices_csv(const SensitivityRecord& record);
[[nodiscard]] std::string indices_json(const SensitivityRecord& record);

/// outputs.csv: one row a design point, with the value of each parameter, the output of each quantity, how many runs
/// failed and why.
class OutputsTable {
public:
    OutputsTable(const FolderInProgress& folder, const SensitivityRecord& record);
    /// Points in order, from the first.
    void add(std::span<const double> values, std::span<const double> outputs, std::uint32_t failed,
             const std::string& reason);
    void close() { file_.close(); }

private:
    std::uint64_t points_a_sample_;
    std::uint64_t points_ = 0;
    CsvRow row_;
    FileWriter file_;
};

}  // namespace standoff
