// Fan charts on one axis of time: what the many runs did as bands and a dashed median, what this run did as a dark line,
// what was observed as points.

import { extent } from "d3-array";
import { scaleLinear, type ScaleLinear } from "d3-scale";
import { area, line as lineOf } from "d3-shape";
import type { Actor, Bands, Num, Observed, Variable } from "../data";
import { s } from "../dom";
import { say } from "../words";
import { cursor, timeFrame, timeGrid, zoomable, type TimeFrame } from "./axis";
import { spread } from "./dodge";
import { type Chart, narrow } from "./figure";
import { capital, value, words } from "./format";
import { block, dot, line, type KeyEntry } from "./key";
import { variableName } from "./names";
import { cut, lines } from "./text";
import { thin } from "./thin";
import type { Timeline } from "./timeline";

export interface FansData {
    actors: Actor[];
    variables: Variable[];
    observed: Observed[];
    /** Bands of the same variables under changed settings, by label. */
    whatIf?: Map<string, Bands>;
    runs: number;
}

export interface FansOptions {
    timeline: Timeline;
    title: string;
    summary: string;
    /** False: the last value shown is the newest that there is, as in a game that goes on. */
    shown?: boolean;
}

interface Point {
    at: number;
    value: number;
    inside: boolean | null;
}

/** One panel, of a variable or of a series that was observed. */
interface Panel {
    title: string;
    /** With whose it is, where that has no line of its own. */
    full: string;
    about: string;
    duration: boolean;
    /** Places of the values on the axis; without them state by state. */
    at: number[] | null;
    bands: Bands | null;
    whatIf: Bands | null;
    shown: number[];
    points: Point[];
    low: Num;
    high: Num;
}

const height = 78;
const gap = 16;
/** A panel shows the whole range of its variable where the values fill at least this share of it. */
const filled = 0.4;
/** And at least this share of it. */
const least = 0.1;

function pointsOf(series: Observed): Point[] {
    return series.points.map((p) => ({ at: p.at, value: p.value,
        inside: typeof p.q05 === "number" && typeof p.q95 === "number" ? p.value >= p.q05 && p.value <= p.q95 : null }));
}

function panelsOf(data: FansData): Panel[] {
    const shared = (v: Variable): Observed | undefined => data.observed.find((series) => series.compares === v.label);
    const variables = data.variables.map((v): Panel => {
        const { title, whose } = variableName(data.actors, v);
        const series = shared(v);
        return {
            title, full: whose === "" ? title : say("kit.of", { title, whose }), about: whose || v.about, duration: v.duration, at: null, bands: v.bands, whatIf: data.whatIf?.get(v.label) ?? null,
            shown: v.shown, points: series ? pointsOf(series) : [], low: v.low, high: v.high,
        };
    });
    const labels = new Set(data.variables.map((v) => v.label));
    const series = data.observed.filter((each) => !labels.has(each.compares)).map((each): Panel => {
        const compared = each.points.filter((p) => typeof p.q50 === "number");
        const finite = (v: Num): number => (typeof v === "number" ? v : NaN);
        const title = capital(words(each.name));
        return {
            title, full: title, about: say("fans.observed"), duration: false, at: compared.map((p) => p.at),
            bands: compared.length === 0 ? null : {
                q05: compared.map((p) => finite(p.q05)), q25: compared.map((p) => finite(p.q25)),
                q50: compared.map((p) => finite(p.q50)), q75: compared.map((p) => finite(p.q75)),
                q95: compared.map((p) => finite(p.q95)),
            },
            whatIf: null, shown: [], points: pointsOf(each), low: null, high: null,
        };
    });
    return [...variables, ...series];
}

/** The range that a panel shows. */
function rangeOf(panel: Panel): [number, number] {
    const values = [panel.shown, panel.points.map((p) => p.value)];
    for (const bands of [panel.bands, panel.whatIf]) if (bands) values.push(bands.q05, bands.q95);
    const [low, high] = extent(values.flat());
    if (low === undefined || high === undefined) return [0, 1];
    if (typeof panel.low === "number" && typeof panel.high === "number" && high - low >= filled * (panel.high - panel.low))
        return [panel.low, panel.high];
    if (typeof panel.low === "number" && typeof panel.high === "number") {
        if (high === low) return [panel.low, panel.high];
        // A change that is next to nothing is not drawn as a leap.
        const span = least * (panel.high - panel.low);
        const from = Math.max(panel.low, Math.min((low + high - span) / 2, panel.high - span));
        if (high - low < span) return [from, from + span];
    }
    if (high === low) return [low - 0.5, high + 0.5];
    return low >= 0 && low < 0.5 * high ? [0, high] : [low, high];
}

