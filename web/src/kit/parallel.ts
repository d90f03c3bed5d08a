// All settings at once: a line a design point over one axis a factor and result. A stretch marked on an axis, by drag or
// with the keyboard, keeps the lines that pass through it.

import { scaleLinear, scalePoint } from "d3-scale";
import { h, s } from "../dom";
import { say } from "../words";
import type { Chart } from "./figure";
import { words } from "./format";
import { shadeOf } from "./heatmap";
import { line, type KeyEntry } from "./key";
import { cut, lines } from "./text";

export interface ParallelAxis {
    name: string;
    /** Of words, in order; null for numbers. */
    levels: string[] | null;
    result: boolean;
    format: (v: number) => string;
}

export interface ParallelOptions {
    title: string;
    summary: string;
    /** The axis, one of numbers, whose value gives each line its shade. */
    shadedBy?: number;
}

type Value = number | string | null;
export interface Stretch {
    low: number;
    high: number;
}

const stride = 0.1;
const half: Stretch = { low: 0.5, high: 1 };

/** What a key makes of an axis's stretch: Enter marks the upper half or takes the mark away, arrows move it, with Shift
 *  its upper end alone, Escape clears. Undefined: the key means nothing here. */
export function keyed(stretch: Stretch | null, key: string, shift: boolean): Stretch | null | undefined {
    if (key === "Escape") return null;
    if (key === "Enter" || key === " ") return stretch ? null : half;
    const move = key === "ArrowUp" ? stride : key === "ArrowDown" ? -stride : 0;
    if (move === 0) return undefined;
    const { low, high } = stretch ?? half;
    if (shift) return { low, high: Math.min(Math.max(high + move, low + stride), 1) };
    const by = Math.min(Math.max(move, -low), 1 - high);
    return { low: low + by, high: high + by };
}

const height = 300;
const top = 50;
const bottom = height - 28;
/** Narrower and axes' names would run into each other: the chart scrolls instead. */
const leastGap = 86;

