// How the runs ended: a bar an outcome with its count and 95% interval, beside changed settings where there are any.

import { scaleLinear } from "d3-scale";
import type { Named } from "../data";
import { s } from "../dom";
import { percent, say } from "../words";
import { type Chart, narrow } from "./figure";
import { capital, words } from "./format";
import { block, line, type KeyEntry } from "./key";
import { lines } from "./text";

export interface Share {
    share: number;
    low: number;
    high: number;
    /** Runs; null where only the share is known. */
    count: number | null;
}

export interface OutcomeRow extends Named, Share {
    whatIf?: Share;
}

export interface OutcomesOptions {
    title: string;
    summary: string;
    runs: number;
    /** Outcome of the run that is shown; empty without one. */
    shown: string;
    /** What the two bars of a row are called, where there are two. */
    names?: { base: string; whatIf: string };
}

const thick = 18;
const thin = 10;

function bar(share: Share, x: (v: number) => number, y: number, height: number, style: string): SVGGElement {
    const middle = y + height / 2;
    const cap = Math.min(5, height / 2);
    return s("g", {},
        s("rect", { x: x(0), y, width: Math.max(x(share.share) - x(0), 1), height, rx: 2, class: style }),
        s("path", { class: "interval", d: `M${x(share.low)},${middle}H${x(share.high)}` +
            `M${x(share.low)},${middle - cap}v${2 * cap}M${x(share.high)},${middle - cap}v${2 * cap}` }));
}

function told(share: Share, runs: number): string {
    if (share.count === null) return percent(share.share);
    return say("outcomes.of", { count: share.count, runs });
}

export function outcomes(rows: OutcomeRow[], options: OutcomesOptions): Chart {
    const pairs = rows.some((row) => row.whatIf);
    const draw = (width: number): SVGSVGElement => {
        const above = width < narrow;
        const left = above ? 14 : 190;
        const most = Math.max(...rows.flatMap((row) => [row.high, row.whatIf?.high ?? 0]), 0.05);
        const x = scaleLinear([0, most], [left, width - 92]).nice(5);
        const svg = s("svg", { width, class: "chart" });
        let y = 4;
        const places: SVGElement[] = [];
        for (const row of rows) {
            const title = lines(capital(words(row.name)), above ? width - 20 : 166, 2, true);
            const about = lines(row.about, above ? width - 20 : 166, 3);
            const names = [...title, ...about].map((text, i) =>
                s("text", { x: 14, y: y + 13 + 15 * i, class: i < title.length ? "strong" : "small faint" }, text));
            const textHeight = 15 * names.length;
            const barTop = above ? y + textHeight + 6 : y;
            if (row.name === options.shown)
                places.push(s("path", { d: `M0,${y + 3}l8,5l-8,5Z`, class: "this-run-mark" },
                    s("title", { "data-page": true }, say("outcomes.pointer"))));
            places.push(...names, bar(row, x, barTop, thick, "bar"),
                s("text", { x: x(row.high) + 8, y: barTop + 13.5 }, told(row, options.runs)));
            if (row.whatIf) places.push(bar(row.whatIf, x, barTop + thick + 3, thin, "bar what-if"),
                s("text", { x: x(row.whatIf.high) + 8, y: barTop + thick + 12, class: "small what-if-text" }, told(row.whatIf, options.runs)));
            const barHeight = thick + (pairs ? thin + 5 : 0);
            y += (above ? textHeight + 6 + barHeight : Math.max(textHeight, barHeight)) + 14;
        }
        const bottom = y - 6;
        for (const tick of x.ticks(above ? 4 : 6)) svg.append(
            s("line", { x1: x(tick), x2: x(tick), y1: 0, y2: bottom, class: "grid" }),
            s("text", { x: x(tick), y: bottom + 16, class: "tick middle" }, `${Math.round(tick * 100)}%`));
        svg.append(...places);
        svg.setAttribute("height", String(bottom + 24));
        svg.setAttribute("viewBox", `0 0 ${width} ${bottom + 24}`);
        return svg;
    };
    const entries: KeyEntry[] = [{ text: options.names?.base ?? say("outcomes.runs"), symbol: () => block("bar") }];
    if (pairs) entries.push({ text: options.names?.whatIf ?? say("fans.what_if"), symbol: () => block("bar what-if") });
    entries.push({ text: say("outcomes.interval"), symbol: () => line("interval") });
    if (options.shown !== "")
        entries.push({ text: say("outcomes.pointer"), symbol: () => s("path", { d: "M-4,-5l8,5l-8,5Z", class: "this-run-mark" }) });
    return { title: options.title, summary: options.summary, key: [{ name: "", entries }], role: "img", draw };
}