/** Places of the values of a series to draw, with one beyond each end of what is in view. */
function drawn(values: number[], frame: TimeFrame): number[] {
    const [from, to] = frame.x.domain() as [number, number];
    return thin(values, Math.max(Math.floor(from) - 1, 0), Math.ceil(to) + 1, Math.ceil(frame.right - frame.left));
}

function pathOf(values: number[], frame: TimeFrame, y: ScaleLinear<number, number>): string {
    return lineOf<number>((i) => frame.x(i), (i) => y(values[i] ?? 0))(drawn(values, frame)) ?? "";
}

function bandsOf(panel: Panel, bands: Bands, frame: TimeFrame, y: ScaleLinear<number, number>, style: string): SVGGElement {
    const band = (low: number[], high: number[]): string =>
        area<number>().x((i) => frame.x(i)).y0((i) => y(low[i] ?? 0)).y1((i) => y(high[i] ?? 0))(drawn(high, frame)) ?? "";
    return s("g", {},
        s("path", { d: band(bands.q05, bands.q95), class: `band-90 ${style}` }),
        s("path", { d: band(bands.q25, bands.q75), class: `band-50 ${style}` }),
        s("path", { d: pathOf(bands.q50, frame, y),
            class: panel.whatIf === bands ? "line what-if" : "line median" }));
}

/** Periods that jump, as counts do, are drawn as blocks. */
function blocksOf(panel: Panel, bands: Bands, frame: TimeFrame, y: ScaleLinear<number, number>): SVGGElement {
    const at = panel.at ?? [];
    const width = Math.max(1, Math.min(...at.slice(1).map((place, i) => frame.x(place) - frame.x(at[i] ?? place)), 40));
    const rect = (i: number, low: number[], high: number[], style: string): SVGRectElement => {
        const top = y(high[i] ?? 0);
        return s("rect", { x: frame.x(at[i] ?? 0) - width, y: top - 1, width, height: y(low[i] ?? 0) - top + 2, class: style });
    };
    return s("g", {}, at.map((place, i) => {
        if (frame.x(place) > frame.right || frame.x(place) - width < frame.left) return null;
        const middle = y(bands.q50[i] ?? 0);
        return [rect(i, bands.q05, bands.q95, "band-90"), rect(i, bands.q25, bands.q75, "band-50"),
            s("line", { x1: frame.x(place) - width, x2: frame.x(place), y1: middle, y2: middle, class: "line median" })];
    }));
}

function keyOf(data: FansData, panels: Panel[], shown: boolean): KeyEntry[] {
    const entries: KeyEntry[] = [];
    if (shown) entries.push({ text: say("fans.this_run"), symbol: () => line("line this-run") });
    if (panels.some((panel) => panel.bands && panel.bands.q50.length > 0)) entries.push(
        { text: say("fans.median", { count: data.runs }), symbol: () => line("line median") },
        { text: say("fans.half"), symbol: () => block("band-50") }, { text: say("fans.ninety"), symbol: () => block("band-90") });
    if (data.whatIf) entries.push({ text: say("fans.what_if"), symbol: () => line("line what-if") });
    if (panels.some((panel) => panel.points.length > 0))
        entries.push({ text: say("fans.point"), symbol: () => dot("point") }, { text: say("fans.point_out"), symbol: () => dot("point out") });
    return entries;
}

let clips = 0;

