// Two settings together: a cell a pair of levels, its number in it and the depth of its colour.

import { s } from "../dom";
import { say } from "../words";
import { type Chart, narrow } from "./figure";
import { block } from "./key";
import { cut, lines, textWidth } from "./text";

export interface HeatmapData {
    /** Names of the two factors, and their levels in order. */
    across: { name: string; levels: string[] };
    up: { name: string; levels: string[] };
    /** By level across, then by level up; null where nothing was run. */
    cells: (number | null)[][];
    /** Levels of the scenario as it stands, where they are among those run. */
    base?: { across: number; up: number };
}

export interface HeatmapOptions {
    title: string;
    summary: string;
    format: (v: number) => string;
}

const shades = 5;
const lineHeight = 14;

/** Shade of a value from 0 (least) to 4 (most), or of another number of shades. */
export function shadeOf(v: number, low: number, high: number, count = shades): number {
    return high === low ? 0 : Math.min(count - 1, Math.floor((count * (v - low)) / (high - low)));
}

export function heatmap(data: HeatmapData, options: HeatmapOptions): Chart {
    const values = data.cells.flat().filter((v): v is number => v !== null);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const { across, up } = data;

    const draw = (width: number): SVGSVGElement => {
        const left = Math.min(Math.max(...up.levels.map((level) => textWidth(level))) + 14, width < narrow ? 90 : 150);
        const cell = (width - left - 4) / across.levels.length;
        const rowHeight = Math.max(34, Math.min(48, cell * 0.6));
        const top = 22;
        const bottom = top + rowHeight * up.levels.length;
        const under = across.levels.map((level) => lines(level, cell - 4, 3));
        const height = bottom + 32 + lineHeight * Math.max(...under.map((each) => each.length));
        const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "chart" },
            s("text", { x: 0, y: 14, class: "strong" }, cut(say("heatmap.up", { name: up.name }), width, true)));
        data.cells.forEach((column, i) => column.forEach((v, k) => {
            const x = left + i * cell;
            const y = bottom - (k + 1) * rowHeight;
            const shade = v === null ? "none" : String(shadeOf(v, low, high));
            svg.append(s("rect", { x: x + 1, y: y + 1, width: cell - 2, height: rowHeight - 2, rx: 2, class: `cell shade-${shade}` }),
                s("text", { x: x + cell / 2, y: y + rowHeight / 2 + 4, class: `middle on-shade-${shade}` }, v === null ? "–" : options.format(v)));
        }));
        up.levels.forEach((level, k) => {
            const told = lines(level, left - 12, 2);
            const y = bottom - (k + 0.5) * rowHeight + 4 - (lineHeight / 2) * (told.length - 1);
            svg.append(...told.map((text, i) => s("text", { x: left - 8, y: y + lineHeight * i, class: "tick end" }, text)));
        });
        under.forEach((told, i) => svg.append(...told.map((text, k) =>
            s("text", { x: left + (i + 0.5) * cell, y: bottom + 16 + lineHeight * k, class: "tick middle" }, text))));
        svg.append(s("text", { x: width, y: height - 8, class: "strong end" }, cut(say("heatmap.across", { name: across.name }), width, true)));
        if (data.base) svg.append(s("rect", { x: left + data.base.across * cell + 1, y: bottom - (data.base.up + 1) * rowHeight + 1,
            width: cell - 2, height: rowHeight - 2, class: "base-cell" }));
        return svg;
    };
    const entries = [{ text: say("heatmap.low", { value: options.format(low) }), symbol: () => block("cell shade-0") },
        { text: say("heatmap.high", { value: options.format(high) }), symbol: () => block("cell shade-4") }];
    if (data.base) entries.push({ text: say("heatmap.base"), symbol: () => block("base-cell") });
    return { title: options.title, summary: options.summary, key: [{ name: "", entries }], role: "img", draw };
}
