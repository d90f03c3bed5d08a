// When something first comes: a hundred dots, each one run in a hundred, those without it hollow at the right.

import { scaleLinear } from "d3-scale";
import type { Measure } from "../data";
import { s } from "../dom";
import { say } from "../words";
import { type Chart, narrow } from "./figure";
import { value } from "./format";
import { dot, type KeyEntry } from "./key";
import { titled } from "./names";

export interface WhenOptions {
    title: string;
    summary: string;
    runs: number;
    /** A value to point at, as that of one's own game. */
    mine?: number | "inf";
}

/** Radii to choose from, the largest whose highest heap is no higher than this. */
const radii = [5.5, 4.5, 4, 3.5];
const highest = 190;

function tallest(places: number[], radius: number): number {
    const heaps = new Map<number, number>();
    for (const place of places) {
        const column = Math.round(place / (2 * radius + 1));
        heaps.set(column, (heaps.get(column) ?? 0) + 1);
    }
    return Math.max(...heaps.values(), 1);
}

export function when(measure: Measure, options: WhenOptions): Chart {
    const finite = measure.dots.filter((v): v is number => typeof v === "number");
    const never = measure.dots.length - finite.length;
    const pointed = typeof options.mine === "number" ? [...finite, options.mine] : finite;

    const draw = (width: number): SVGSVGElement => {
        const side = never > 0 ? (width < narrow ? 92 : 130) : 10;
        const [low, high] = [Math.min(0, ...pointed), Math.max(...pointed, 1)];
        const x = scaleLinear([low, high], [14, width - side - 14]).nice(6);
        const places = finite.map((v) => x(v) - x(low));
        const radius = radii.find((r) => tallest(places, r) * (2 * r + 1) <= highest) ?? 3;
        const bin = 2 * radius + 1;
        const stacks = new Map<number, number>();
        const placed = places.map((place) => {
            const column = Math.round(place / bin);
            const row = stacks.get(column) ?? 0;
            stacks.set(column, row + 1);
            return [x(low) + column * bin, row] as const;
        });
        const columns = Math.max(4, Math.floor((side - 24) / bin));
        const most = Math.max(...stacks.values(), 1);
        // Where nearly all runs agree the dots of a heap lie over each other, so that it fits the page.
        const pitch = Math.min(bin, Math.max(highest / most, 1.5));
        const base = Math.max(6 * bin, most * pitch + bin, Math.ceil(never / columns) * bin) + 22;
        const unit = measure.duration || options.title.includes(titled(measure)) ? "" : measure.about;
        const height = base + (unit === "" ? 26 : 44);
        const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "chart" });
        for (const tick of x.ticks(Math.max(3, Math.floor(width / 90)))) svg.append(
            s("line", { x1: x(tick), x2: x(tick), y1: base, y2: base + 5, class: "axis" }),
            s("text", { x: x(tick), y: base + 19, class: "tick middle" }, value(tick, measure.duration)));
        svg.append(s("line", { x1: x.range()[0], x2: x.range()[1], y1: base, y2: base, class: "axis" }));
        for (const [cx, row] of placed)
            svg.append(s("circle", { cx, cy: base - radius - 1 - row * pitch, r: radius, class: "when" }));
        const right = width - columns * bin - 4;
        for (let i = 0; i < never; ++i) svg.append(s("circle", {
            cx: right + (i % columns) * bin + radius, cy: base - radius - 1 - Math.floor(i / columns) * bin, r: radius - 0.8, class: "when never" }));
        if (never > 0) svg.append(s("text", { x: width - 4, y: base + 19, class: "tick end" }, say("when.never", { count: never })));
        if (unit !== "") svg.append(s("text", { x: 14, y: base + 38, class: "small faint" }, unit));
        if (options.mine !== undefined) {
            const at = typeof options.mine === "number" ? x(options.mine) : width - 4 - (columns * bin) / 2;
            svg.append(s("line", { x1: at, x2: at, y1: 16, y2: base, class: "cursor" }),
                s("text", { x: at, y: 11, class: at > width - 50 ? "small strong end" : "small strong middle" }, say("when.mine")));
        }
        return svg;
    };
    const entries: KeyEntry[] = [{ text: say("when.dot", { runs: options.runs }), symbol: () => dot("when") }];
    if (never > 0) entries.push({ text: say("when.hollow"), symbol: () => dot("when never") });
    return { title: options.title, summary: options.summary, key: [{ name: "", entries }], role: "img", draw };
}
