// What the settings give: how the runs ended against the baseline, when something first came, and one run in full.

import type { Bands, Measure, RunView } from "../data";
import { h, replace } from "../dom";
import { choose } from "../kit/choose";
import { figure } from "../kit/figure";
import { capital, value, words } from "../kit/format";
import { titled } from "../kit/names";
import { outcomes } from "../kit/outcomes";
import type { Timeline } from "../kit/timeline";
import { when } from "../kit/when";
import { history } from "../report/history";
import { percent, say } from "../words";

export interface Explored {
    element: HTMLElement;
    /** `base` is the baseline where settings differ from it; `rough`: without the reasons of the run, as long as something
     *  is dragged and until they are there. */
    update(view: RunView, base: RunView | null, rough: boolean): void;
}

/** `yours`: what the settings are called beside the baseline. */
export function explored(yours: string): Explored {
    const ended = h("div", {});
    const times = h("div", {});
    const numbers = h("div", {});
    const one = h("section", { class: "one-run" });
    let timeline: Timeline | null = null;
    /** Measure whose times were asked for; empty: the first. */
    let asked = "";
    const showTimes = (view: RunView, base: RunView | null, source: string): void => {
        const options = view.measures.map((measure, index) => ({ measure, index, name: titled(measure) }))
            .filter(({ measure }) => measure.when && measure.dots.length > 0);
        const before = (index: number) => base?.measures.find((measure) => measure.name === view.measures[index]!.name) ?? null;
        const place = h("div", {});
        replace(times, place);
        choose(place, source, {
            label: say("when.choose"), options, chartOf: (index) => whenOf(view.measures[index]!, before(index), yours),
            first: (options.find(({ measure }) => measure.name === asked) ?? options.find(({ measure }) => measure.finite > 0) ?? options[0])?.index ?? 0,
            onChoose: (index) => (asked = view.measures[index]!.name),
        });
    };

    return {
        element: h("div", { class: "explored" },
            h("div", { "data-stop": "" }, ended), h("div", { "data-stop": "" }, times), h("div", { "data-stop": "" }, one), numbers),
        update: (view, base, rough) => {
            const source = say("report.source", { title: view.about.title, runs: view.origin.runs, seed: String(view.origin.seed), version: view.origin.version });
            replace(ended, figure(outcomesOf(view, base, yours), source).element);
            showTimes(view, base, source);
            replace(numbers, measuresOf(view, base, yours));
            // The run and its reasons stay as they are meanwhile, faint: they are of the settings before.
            one.classList.toggle("old", rough);
            if (rough) return;
            const places = { lanes: h("div"), fans: h("div"), why: h("div") };
            replace(one, h("h2", {}, say(base ? "explored.one-what-if" : "explored.single", { run: view.shown.run, runs: view.origin.runs, outcome: words(view.shown.outcome) })),
                places.lanes, places.fans, places.why);
            const kept: number | undefined = timeline?.step;
            timeline = history(base ? { ...view, variables: withBandsOf(view, base) } : view, places, source,
                { ...(base ? { whatIf: bandsOf(view) } : {}), ...(kept === undefined ? {} : { step: kept }) });
        },
    };
}

const bandsOf = (view: RunView): Map<string, Bands> => new Map(view.variables.map((variable) => [variable.label, variable.bands]));

/** This run among the baseline's runs, where the baseline has the variable, too. */
function withBandsOf(view: RunView, base: RunView): RunView["variables"] {
    const bands = bandsOf(base);
    return view.variables.map((variable) => ({ ...variable, bands: bands.get(variable.label) ?? variable.bands }));
}

function outcomesOf(view: RunView, base: RunView | null, yours: string) {
    const rows = (base ?? view).outcomes;
    const now = new Map(view.outcomes.map((outcome) => [outcome.name, outcome]));
    const moved = [...rows].sort((a, b) => Math.abs((now.get(b.name)?.share ?? 0) - b.share) - Math.abs((now.get(a.name)?.share ?? 0) - a.share))[0];
    const most = [...view.outcomes].sort((a, b) => b.count - a.count)[0];
    const summary = base && moved
        ? say("explored.moved", { outcome: capital(words(moved.name)), from: percent(moved.share), to: percent(now.get(moved.name)?.share ?? 0) })
        : most ? say("outcomes.summary", { count: most.count, runs: view.origin.runs, name: words(most.name), share: percent(most.share),
            low: percent(most.low), high: percent(most.high) }) : "";
    return outcomes(base ? rows.map((row) => ({ ...row, ...(now.has(row.name) ? { whatIf: now.get(row.name)! } : {}) })) : rows, {
        title: say("explored.ended", { runs: view.origin.runs }), runs: view.origin.runs, shown: view.shown.outcome, summary,
        ...(base ? { names: { base: say("explored.baseline"), whatIf: yours } } : {}),
    });
}

function whenOf(measure: Measure, base: Measure | null, yours: string) {
    const runs = measure.finite + measure.infinite;
    const title = say("when.title", { name: titled(measure) });
    if (!base) return when(measure, { title, runs, summary: say("explored.came", { count: measure.finite, runs }) });
    const share = ({ finite, infinite }: Measure): string => percent(finite / Math.max(finite + infinite, 1));
    return when(base, { title, runs, summary: say("explored.came-what-if", { base: say("explored.baseline"), before: share(base), now: share(measure), yours }),
        whatIf: { measure, names: { base: say("explored.baseline"), whatIf: yours } } });
}

function measuresOf(view: RunView, base: RunView | null, yours: string): HTMLElement {
    const before = new Map(base?.measures.map((measure) => [measure.name, measure]));
    const middle = (measure: Measure | undefined) => measure === undefined ? "" : value(measure.q50, measure.duration);
    return h("details", { class: "card" }, h("summary", {}, say("explored.measures")),
        h("div", { class: "table-wrap", tabindex: 0, role: "region", "aria-label": say("explored.measures") }, h("table", {},
            h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("explored.measure")), base && h("th", { scope: "col" }, say("explored.baseline")),
                h("th", { scope: "col" }, base ? yours : say("explored.median")), h("th", { scope: "col" }, say("explored.middle-90")))),
            h("tbody", {}, view.measures.map((measure) => h("tr", {}, h("th", { scope: "row" }, capital(words(measure.name)), measure.about !== "" && h("small", { class: "faint" }, ` ${measure.about}`)),
                base && h("td", {}, middle(before.get(measure.name))), h("td", {}, middle(measure)),
                h("td", {}, say("play.between", { low: value(measure.q05, measure.duration), high: value(measure.q95, measure.duration) }))))))));
}
