// Tables of a folder read back: row by row, since they grow with the number of runs.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <standoff/results.hpp>

#include "base/numbers.hpp"

namespace standoff {

/// Gives `take` the rows of a table below its header until it wants no more. Throws ResultsError with file and reason
/// for what is no whole table of so many columns, and for a field that `take` refuses with one.
void read_rows(const std::filesystem::path& path, std::size_t columns,
               const std::function<bool(const std::vector<std::string>&)>& take);

/// A field. Throws ResultsError for what is no number.
[[nodiscard]] double decimal(const std::string& text);

template <class Whole>
Whole whole_number(const std::string& text) {
    const std::optional<Whole> value = number_in<Whole>(text);
    if (!value) throw ResultsError(fmt::format("\"{}\" is not a whole number", text));
    return *value;
}

}  // namespace standoff
