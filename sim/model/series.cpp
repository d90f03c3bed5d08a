// Observed series: what a run is asked for each of their periods.

#include <algorithm>
#include <tuple>

#include "model/phases.hpp"

namespace standoff {

namespace {

bool is_fixed(const Node& node);

bool all_fixed(const Node& node) {
    return std::all_of(node.children.begin(), node.children.end(),
                       [](const NodePtr& child) { return is_fixed(*child); });
}

/// The same in every period and run: of numbers and parameters alone.
bool is_fixed(const Node& node) {
    switch (node.node) {
        case NodeKind::number: return true;
        case NodeKind::name:
            return node.symbol.kind == SymbolKind::parameter || node.symbol.kind == SymbolKind::step_length;
        case NodeKind::call: return node.function <= Function::relax && all_fixed(node);
        case NodeKind::unary:
        case NodeKind::binary:
        case NodeKind::conditional: return all_fixed(node);
        default: return false;
    }
}

/// Whether the values for periods add up to that for all of them together: sums over steps, and what is a sum or a
/// multiple of these.
bool adds_up(const Node& node) {
    const auto adds = [&](std::size_t i) { return adds_up(*node.children[i]); };
    const auto fixed = [&](std::size_t i) { return is_fixed(*node.children[i]); };
    switch (node.node) {
        case NodeKind::memory: return node.memory != Memory::since;
        case NodeKind::call: return node.function == Function::total || node.function == Function::payoff;
        case NodeKind::name: return node.symbol.kind == SymbolKind::steps;
        case NodeKind::unary: return node.op == Operator::negate && adds(0);
        case NodeKind::binary: break;
        default: return false;
    }
    switch (node.op) {
        case Operator::add:
        case Operator::subtract: return adds(0) && adds(1);
        case Operator::multiply: return (adds(0) && fixed(1)) || (fixed(0) && adds(1));
        case Operator::divide: return adds(0) && fixed(1);
        default: return false;
    }
}

Observation::Extent extent_of(const DataSeries::Point& point, int steps) {
    if (point.first < 0) return Observation::Extent::before;
    if (point.end > steps) return Observation::Extent::after;
    return point.first < point.end ? Observation::Extent::inside : Observation::Extent::no_step;
}

void mark_periods(const DataSeries& source, int index, Series& series, std::vector<PeriodMark>& marks) {
    for (std::size_t i = 0; i < series.observations.size(); ++i) {
        const Observation& observation = series.observations[i];
        if (observation.extent != Observation::Extent::inside) continue;
        series.last = static_cast<int>(i);
        marks.push_back({observation.end, index, series.last});
        if (!source.compares_per.empty()) marks.push_back({observation.first, index});
    }
}

}  // namespace

void prepare_series(Phases& p) {
    for (const DataSeries& source : p.spec.data) {
        Series& series = p.model.series.emplace_back();
        series.name = source.name;
        for (const DataSeries::Point& point : source.points)
            series.observations.push_back(
                {format_date(point.day), point.value, point.first, point.end, extent_of(point, p.spec.time.steps)});
        SeriesCells& cells = p.series.emplace_back();
        if (!source.compares) continue;
        series.adds_up = !source.compares_per.empty() && adds_up(*source.compares.root);
        series.slot = p.instances.new_slot();
        series.total_slot = p.instances.new_slot();
        cells.first_cell = p.lower.measure_cells.size();
        add_measure_cells(p, *source.compares.root);
        cells.end_cell = p.lower.measure_cells.size();
        mark_periods(source, static_cast<int>(p.model.series.size()) - 1, series, p.model.period_marks);
    }
    const auto key = [](const PeriodMark& mark) {
        return std::tuple(mark.state, mark.observation < 0, mark.series, mark.observation);
    };
    std::sort(p.model.period_marks.begin(), p.model.period_marks.end(),
              [&](const PeriodMark& a, const PeriodMark& b) { return key(a) < key(b); });
}

void lower_series(Phases& p, std::size_t index, Block& begins, Block& ends) {
    const DataSeries& source = p.spec.data[index];
    if (!source.compares) return;
    Lowering& lower = p.lower;
    const Series& series = p.model.series[index];
    SeriesCells& cells = p.series[index];
    lower.write_to(ends);
    const Value value = [&] {
        const Lowering::MeasuredOver period(lower, source.compares_per.empty() ? nullptr : &cells.openings);
        return lower.expression(source.compares, {});
    }();
    lower.effect(Code::fill, series.slot, value);
    lower.effect(Code::accumulate, series.total_slot, value, lower.constant(1));
    lower.write_to(begins);
    for (std::size_t i = cells.first_cell; i < cells.end_cell; ++i) {
        const MeasureCell& cell = lower.measure_cells[i];
        if (cell.call->function != Function::payoff)
            lower.effect(Code::fill, cell.slot, lower.constant(start_of(cell.call->function)));
    }
    for (const Opening& opening : cells.openings) lower.effect(Code::fill, opening.slot, opening.running);
}

}  // namespace standoff
