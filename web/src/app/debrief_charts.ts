// Pictures of a debrief: where the game falls among its twins, and what was hidden.

import type { Measure, Num } from "../data";
import { h } from "../dom";
import { fans } from "../kit/fans";
import { figure } from "../kit/figure";
import { words } from "../kit/format";
import { labelParts, titled } from "../kit/names";
import { outcomes } from "../kit/outcomes";
import { Timeline } from "../kit/timeline";
import { when } from "../kit/when";
import { percent, say } from "../words";
import type { DebriefView } from "./data";

const source = (view: DebriefView) =>
    say("play.source", { title: view.about.title, seed: String(view.game.seed), luck: String(view.game.run) });

export function twinOutcomes(view: DebriefView): HTMLElement {
    const mine = view.twins.outcomes.find((one) => one.name === view.outcome);
    return figure(outcomes(view.twins.outcomes, {
        title: say("debrief.twin-outcomes"), runs: view.twins.runs, shown: view.outcome,
        summary: say("debrief.twin-summary", { outcome: words(view.outcome), share: percent(mine?.share ?? 0) }),
    }), source(view)).element;
}

/** Where this game falls among its twins. */
export function dotsWithMine(view: DebriefView, measure: Measure & { mine: Num }): HTMLElement | null {
    if (measure.dots.length === 0) return null;
    const mine = measure.mine === "inf" || typeof measure.mine === "number" ? { mine: measure.mine } : {};
    return figure(when(measure, { title: titled(measure), summary: say("debrief.dots"), runs: view.twins.runs, ...mine }), source(view)).element;
}

export function hiddenPaths(view: DebriefView): HTMLElement {
    const timeline = new Timeline(view.time);
    return h("div", {}, figure(fans({ actors: view.actors, observed: [], runs: 1, variables: view.hidden.map((one) =>
        ({ ...one, ...labelParts(one.label), bands: { q05: [], q25: [], q50: [], q75: [], q95: [] }, shown: one.values })) },
    { timeline, title: say("debrief.hidden"), summary: say("debrief.hidden-lede"), shown: false }), source(view)).element);
}
