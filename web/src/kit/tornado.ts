// What matters: a bar a factor, the one that moves the result most on top.

import { scaleLinear } from "d3-scale";
import { s } from "../dom";
import { say } from "../words";
import { type Chart, narrow } from "./figure";
import { block, dot, line, type KeyEntry } from "./key";
import { rowName } from "./rows";
import { cut, textWidth } from "./text";

/** Of an index: how much. */
export interface Effect {
    name: string;
    about: string;
    value: number;
    low: number;
    high: number;
}

/** Of a design's margins: the result at the factor's levels. */
export interface Margin {
    name: string;
    about: string;
    levels: { label: string; value: number }[];
}

export interface TornadoOptions {
    title: string;
    summary: string;
    format: (v: number) => string;
    /** What the axis counts, under it. */
    unit: string;
}

/** Rows that a reader can still compare. */
const most = 15;
const rowHeight = 34;

function frameOf(width: number, rows: number): { above: boolean; left: number; right: number; each: number; bottom: number } {
    const above = width < narrow;
    const each = above ? rowHeight + 18 : rowHeight;
    return { above, left: above ? 8 : 190, right: width - 66, each, bottom: rows * each + 4 };
}

function axis(svg: SVGSVGElement, x: (v: number) => number, ticks: number[], bottom: number, width: number, options: TornadoOptions): void {
    for (const tick of ticks) svg.append(
        s("line", { x1: x(tick), x2: x(tick), y1: 0, y2: bottom, class: "grid" }),
        s("text", { x: x(tick), y: bottom + 16, class: "tick middle" }, options.format(tick)));
    svg.append(s("text", { x: width, y: bottom + 36, class: "small faint end" }, options.unit));
    svg.setAttribute("height", String(bottom + 44));
    svg.setAttribute("viewBox", `0 0 ${width} ${bottom + 44}`);
}

/** Bars of indices with their intervals. */
export function effects(all: Effect[], options: TornadoOptions): Chart {
    const rows = [...all].sort((a, b) => b.value - a.value).slice(0, most);
    const draw = (width: number): SVGSVGElement => {
        const { above, left, right, each, bottom } = frameOf(width, rows.length);
        const x = scaleLinear([Math.min(0, ...rows.map((row) => row.low)), Math.max(...rows.map((row) => row.high), 1e-12)], [left, right]).nice(5);
        const svg = s("svg", { width, class: "chart" });
        axis(svg, x, x.ticks(above ? 4 : 6), bottom, width, options);
        rows.forEach((row, i) => {
            const y = i * each + (above ? 18 : 0) + 8;
            const middle = y + 8;
            const zero = x(0);
            const end = x(row.value);
            svg.append(...rowName(row.name, above ? "" : row.about, above ? width - 10 : 178, above ? y - 4 : row.about === "" ? y + 12 : y + 5),
                s("rect", { x: Math.min(zero, end), y, width: Math.max(Math.abs(end - zero), 1), height: 16, rx: 2, class: "bar" }),
                s("path", { class: "interval", d: `M${x(row.low)},${middle}H${x(row.high)}M${x(row.low)},${middle - 5}v10M${x(row.high)},${middle - 5}v10` }),
                s("text", { x: x(row.high) + 7, y: middle + 4, class: "small" }, options.format(row.value)));
        });
        return svg;
    };
    const key: KeyEntry[] = [{ text: say("tornado.index"), symbol: () => block("bar") },
        { text: say("tornado.interval"), symbol: () => line("interval") }];
    return { title: options.title, summary: options.summary, key: [{ name: "", entries: key }], role: "img", draw };
}

/** What stands at the two ends of a row: the levels with the lowest and the highest result. */
function ends(row: Margin): [string, string] {
    const [first, ...others] = [...row.levels].sort((a, b) => a.value - b.value);
    const last = others.at(-1) ?? first;
    return !first || !last || first.value === last.value ? ["", say("tornado.same")] : [first.label, last.label];
}

/** Room for the longest of some labels beside the bars. */
function margin(labels: string[], width: number): number {
    return Math.min(Math.max(...labels.map((label) => textWidth(label))) + 18, 0.25 * width);
}

/** From the lowest to the highest result over the levels of each factor, first level hollow, last level solid. */
export function margins(all: Margin[], overall: number, options: TornadoOptions): Chart {
    const reach = (row: Margin): [number, number] => {
        const values = row.levels.map((level) => level.value);
        return [Math.min(...values), Math.max(...values)];
    };
    const rows = all.filter((row) => row.levels.length > 1)
        .sort((a, b) => reach(b)[1] - reach(b)[0] - (reach(a)[1] - reach(a)[0])).slice(0, most);
    const draw = (width: number): SVGSVGElement => {
        const { above, left, each, bottom } = frameOf(width, rows.length);
        const x = scaleLinear([Math.min(overall, ...rows.map((row) => reach(row)[0])), Math.max(overall, ...rows.map((row) => reach(row)[1]))],
            [left + margin(rows.map((row) => ends(row)[0]), width), width - margin(rows.map((row) => ends(row)[1]), width)]);
        const svg = s("svg", { width, class: "chart" });
        axis(svg, x, x.ticks(above ? 4 : 6), bottom, width, options);
        svg.append(s("line", { x1: x(overall), x2: x(overall), y1: 0, y2: bottom, class: "cursor" }));
        rows.forEach((row, i) => {
            const y = i * each + (above ? 18 : 0) + 8;
            const [low, high] = reach(row);
            svg.append(...rowName(row.name, above ? "" : row.about, above ? width - 10 : 178, above ? y - 4 : row.about === "" ? y + 12 : y + 5),
                s("rect", { x: x(low), y: y + 3, width: Math.max(x(high) - x(low), 1), height: 10, rx: 5, class: "bar" }));
            // The first level last, so that no other hides it.
            for (const level of [...row.levels].reverse()) svg.append(
                s("circle", { cx: x(level.value), cy: y + 8, r: 5, class: level === row.levels[0] ? "level first" : "level" },
                    s("title", { "data-page": true }, `${level.label}: ${options.format(level.value)}`)));
            const [least, greatest] = ends(row);
            if (least) svg.append(s("text", { x: x(low) - 9, y: y + 12, class: "small faint end" }, cut(least, x(low) - left)));
            svg.append(s("text", { x: x(high) + 9, y: y + 12, class: "small faint" }, cut(greatest, width - x(high) - 10)));
        });
        return svg;
    };
    const key: KeyEntry[] = [{ text: say("tornado.first"), symbol: () => dot("level first") }, { text: say("tornado.last"), symbol: () => dot("level") },
        { text: say("tornado.overall"), symbol: () => line("cursor") }];
    return { title: options.title, summary: options.summary, key: [{ name: "", entries: key }], role: "img", draw };
}
