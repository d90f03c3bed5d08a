#include <fmt/format.h>

#include "results/discovery_files.hpp"
#include "results/json_values.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

/// `hope >= 0.2`, `USA.policy in bludgeon|engage`; several with `; ` between them.
std::string limits_text(const std::vector<BoxLimit>& limits) {
    std::vector<std::string> texts;
    for (const BoxLimit& limit : limits) {
        if (limit.low) texts.push_back(limit.path + " >= " + number_text(*limit.low));
        if (limit.high) texts.push_back(limit.path + " <= " + number_text(*limit.high));
        if (!limit.words.empty()) texts.push_back(fmt::format("{} in {}", limit.path, fmt::join(limit.words, "|")));
    }
    return fmt::format("{}", fmt::join(texts, "; "));
}

Json limit_json(const BoxLimit& limit) {
    return {{"factor", limit.path},       {"kind", limit.kind},    {"low", number(limit.low)},
            {"high", number(limit.high)}, {"values", limit.words}, {"quasi_p", number(limit.quasi_p)}};
}

Json step_json(const BoxStep& step) {
    return {{"coverage", number(step.coverage)},
            {"density", number(step.density)},
            {"mass", number(step.mass)},
            {"points", step.points},
            {"limits", list(step.limits, limit_json)}};
}

}  // namespace

std::string corner_csv(const CornerRecord& record) {
    std::string text = "corner,step,chosen,coverage,density,mass,points,limits\n";
    CsvRow row;
    const auto add = [&](std::size_t corner, const std::string& step, bool chosen, const BoxStep& box) {
        text += row.field(static_cast<std::int64_t>(corner + 1))
                    .field(step)
                    .field(std::int64_t{chosen ? 1 : 0})
                    .field(box.coverage)
                    .field(box.density)
                    .field(box.mass)
                    .field(static_cast<std::int64_t>(box.points))
                    .field(limits_text(box.limits))
                    .finish();
    };
    for (std::size_t c = 0; c < record.corners.size(); ++c) {
        const FoundCorner& corner = record.corners[c];
        for (std::size_t s = 0; s < corner.trajectory.size(); ++s)
            add(c, std::to_string(s), s == corner.chosen, corner.trajectory[s]);
        add(c, "box", false, corner.box);
    }
    return text;
}

std::string corner_json(const CornerRecord& record) {
    const auto corner = [](const FoundCorner& one) {
        return Json{
            {"box", step_json(one.box)}, {"chosen", one.chosen}, {"trajectory", list(one.trajectory, step_json)}};
    };
    const auto coarse = [](const CoarseFactor& one) { return Json{{"factor", one.path}, {"values", one.values}}; };
    return dump({{"title", record.title},
                 {"design", record.design},
                 {"happens", record.happens},
                 {"outcome", record.outcome},
                 {"points", record.points},
                 {"points_left_out", record.left_out},
                 {"runs", record.runs},
                 {"happened", record.happened},
                 {"failed", record.failed},
                 {"not_played", record.not_played},
                 {"unmeasured", record.unmeasured},
                 {"whole", record.whole},
                 {"peel", number(record.peel)},
                 {"coarse", list(record.coarse, coarse)},
                 {"corners", list(record.corners, corner)}});
}

}  // namespace standoff