export function fans(data: FansData, options: FansOptions): Chart {
    const { timeline } = options;
    const panels = panelsOf(data);
    const moves: (() => void)[] = [];
    const moved = (): void => moves.forEach((move) => move());

    const drawPanel = (panel: Panel, frame: TimeFrame, top: number, above: boolean, width: number): SVGGElement => {
        const bottom = top + height;
        const y = scaleLinear(rangeOf(panel), [bottom - 2, top + 2]);
        if (panel.low !== rangeOf(panel)[0] || panel.high !== rangeOf(panel)[1]) y.nice(3);
        const clip = `plot-${++clips}`;
        const group = s("g", {}, s("clipPath", { id: clip },
            s("rect", { x: frame.left, y: top - 4, width: frame.right - frame.left, height: height + 8 })));
        const ticks = y.ticks(3).length > 4 ? y.ticks(2) : y.ticks(3);
        for (const tick of ticks) group.append(
            s("line", { x1: frame.left, x2: frame.right, y1: y(tick), y2: y(tick), class: "grid" }),
            s("text", { x: frame.left - 6, y: y(tick) + 4, class: "tick end" }, value(tick, panel.duration)));
        const inside = s("g", { "clip-path": `url(#${clip})` });
        if (panel.bands && panel.at) inside.append(blocksOf(panel, panel.bands, frame, y));
        else if (panel.bands) inside.append(bandsOf(panel, panel.bands, frame, y, ""));
        if (panel.whatIf) inside.append(bandsOf(panel, panel.whatIf, frame, y, "what-if"));
        inside.append(s("path", { d: pathOf(panel.shown, frame, y), class: "line this-run" }));
        const [first, second] = panel.at ?? [];
        const offset = first !== undefined && second !== undefined ? (frame.x(second) - frame.x(first)) / 2 : 0;
        for (const point of panel.points) if (point.at >= timeline.from && point.at <= timeline.to) inside.append(
            s("circle", { cx: frame.x(point.at) - offset, cy: y(point.value), r: 3, class: point.inside === false ? "point out" : "point" },
                s("title", { "data-page": true }, value(point.value, panel.duration))));
        group.append(inside, endLabels(panel, y, above, width, options.shown ?? true));
        moves.push(header(panel, frame, y, top, above, group, timeline));
        return group;
    };

    const draw = (width: number): SVGSVGElement => {
        moves.length = 0;
        const above = width < narrow;
        const frame = timeFrame(timeline, above ? 36 : 176, above ? width : width - 104);
        const svg = s("svg", { width, class: "chart" });
        const each = height + gap + (above ? 22 : 0);
        const first = above ? 24 : 6;
        const bottom = first + panels.length * each - gap - (above ? 22 : 0);
        panels.forEach((panel, i) => {
            const top = first + i * each;
            svg.append(timeGrid(timeline, frame, top, top + height, i === panels.length - 1),
                drawPanel(panel, frame, top, above, width));
        });
        const line = cursor(timeline, frame, first - 4, bottom);
        svg.append(line.element);
        moves.push(line.place);
        svg.setAttribute("height", String(bottom + 24));
        svg.setAttribute("viewBox", `0 0 ${width} ${bottom + 24}`);
        zoomable(svg, timeline, frame, first - 4, bottom);
        return svg;
    };
    return {
        title: options.title, summary: options.summary, role: "img", draw, moved,
        key: [{ name: "", entries: keyOf(data, panels, options.shown ?? true) }],
    };
}

/** Name and what it is of, and the value at the cursor, which follows it with a dot on the line. */
function header(panel: Panel, frame: TimeFrame, y: ScaleLinear<number, number>, top: number, above: boolean,
    group: SVGGElement, timeline: Timeline): () => void {
    const now = s("text", { class: above ? "strong end" : "now" });
    const point = s("circle", { r: 4, class: "cursor-dot" });
    if (above) {
        group.append(s("text", { x: 0, y: top - 7, class: "strong" }, cut(panel.full, frame.right - 90, true)));
        now.setAttribute("x", String(frame.right));
        now.setAttribute("y", String(top - 7));
    } else {
        const title = lines(panel.title, 130, 2, true);
        const about = lines(panel.about, 130, 2);
        [...title, ...about].forEach((text, i) =>
            group.append(s("text", { x: 0, y: top + 12 + 15 * i, class: i < title.length ? "strong" : "faint" }, text)));
        now.setAttribute("y", String(top + 19 + 15 * (title.length + about.length)));
    }
    group.append(point, now);
    return () => {
        const v = panel.shown[timeline.step];
        const seen = v !== undefined && timeline.step >= timeline.from && timeline.step <= timeline.to;
        now.textContent = v === undefined ? "" : value(v, panel.duration);
        point.setAttribute("visibility", seen ? "visible" : "hidden");
        if (!seen) return;
        point.setAttribute("cx", String(frame.x(timeline.step)));
        point.setAttribute("cy", String(y(v)));
    };
}

/** At the right end of the lines, what they are and where they end. */
function endLabels(panel: Panel, y: ScaleLinear<number, number>, above: boolean, width: number, shown: boolean): SVGGElement {
    if (above) return s("g");
    const ends: { text: string; style: string; value: number }[] = [];
    const add = (key: string, style: string, values: number[] | undefined): void => {
        const v = values?.at(-1);
        if (v === undefined) return;
        const text = value(v, panel.duration);
        ends.push({ text: key === "" ? text : say(key, { value: text }), style, value: v });
    };
    if (!panel.at) add("fans.end_median", "small faint", panel.bands?.q50);
    add("fans.end_what_if", "small what-if-text", panel.whatIf?.q50);
    add(shown ? "fans.end_this_run" : "", "small strong", panel.shown);
    const [top, bottom] = [Math.min(...y.range()), Math.max(...y.range())];
    const places = spread(ends.map((end) => y(end.value)), 14, top + 4, bottom - 2);
    return s("g", {}, ends.map((end, i) =>
        s("text", { x: width, y: (places[i] ?? 0) + 4, class: `${end.style} end` }, end.text)));
}
