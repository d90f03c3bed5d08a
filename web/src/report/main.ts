// The report's page: the tables and texts are there already; this fills the places for charts (`data-chart`, of view
// `data-view`) from the JSON beside them.

import type { Measure, ReportData, RunView, View } from "../data";
import { choose, type Choice } from "../kit/choose";
import { type Chart } from "../kit/figure";
import { value, words } from "../kit/format";
import { edgesOf, network } from "../kit/network";
import { outcomes } from "../kit/outcomes";
import { titled, titleOf } from "../kit/names";
import { when } from "../kit/when";
import { unfoldForPrint } from "../kit/unfold";
import { percent, say } from "../words";
import { alternativesOf, comparedDifferences, comparedOutcomes, sensitivityColumns, sensitivityTornado, sweepColumns,
    sweepHeatmap, sweepLineColumns, sweepLines, sweepMargins } from "./compared";
import { copyButtons } from "./copy";
import { history } from "./history";

function sourceOf(view: View): string {
    if (view.kind === "sweep")
        return say("report.source_sweep", { title: view.about.title, points: view.points, runs: view.runs, hash: view.hash });
    const { origin } = view;
    return say("report.source", { title: view.about.title, runs: origin.runs, seed: String(origin.seed), version: origin.version });
}

function outcomesOf(view: RunView): Chart {
    const most = [...view.outcomes].sort((a, b) => b.count - a.count)[0];
    return outcomes(view.outcomes, {
        title: say("outcomes.title"), runs: view.origin.runs, shown: view.shown.outcome,
        summary: most ? say("outcomes.summary", { count: most.count, runs: view.origin.runs, name: words(most.name), share: percent(most.share),
            low: percent(most.low), high: percent(most.high) }) : "",
    });
}

function whenOf(measure: Measure): Chart {
    const runs = measure.finite + measure.infinite;
    return when(measure, { title: say("when.title", { name: titled(measure) }), runs,
        summary: measure.q50 === "inf" || measure.q50 === null
            ? say("when.summary_rare", { count: measure.finite, runs, share: percent(measure.finite / Math.max(runs, 1)) })
            : say("when.summary", { count: measure.finite, runs, median: value(measure.q50, measure.duration),
                low: value(measure.q05, measure.duration), high: value(measure.q95, measure.duration) }) });
}

function networkOf(view: RunView): Chart | null {
    const edges = edgesOf(view.shown.acts, view.actors).sort((a, b) => b.count - a.count);
    const most = edges[0];
    if (!most) return null;
    const total = edges.reduce((sum, edge) => sum + edge.count, 0);
    return network(view.shown.acts, view.actors, { title: say("network.title"), summary: say("network.summary", {
        run: view.shown.run, total, from: titleOf(view.actors, most.from), to: titleOf(view.actors, most.to), count: most.count,
        direction: say(most.direction === "neutral" ? "network.in_all" : `network.${most.direction}`) }) });
}

const one = [{ index: 0, name: "" }];

function fillPlace(place: Element, view: View): void {
    const source = sourceOf(view);
    const put = (options: Choice[], label: string, chartOf: (index: number) => Chart | null): void =>
        choose(place, source, { label, options, chartOf });
    const kind = place.getAttribute("data-chart");
    if (view.kind === "run") {
        const times = view.measures.map((measure, index) => ({ measure, index, name: titled(measure) }))
            .filter(({ measure }) => (measure.when || measure.infinite > 0) && measure.dots.length > 0 && measure.finite > 0);
        if (kind === "outcomes") put(view.outcomes.length > 0 ? one : [], "", () => outcomesOf(view));
        if (kind === "when") put(times, say("when.choose"), (index) => whenOf(view.measures[index] as Measure));
        if (kind === "network") put(one, "", () => networkOf(view));
    } else if (view.kind === "compare") {
        const label = say("compare.choose");
        if (kind === "compare-outcomes") put(alternativesOf(view), label, (index) => comparedOutcomes(view, index));
        if (kind === "compare-differences") put(alternativesOf(view), label, (index) => comparedDifferences(view, index));
    } else if (view.kind === "sweep") {
        const label = say("sweep.choose");
        if (kind === "tornado") put(sweepColumns(view), label, (index) => sweepMargins(view, index));
        if (kind === "sweep-heatmap") put(sweepColumns(view), label, (index) => sweepHeatmap(view, index));
        if (kind === "sweep-lines") put(sweepLineColumns(view), say("sweep.shade"), (index) => sweepLines(view, index));
    } else if (kind === "tornado") put(sensitivityColumns(view), say("sweep.choose"), (index) => sensitivityTornado(view, index));
}

const { views } = JSON.parse(document.getElementById("views")?.textContent ?? '{"views":[]}') as ReportData;
views.forEach((view, number) => {
    const places = [...document.querySelectorAll(`[data-chart][data-view="${number}"]`)];
    const place = (kind: string): Element | null => places.find((each) => each.getAttribute("data-chart") === kind) ?? null;
    if (view.kind === "run")
        history(view, { lanes: place("lanes"), fans: place("fans"), why: place("why") }, sourceOf(view));
    for (const each of places) if (each.isConnected) fillPlace(each, view);
});
copyButtons(document.querySelectorAll("#reproduce pre"));
unfoldForPrint("main > section");
