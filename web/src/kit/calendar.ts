// What the calendar has in force: bars with their names above the lanes, and pale stretches behind them.

import type { CalendarSpan } from "../data";
import { s } from "../dom";
import { say } from "../words";
import type { TimeFrame } from "./axis";
import { cut, textWidth } from "./text";
import type { Timeline } from "./timeline";

const rowHeight = 17;
const mostRows = 10;

export interface CalendarLane {
    element: SVGGElement;
    /** Where its first row starts. */
    top: number;
    /** Down to where the lanes begin. */
    height: number;
    behind(top: number, bottom: number): SVGGElement;
}

interface Bar {
    span: CalendarSpan;
    x: number;
    width: number;
    row: number;
    /** Empty: there was no room for it. */
    text: string;
    before: boolean;
}

function pack(spans: CalendarSpan[], frame: TimeFrame): Bar[] {
    const taken: number[] = [];
    return spans.map((span) => {
        const x = Math.max(frame.x(span.first), frame.left);
        const width = Math.max(Math.min(frame.x(span.last + 1), frame.right) - x, 5);
        const text = cut(span.name, 160);
        const room = textWidth(text) * 0.92 + 6;
        const before = x + width + room > frame.right;
        const from = before ? x - room : x;
        const to = before ? x + width : x + width + room;
        for (let row = 0; row < mostRows; ++row) {
            if ((taken[row] ?? -Infinity) + 8 > from) continue;
            taken[row] = to;
            return { span, x, width, row, text, before };
        }
        return { span, x, width, row: mostRows, text: "", before };
    });
}

export function calendarLane(calendar: CalendarSpan[], timeline: Timeline, frame: TimeFrame, above: boolean): CalendarLane {
    const spans = calendar.filter((span) => span.last + 1 > timeline.from && span.first < timeline.to)
        .sort((a, b) => a.first - b.first);
    const bars = pack(spans, frame);
    const rows = bars.length === 0 ? 0 : 1 + Math.max(...bars.map((bar) => bar.row));
    const top = above && rows > 0 ? 22 : 0;
    const element = s("g", {},
        rows > 0 && s("text", { x: 0, y: above ? 15 : top + (rowHeight * rows) / 2 + 4, class: "strong" }, say("kit.calendar")),
        bars.map(({ span, x, width, row, text, before }) => s("g", {},
            s("rect", { x, y: top + row * rowHeight + 4, width, height: 9, rx: 3, class: "calendar" }),
            text !== "" && s("text", {
                x: before ? x - 5 : x + width + 5, y: top + row * rowHeight + 12.5, class: before ? "small faint end" : "small faint" }, text),
            s("title", { "data-page": true }, span.name))));
    return {
        element, top, height: rows > 0 ? top + rows * rowHeight + 8 : 0,
        behind: (from, to) => s("g", {}, bars.map(({ x, width }) =>
            s("rect", { x, y: from, width, height: to - from, class: "in-force" }))),
    };
}
