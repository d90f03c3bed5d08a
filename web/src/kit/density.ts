// More acts than marks could show: their number by direction, a column every few pixels.

import type { Act } from "../data";
import { s } from "../dom";
import type { TimeFrame } from "./axis";
import type { Direction } from "./names";

/** Above so many acts in view no mark could be told from its neighbours. */
export const mostMarks = 1200;

const column = 5;

/** What escalates upward from the middle of a lane of this height, the rest downward. */
export function density(acts: Act[], direction: (act: Act) => Direction, frame: TimeFrame, top: number, height: number): SVGGElement {
    const counts = new Map<number, { up: number; down: number }>();
    for (const act of acts) {
        const place = Math.floor((frame.x(act.step) - frame.left) / column);
        const count = counts.get(place) ?? { up: 0, down: 0 };
        if (direction(act) === "escalates") ++count.up;
        else ++count.down;
        counts.set(place, count);
    }
    const most = Math.max(1, ...[...counts.values()].map((count) => Math.max(count.up, count.down)));
    const middle = top + height / 2;
    const length = (count: number): number => (count / most) * (height / 2 - 2);
    const bar = (place: number, y: number, count: number, style: string): SVGRectElement | false =>
        count > 0 && s("rect", { x: frame.left + place * column, y, width: column - 1, height: length(count), class: `density ${style}` });
    return s("g", {}, [...counts].map(([place, count]) => [
        bar(place, middle - length(count.up), count.up, "escalates"), bar(place, middle, count.down, "calms")]));
}
