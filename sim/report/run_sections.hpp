// The parts of a report that tell of a run and its ensemble: header, one run, all outcomes, who acted on whom.
#pragma once

#include "report/html.hpp"
#include "report/run_material.hpp"

namespace standoff {

/// Where a chart goes: the page's script fills it from the view of that number in the page's data.
void write_chart(Html& html, std::string_view name, std::size_t view);

class RunSections {
public:
    /// `view` is the number of the run among the page's views.
    RunSections(Html& html, const RunMaterial& material, std::size_t view)
        : html_(html), material_(material), run_(material.run), view_(view) {}

    /// One sentence of result in counts, and what the shown run did.
    void lede();
    void cards();
    void one_run();
    void all_outcomes();
    void who_on_whom();

private:
    void moments();
    void acts_table();
    void never_chosen_table();
    void states_table();
    void observed_tables();
    void measures_table();
    void card(const std::string& number, const std::string& label, const std::string& detail);
    void card_of(const MeasureSummary& measure);
    [[nodiscard]] std::uint64_t whole_runs() const { return run_.summary.runs - run_.summary.failed; }
    [[nodiscard]] std::vector<OutcomeSummary> by_count() const;
    [[nodiscard]] std::string when(int step, const std::string& date) const;
    [[nodiscard]] std::string title_of(const std::string& actor) const;
    [[nodiscard]] std::string item_text(const std::string& item) const;
    [[nodiscard]] MeasureEntry entry_of(const std::string& measure) const;
    [[nodiscard]] std::string measure_title(const std::string& measure) const;
    [[nodiscard]] std::string value_of(const std::string& measure, const std::optional<double>& value) const;

    Html& html_;
    const RunMaterial& material_;
    const RunRecord& run_;
    std::size_t view_;
};

}  // namespace standoff
