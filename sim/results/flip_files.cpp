#include "results/discovery_files.hpp"
#include "results/json_values.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

Json outcome_json(const LeadingOutcome& outcome) {
    return {{"outcome", outcome.name}, {"share", number(outcome.share)}};
}

Json flip_of(const Flip& flip) {
    return {{"path", flip.path},
            {"duration", flip.duration},
            {"base", number(flip.base)},
            {"from", number(flip.from)},
            {"to", number(flip.to)},
            {"value", number(flip.value)},
            {"change", number(flip.change)},
            {"low", number(flip.low)},
            {"high", number(flip.high)},
            {"open_at_base", flip.open_at_base},
            {"open_at_end", flip.open_at_end},
            {"before", outcome_json(flip.before)},
            {"after", outcome_json(flip.after)}};
}

Json never_json(const NoFlip& none) {
    return {{"path", none.path},         {"duration", none.duration}, {"base", number(none.base)},
            {"from", number(none.from)}, {"to", number(none.to)},     {"closest", number(none.closest)},
            {"lead", number(none.lead)}, {"open", none.open}};
}

}  // namespace

std::string flip_csv(const FlipRecord& record) {
    std::string text =
        "path,base,from,to,value,change,low,high,open_at_base,open_at_end,before,before_share,after,after_share\n";
    CsvRow row;
    const auto flag = [](bool is) { return std::int64_t{is ? 1 : 0}; };
    for (const Flip& flip : record.flips)
        text += row.field(flip.path)
                    .field(flip.base)
                    .field(flip.from)
                    .field(flip.to)
                    .field(flip.value)
                    .field(flip.change)
                    .field(flip.low)
                    .field(flip.high)
                    .field(flag(flip.open_at_base))
                    .field(flag(flip.open_at_end))
                    .field(flip.before.name)
                    .field(flip.before.share)
                    .field(flip.after.name)
                    .field(flip.after.share)
                    .finish();
    for (const NoFlip& none : record.never) {
        row.field(none.path).field(none.base).field(none.from).field(none.to);
        for (int i = 0; i < 10; ++i) row.field("");
        text += row.finish();
    }
    return text;
}

std::string flip_json(const FlipRecord& record) {
    const auto left_out = [](const NotSearched& one) { return Json{{"path", one.path}, {"why", one.why}}; };
    return dump({{"title", record.title},
                 {"seed", record.seed},
                 {"runs", record.runs},
                 {"values", record.values},
                 {"failed", record.failed},
                 {"scan", record.scan},
                 {"base", list(record.base, outcome_json)},
                 {"open", record.open},
                 {"flips", list(record.flips, flip_of)},
                 {"never", list(record.never, never_json)},
                 {"left_out", list(record.left_out, left_out)}});
}

}  // namespace standoff
