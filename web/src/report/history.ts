// One run, step by step: the play bar, lanes and fans on one timeline, and "Why did it act?" beside them.

import type { Act, Bands, Decision, RunView } from "../data";
import { append, h, replace } from "../dom";
import { fans } from "../kit/fans";
import { figure, type Figure } from "../kit/figure";
import { lanes } from "../kit/lanes";
import { actName, titleOf } from "../kit/names";
import { stepName } from "../kit/time";
import { Timeline } from "../kit/timeline";
import { isOf, why, whyChance, whyHint, whyUnknown, type WhyContext } from "../kit/why";
import { say } from "../words";
import { playBar } from "./play_bar";

export interface Places {
    lanes: Element | null;
    fans: Element | null;
    why: Element | null;
}

/** What happened at a step, in one line. */
function told(view: RunView, step: number): string {
    const acts = view.shown.acts.filter((act) => act.step === step).map((act) =>
        act.channel === "" ? actName(view.actors, act)
            : say("report.told", { who: titleOf(view.actors, act.actor), what: actName(view.actors, act) }));
    const calendar = view.calendar.filter((span) => span.first <= step && step <= span.last).map((span) => span.name);
    return [...acts, ...calendar].join(" · ");
}

export interface HistoryOptions {
    /** Bands of the variables under changed settings, by label; the view's own are then the baseline's. */
    whatIf?: Map<string, Bands>;
    /** Where to begin; else at the act that is highest on the ladder, the first such. */
    step?: number;
}

/** Of the run that is on the page. */
let listening = new AbortController();

/** Fills the places of one run; the timeline says which step is looked at. */
export function history(view: RunView, places: Places, source: string, options: HistoryOptions = {}): Timeline {
    const timeline = new Timeline(view.time);
    const figures: Figure[] = [];
    const panel = h("aside", { class: "card why-card", "aria-label": say("why.title") }, whyHint());
    const spoken = h("p", { class: "hidden", role: "status" });
    const { shown } = view;

    const chart = lanes({ ...view, acts: shown.acts }, {
        timeline, title: say("lanes.title"), onWhy: (act) => open(act),
        summary: say("lanes.summary", { run: shown.run, runs: view.origin.runs, count: shown.acts.filter((act) => act.channel !== "").length }),
    });
    const context: WhyContext = { ...view, ...shown, onChoose: (decision) => openDecision(decision) };
    const show = (content: HTMLElement): void => {
        replace(panel, content);
        panel.scrollTop = 0;
        spoken.textContent = content.querySelector("p:not([class])")?.textContent ?? "";
    };
    const openDecision = (decision: Decision): void => {
        chart.select(shown.acts.find((act) => isOf(decision, act, shown.rules)) ?? null);
        show(why(decision, context));
    };
    const open = (act: Act): void => {
        const decision = shown.decisions.find((one) => isOf(one, act, shown.rules));
        chart.select(act);
        show(act.channel === "" ? whyChance(act, context) : decision ? why(decision, context) : whyUnknown(act, context));
    };

    if (places.lanes && shown.acts.length > 0) figures.push(figure(chart, source));
    if (places.fans && view.variables.length + view.observed.length > 0) figures.push(figure(fans(
        { ...view, runs: view.origin.runs, ...(options.whatIf ? { whatIf: options.whatIf } : {}) },
        { timeline, title: say("fans.title"), summary: fansSummary(view) }), source));

    const bar = playBar(timeline, shown, {
        open, told: (step) => told(view, step), section: () => grid.closest("section") ?? grid });
    const grid = h("div", { class: "history" });
    const first = places.lanes ?? places.fans ?? places.why;
    const around = first?.closest(".columns") ?? first;
    around?.before(bar, grid);
    const [top, ...rest] = figures.map((each) => each.element);
    append(grid, [top, panel, spoken, rest]);
    for (const place of [places.lanes, places.fans, places.why, around]) place?.remove();
    grid.closest("section")?.classList.remove("playing");  // of a run that was playing here when this took its place

    // After a drag no chart has the focus. A run that is drawn anew takes the place of the one before.
    listening.abort();
    listening = new AbortController();
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && timeline.zoomed) timeline.zoomOut();
    }, { signal: listening.signal });
    timeline.onMove.push(() => figures.forEach((each) => each.moved()));
    timeline.onZoom.push(() => figures.forEach((each) => each.redraw()));
    const loudest = (acts: Act[]): Act | undefined => [...acts].sort((a, b) => Number(b.rung ?? -1) - Number(a.rung ?? -1))[0];
    const start = options.step ?? loudest(shown.acts)?.step ?? 0;
    timeline.moveTo(start);
    const opening = loudest(shown.acts.filter((act) => act.step === start));
    if (opening) open(opening);
    return timeline;
}

function fansSummary(view: RunView): string {
    const compared = view.observed.find((series) => typeof series.coverage90 === "number");
    const base = say("fans.summary", { runs: view.origin.runs, end: stepName(view.time, view.time.steps) });
    if (!compared || typeof compared.coverage90 !== "number") return base;
    const points = compared.points.filter((p) => typeof p.q50 === "number").length;
    return `${base} ${say("fans.covered", { count: Math.round(compared.coverage90 * points), points, name: compared.name.replaceAll("_", " ") })}`;
}
