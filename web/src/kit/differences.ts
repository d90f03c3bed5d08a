// Same luck, two settings: the paired difference of each quantity with its interval. Every row has its own scale, as
// quantities of different kinds cannot share one; zero is in the middle of all.

import { s } from "../dom";
import type { Compared } from "../data";
import { say } from "../words";
import { type Chart, narrow } from "./figure";
import { capital, signed, words } from "./format";
import { dot, line, type KeyEntry } from "./key";
import { cut, lines } from "./text";

export interface DifferencesOptions {
    title: string;
    summary: string;
}

const rowHeight = 30;

/** Whether zero lies outside of the interval. */
export function clear(q: Compared): boolean {
    return typeof q.low === "number" && typeof q.high === "number" && (q.low > 0 || q.high < 0);
}

function nameOf(q: Compared): string {
    if (q.kind === "outcome") return say("differences.share", { name: words(q.name) });
    if (q.kind === "infinite") return say("differences.never", { name: capital(words(q.name)) });
    return capital(words(q.name));
}

function told(q: Compared): string {
    if (typeof q.difference !== "number") return say("kit.no_value");
    if (q.kind !== "measure") return say("differences.points", { value: signed(Math.round(1000 * q.difference) / 10) });
    return signed(q.difference, q.duration);
}

export function differences(quantities: Compared[], options: DifferencesOptions): Chart {
    const rows = quantities.filter((q) => typeof q.difference === "number" && typeof q.low === "number" && typeof q.high === "number");
    const draw = (width: number): SVGSVGElement => {
        const above = width < narrow;
        const left = above ? 6 : 200;
        const right = width - (above ? 6 : 130);
        const middle = (left + right) / 2;
        const each = above ? rowHeight + 20 : rowHeight;
        const height = rows.length * each + 30;
        const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "chart" },
            s("text", { x: middle - 8, y: 13, class: "small faint end" }, say("differences.less")),
            s("text", { x: middle + 8, y: 13, class: "small faint" }, say("differences.more")),
            s("line", { x1: middle, x2: middle, y1: 20, y2: height, class: "axis" }));
        rows.forEach((q, i) => {
            const [low, high, difference] = [Number(q.low), Number(q.high), Number(q.difference)];
            const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
            const x = (v: number): number => middle + (v / reach) * ((right - left) / 2 - 8);
            const top = 22 + i * each;
            const y = top + (above ? 32 : rowHeight / 2);
            const style = clear(q) ? "what-if" : "unclear";
            if (i % 2 === 0) svg.append(s("rect", { x: 0, y: top, width, height: each, class: "lane" }));
            svg.append(s("text", { x: 6, y: above ? top + 16 : y + 4, class: "strong" }, cut(nameOf(q), above ? width - 130 : 186, true)),
                s("line", { x1: middle, x2: middle, y1: top, y2: top + each, class: "axis" }),
                s("path", { class: `difference ${style}`, d: `M${x(low)},${y}H${x(high)}M${x(low)},${y - 5}v10M${x(high)},${y - 5}v10` }),
                s("circle", { cx: x(difference), cy: y, r: 5, class: `difference ${style}` }),
                s("text", { x: width - 6, y: above ? top + 16 : y + 4, class: clear(q) ? "strong end" : "faint end" }, lines(told(q), 124, 1)[0] ?? ""));
        });
        return svg;
    };
    const entries: KeyEntry[] = [{ text: say("differences.clear"), symbol: () => dot("difference what-if") },
        { text: say("differences.unclear"), symbol: () => dot("difference unclear") }, { text: say("differences.interval"), symbol: () => line("interval") }];
    return { title: options.title, summary: options.summary, role: "img", draw, key: [{ name: "", entries }] };
}