export function parallel(axes: ParallelAxis[], rows: Value[][], options: ParallelOptions): Chart {
    /** By axis, in shares of its height from the bottom. */
    const stretches: (Stretch | null)[] = axes.map(() => null);
    const told = h("p", { class: "faint", "aria-live": "polite" }, say("parallel.all", { count: rows.length }));
    const scales = axes.map((axis, i) => {
        if (axis.levels) {
            const points = scalePoint(axis.levels, [0.06, 0.94]);
            return (v: Value) => points(String(v)) ?? 0;
        }
        const values = rows.map((row) => row[i]).filter((v): v is number => typeof v === "number");
        const x = scaleLinear([Math.min(...values), Math.max(...values)], [0, 1]);
        return (v: Value) => (typeof v === "number" ? x(v) : NaN);
    });
    const kept = (row: Value[]): boolean => stretches.every((stretch, i) => {
        const at = scales[i]?.(row[i] ?? null) ?? NaN;
        return !stretch || (at >= stretch.low - 1e-9 && at <= stretch.high + 1e-9);
    });
    const shading = shadesOf(options.shadedBy === undefined ? [] : rows.map((row) => row[options.shadedBy ?? 0] ?? null));
    let paths: SVGPathElement[] = [];
    let boxes: SVGRectElement[] = [];

    const update = (): void => {
        let count = 0;
        rows.forEach((row, i) => {
            const on = kept(row);
            count += Number(on);
            paths[i]?.classList.toggle("off", !on);
        });
        stretches.forEach((stretch, i) => {
            const box = boxes[i];
            box?.setAttribute("visibility", stretch ? "visible" : "hidden");
            if (!stretch) return;
            box?.setAttribute("y", String(bottom - stretch.high * (bottom - top)));
            box?.setAttribute("height", String(Math.max((stretch.high - stretch.low) * (bottom - top), 2)));
        });
        told.textContent = count === rows.length ? say("parallel.all", { count }) : say("parallel.kept", { count, of: rows.length });
    };

    const draw = (room: number): SVGSVGElement => {
        const width = Math.max(room, leastGap * axes.length);
        const x = (i: number): number => 44 + (i * (width - 88)) / Math.max(axes.length - 1, 1);
        const y = (share: number): number => bottom - share * (bottom - top);
        const gap = (width - 88) / Math.max(axes.length - 1, 1);
        const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "chart" });
        paths = rows.map((row, k) => s("path", { class: `profile ${shading.of[k] ?? ""}`,
            d: row.map((v, i) => [x(i), y(scales[i]?.(v) ?? NaN)]).filter(([, at]) => Number.isFinite(at)).map(([px, py], i) => `${i ? "L" : "M"}${px?.toFixed(1)},${py?.toFixed(1)}`).join("") }));
        // The highest on top: they are what a reader looks for.
        svg.append(...[...paths].sort((a, b) => depths.findIndex((depth) => a.classList.contains(depth)) - depths.findIndex((depth) => b.classList.contains(depth))));
        boxes = axes.map((_, i) => s("rect", { x: x(i) - 7, width: 14, class: "stretch", "data-page": true }));
        axes.forEach((axis, i) => svg.append(axisOf(axis, i, x(i), Math.min(gap - 6, 150)), boxes[i] as SVGRectElement));
        update();
        return svg;
    };

    const axisOf = (axis: ParallelAxis, i: number, x: number, room: number): SVGGElement => {
        const values = rows.map((row) => row[i]).filter((v): v is number => typeof v === "number");
        const ends = axis.levels ? axis.levels.map((level) => ({ at: scales[i]?.(level) ?? 0, text: level }))
            : [...new Set([Math.min(...values), Math.max(...values)])].map((v) => ({ at: scales[i]?.(v) ?? 0, text: axis.format(v) }));
        const y = (share: number): number => bottom - share * (bottom - top);
        const handle = s("rect", { x: x - 14, y: top - 6, width: 28, height: bottom - top + 12, class: "hit",
            role: "button", tabindex: 0, "aria-pressed": String(stretches[i] !== null), "aria-label": say("parallel.axis", { name: axis.name }) });
        const group = s("g", { class: "brush" },
            lines(axis.name, room, 2, true).map((text, k) =>
                s("text", { x, y: 14 + 14 * k, class: axis.result ? "small strong middle" : "small middle" }, text)),
            s("line", { x1: x, x2: x, y1: top, y2: bottom, class: axis.result ? "axis result" : "axis" }),
            ends.map((end) => s("text", { x: x + 5, y: end.at === 1 ? y(1) - 4 : end.at === 0 ? y(0) + 15 : y(end.at) - 3, class: "tick small halo-text" },
                cut(axis.levels ? words(end.text) : end.text, room))), handle);
        const shareAt = (event: PointerEvent): number => {
            const box = handle.getBoundingClientRect();
            return Math.min(Math.max(1 - (event.clientY - box.top - 6) / (box.height - 12), 0), 1);
        };
        let start: number | null = null;
        group.addEventListener("pointerdown", (event) => {
            start = shareAt(event);
            group.setPointerCapture(event.pointerId);
        });
        group.addEventListener("pointermove", (event) => {
            if (start === null) return;
            const end = shareAt(event);
            stretches[i] = { low: Math.min(start, end), high: Math.max(start, end) };
            update();
        });
        group.addEventListener("pointerup", (event) => {
            if (start !== null && Math.abs(shareAt(event) - start) < 0.02) stretches[i] = null;
            start = null;
            handle.setAttribute("aria-pressed", String(stretches[i] !== null));
            update();
        });
        group.addEventListener("keydown", (event) => {
            const next = keyed(stretches[i] ?? null, event.key, event.shiftKey);
            if (next === undefined) return;
            stretches[i] = next;
            handle.setAttribute("aria-pressed", String(next !== null));
            event.preventDefault();
            update();
        });
        return group;
    };
    return { title: options.title, summary: options.summary, role: "group", draw, controls: told,
        key: [{ name: "", entries: keyOf(shading, axes[options.shadedBy ?? -1]) }] };
}

/** Three depths of shade, from the third of the range with the least values to the one with the greatest. */
const depths = ["low", "middling", "high"];

interface Shading {
    /** Depth of each line; empty where there is nothing to tell apart. */
    of: string[];
    low: number;
    high: number;
}

function shadesOf(values: Value[]): Shading {
    const numbers = values.filter((v): v is number => typeof v === "number");
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    if (!(high > low)) return { of: [], low, high };
    return { of: values.map((v) => (typeof v === "number" ? (depths[shadeOf(v, low, high, depths.length)] ?? "") : "")), low, high };
}

function keyOf({ of, low, high }: Shading, axis: ParallelAxis | undefined): KeyEntry[] {
    if (of.length === 0 || !axis) return [{ text: say("parallel.line"), symbol: () => line("profile") }];
    const at = (i: number): string => axis.format(low + (i * (high - low)) / depths.length);
    return depths.map((depth, i) => ({ text: say("parallel.shade", { name: axis.name, low: at(i), high: at(i + 1) }), symbol: () => line(`profile ${depth}`) }));
}
