#include "report/telling_divergence.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/telling.hpp"
#include "report/text.hpp"
#include "report/why_words.hpp"

namespace standoff {

namespace {

class Teller {
public:
    Teller(const PairedComparison& record, const AlternativeRecord& alternative, Characters characters)
        : manifest_(record.manifest),
          divergence_(alternative.divergence),
          side_(unicode::printable(alternative.name)),
          characters_(characters) {}

    [[nodiscard]] std::string tell() const {
        std::string text = fmt::format("Run {} is the same on both sides", divergence_.run);
        if (divergence_.same()) return text + same_to_the_end();
        const bool state_first =
            divergence_.quantity && (!divergence_.act || divergence_.quantity->step <= divergence_.act->step);
        const int step = state_first ? divergence_.quantity->step : divergence_.act->step;
        if (step == 0) text = fmt::format("Run {} differs from the start", divergence_.run);
        else text += " until " + (state_first ? when(*divergence_.quantity) : when(*divergence_.act));
        text += state_first ? fmt::format(": there {}.", moved()) : ".";
        if (divergence_.act) text += " " + act();
        else text += " No choice and no chance event differs.";
        if (!state_first && divergence_.quantity)
            text +=
                fmt::format(" The first state that differs is that of {}: {}.", when(*divergence_.quantity), moved());
        return text + " " + ends();
    }

private:
    /// What has a step and a date: by its date, or as `step 7`.
    template <class Dated>
    static std::string when(const Dated& what) {
        return what.date.empty() ? fmt::format("step {}", what.step) : what.date;
    }

    template <class Dated>
    static std::string in_step(const Dated& what) {
        return what.date.empty() ? fmt::format("in step {}", what.step) : fmt::format("in the step of {}", what.date);
    }

    [[nodiscard]] std::string same_to_the_end() const {
        const std::string end = " from the start to the end";
        if (divergence_.base_outcome == divergence_.alternative_outcome &&
            divergence_.base_steps == divergence_.alternative_steps)
            return end + ".";
        return end + ", but it does not end alike. " + ends();
    }

    [[nodiscard]] std::string moved() const {
        const MovedQuantity& moved = *divergence_.quantity;
        std::string text = fmt::format("{} is {} in the base and {} in {}",
                                       shown_variable(manifest_, moved.name, moved.actor, moved.toward, characters_),
                                       exact(moved.base, moved.alternative, moved.duration),
                                       exact(moved.alternative, moved.base, moved.duration), side_);
        if (moved.others == 0) return text;
        return text +
               fmt::format(", and {} too", counted(moved.others, "other quantity differs", "other quantities differ"));
    }

    /// With as many digits as tell it from the other.
    static std::string exact(double value, double other, bool duration) {
        std::string text = value_text(value, duration);
        return text == value_text(other, duration) ? fmt::format("{}{}", value, duration ? " days" : "") : text;
    }

    [[nodiscard]] std::string act() const {
        const DifferentAct& act = *divergence_.act;
        const std::string owner = act.actor.empty() ? "" : shown_title(manifest_, act.actor, characters_);
        if (act.channel.empty())
            return fmt::format("By chance {}{} happens {} {} and not {}.",
                               unicode::printable(act.base.empty() ? act.alternative : act.base),
                               owner.empty() ? "" : " of " + owner, in_step(act),
                               act.base.empty() ? "in " + side_ : "in the base",
                               act.base.empty() ? "in the base" : "in " + side_);
        std::string text = fmt::format(
            "The first choice that differs is that of {} {}, in the channel {}: {} in the base, {} "
            "in {}.",
            owner, in_step(act), unicode::printable(act.channel), item(act.base, act.base_count, act.base_success),
            item(act.alternative, act.alternative_count, act.alternative_success), side_);
        if (act.base_policy != act.alternative_policy && !act.base_policy.empty() && !act.alternative_policy.empty())
            text += fmt::format(" It follows {} in the base and {} in {}.", unicode::printable(act.base_policy),
                                unicode::printable(act.alternative_policy), side_);
        return text + odds() + weight();
    }

    static std::string item(const std::string& label, double count, double success) {
        if (label.empty()) return "hold";
        std::string text = unicode::printable(label);
        if (!std::isnan(count) && count != 1) text += fmt::format(" ×{}", short_number(count));
        if (!std::isnan(success)) text += fmt::format(" ({} worked)", short_number(success));
        return text;
    }

    [[nodiscard]] std::string odds() const {
        const DifferentAct& act = *divergence_.act;
        if (!act.base_probability) return "";
        const std::string what = act.base.empty() ? "hold" : unicode::printable(act.base);
        if (!act.alternative_probability) return fmt::format(" In {} {} is not to be had.", side_, what);
        return fmt::format(" The probability of {} is {} in the base and {} in {}.", what,
                           percent(*act.base_probability), percent(*act.alternative_probability), side_);
    }

    [[nodiscard]] std::string weight() const {
        const DifferentAct& act = *divergence_.act;
        if (!act.term) return "";
        return fmt::format(
            " What weighs most differently is {}: for the one against the other it counts {} in the "
            "base and {} in {}.",
            unicode::printable(act.term->term), exact(act.term->base, act.term->alternative, false),
            exact(act.term->alternative, act.term->base, false), side_);
    }

    static std::string end(const std::string& outcome, int steps) {
        const std::string when = "after " + counted(static_cast<std::uint64_t>(steps), "step", "steps");
        return outcome.empty() ? "fails " + when : fmt::format("ends in {} {}", unicode::printable(outcome), when);
    }

    [[nodiscard]] std::string ends() const {
        const std::string base = end(divergence_.base_outcome, divergence_.base_steps);
        const std::string other = end(divergence_.alternative_outcome, divergence_.alternative_steps);
        if (base == other) return fmt::format("On both sides it {}.", base);
        return fmt::format("It {} in the base and {} in {}.", base, other, side_);
    }

    const RunManifest& manifest_;
    const Divergence& divergence_;
    std::string side_;
    Characters characters_;
};

}  // namespace

std::string told_divergence(const PairedComparison& record, const AlternativeRecord& alternative,
                            Characters characters) {
    return Teller(record, alternative, characters).tell();
}

}  // namespace standoff
