// When something first comes: a hundred dots, each one run in a hundred, those without it hollow at the right. Changed
// settings hang their dots below the line.

import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { Measure } from "../data";
import { s } from "../dom";
import { say } from "../words";
import { type Chart, narrow } from "./figure";
import { value, withoutStop } from "./format";
import { dot, type KeyEntry } from "./key";

export interface WhenOptions {
    title: string;
    summary: string;
    runs: number;
    /** A value to point at, as that of one's own game. */
    mine?: number | "inf";
    /** The same measure under changed settings, and what the two are called. */
    whatIf?: { measure: Measure; names: { base: string; whatIf: string } };
}

/** Radii to choose from, the largest whose highest heap is no higher than this. */
const radii = [5.5, 4.5, 4, 3.5];
const highest = 190;

/** The dots of one setting. */
interface Heap {
    came: number[];
    never: number;
    style: string;
    /** Of the dots on top of each other: -1 upward, 1 downward. */
    way: -1 | 1;
}

function heapOf(measure: Measure, style: string, way: -1 | 1): Heap {
    const came = measure.dots.filter((v): v is number => typeof v === "number");
    return { came, never: measure.dots.length - came.length, style, way };
}

/** Column and place in it of each dot. */
function stacked({ came }: Heap, x: ScaleLinear<number, number>, bin: number): [column: number, row: number][] {
    const heights = new Map<number, number>();
    return came.map((v) => {
        const column = Math.round((x(v) - x.range()[0]!) / bin);
        const row = heights.get(column) ?? 0;
        heights.set(column, row + 1);
        return [column, row];
    });
}

const tallest = (heap: Heap, x: ScaleLinear<number, number>, bin: number): number =>
    Math.max(0, ...stacked(heap, x, bin).map(([, row]) => row + 1));

export function when(measure: Measure, options: WhenOptions): Chart {
    const { whatIf } = options;
    const heaps = [heapOf(measure, "when", -1)];
    if (whatIf) heaps.push(heapOf(whatIf.measure, "when what-if", 1));
    const missing = heaps.some((heap) => heap.never > 0);
    const came = heaps.flatMap((heap) => heap.came);
    const pointed = typeof options.mine === "number" ? [...came, options.mine] : came;

    const draw = (width: number): SVGSVGElement => {
        const side = missing ? (width < narrow ? 92 : 130) : 10;
        const [low, high] = [Math.min(0, ...pointed), Math.max(...pointed, 1)];
        const x = scaleLinear([low, high], [14, width - side - 14]).nice(6);
        const radius = radii.find((r) => heaps.every((heap) => tallest(heap, x, 2 * r + 1) * (2 * r + 1) <= highest)) ?? 3;
        const bin = 2 * radius + 1;
        const columns = Math.max(4, Math.floor((side - 24) / bin));
        const heights = heaps.map((heap) => tallest(heap, x, bin));
        // Where nearly all runs agree the dots of a heap lie over each other, so that it fits the page.
        const pitch = Math.min(bin, Math.max(highest / Math.max(...heights, 1), 1.5));
        const rooms = heaps.map((heap, i) => Math.max(heights[i]! * pitch + bin, Math.ceil(heap.never / columns) * bin));
        const base = Math.max(6 * bin, rooms[0]!) + 22;
        const bottom = whatIf ? base + Math.max(3 * bin, rooms[1]!) + 18 : base;
        const unit = measure.duration || options.title.includes(withoutStop(measure.about)) ? "" : measure.about;
        const height = bottom + (unit === "" ? 26 : 44);
        const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "chart" });
        for (const tick of x.ticks(Math.max(3, Math.floor(width / 90)))) svg.append(
            whatIf ? s("line", { x1: x(tick), x2: x(tick), y1: 20, y2: bottom + 5, class: "grid" })
                : s("line", { x1: x(tick), x2: x(tick), y1: base, y2: base + 5, class: "axis" }),
            s("text", { x: x(tick), y: bottom + 19, class: "tick middle" }, value(tick, measure.duration)));
        svg.append(s("line", { x1: x.range()[0], x2: x.range()[1], y1: base, y2: base, class: "axis" }));
        const right = width - columns * bin - 4;
        for (const heap of heaps) {
            const at = (height: number): number => base + heap.way * (radius + 1 + height);
            for (const [column, row] of stacked(heap, x, bin))
                svg.append(s("circle", { cx: x.range()[0]! + column * bin, cy: at(row * pitch), r: radius, class: heap.style }));
            for (let i = 0; i < heap.never; ++i) svg.append(s("circle", {
                cx: right + (i % columns) * bin + radius, cy: at(Math.floor(i / columns) * bin), r: radius - 0.8, class: `${heap.style} never` }));
            if (heap.never > 0 || (missing && whatIf)) svg.append(s("text", {
                x: width - 4, y: whatIf ? at(Math.ceil(heap.never / columns) * bin) + 4 + 3 * heap.way : bottom + 19,
                class: heap.way > 0 ? "small end what-if-text" : "tick end" }, say("when.never", { count: heap.never })));
        }
        if (unit !== "") svg.append(s("text", { x: 14, y: bottom + 38, class: "small faint" }, unit));
        if (options.mine !== undefined) {
            const at = typeof options.mine === "number" ? x(options.mine) : width - 4 - (columns * bin) / 2;
            svg.append(s("line", { x1: at, x2: at, y1: 16, y2: base, class: "cursor" }),
                s("text", { x: at, y: 11, class: at > width - 50 ? "small strong end" : "small strong middle" }, say("when.mine")));
        }
        return svg;
    };
    const entries: KeyEntry[] = whatIf
        ? [{ text: whatIf.names.base, symbol: () => dot("when") }, { text: whatIf.names.whatIf, symbol: () => dot("when what-if") }]
        : [{ text: say("when.dot", { runs: options.runs }), symbol: () => dot("when") }];
    if (missing) entries.push({ text: say("when.hollow"), symbol: () => dot("when never") });
    return { title: options.title, summary: options.summary, key: [{ name: "", entries }], role: "img", draw };
}
