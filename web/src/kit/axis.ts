// The frame of a chart over time: the scale, its grid, the cursor, and the drag that zooms.

import { scaleLinear, type ScaleLinear } from "d3-scale";
import { s } from "../dom";
import type { Timeline } from "./timeline";
import { timeTicks } from "./time";

/** Room at both ends, so that a mark on the first or last step is whole. */
const inset = 14;

export interface TimeFrame {
    x: ScaleLinear<number, number>;
    left: number;
    right: number;
}

export function timeFrame(timeline: Timeline, left: number, right: number): TimeFrame {
    return { x: scaleLinear([timeline.from, timeline.to], [left + inset, right - inset]), left, right };
}

/** Lines at the ticks, and their labels at `bottom` where wanted. */
export function timeGrid(timeline: Timeline, frame: TimeFrame, top: number, bottom: number, labels: boolean): SVGGElement {
    const ticks = timeTicks(timeline.time, timeline.from, timeline.to, (frame.right - frame.left) / 72);
    return s("g", { "aria-hidden": "true" }, ticks.map(({ at, label }) => {
        const x = frame.x(at);
        return [s("line", { x1: x, x2: x, y1: top, y2: bottom, class: "grid" }),
            labels && s("text", { x, y: bottom + 16, class: "tick middle" }, label)];
    }));
}

/** The line at the step that is looked at; `place` moves it there, out of sight where that is not in view. */
export function cursor(timeline: Timeline, frame: TimeFrame, top: number, bottom: number): { element: SVGLineElement; place(): void } {
    const element = s("line", { y1: top, y2: bottom, class: "cursor" });
    const place = (): void => {
        const x = frame.x(timeline.step);
        element.setAttribute("x1", String(x));
        element.setAttribute("x2", String(x));
        element.setAttribute("visibility", x < frame.left || x > frame.right ? "hidden" : "visible");
    };
    return { element, place };
}

/** A drag across the chart zooms, a click moves the cursor, Escape shows all again. A finger scrolls as everywhere. */
export function zoomable(svg: SVGSVGElement, timeline: Timeline, frame: TimeFrame, top: number, bottom: number): void {
    const stretch = s("rect", { y: top, height: bottom - top, class: "stretch", visibility: "hidden", "data-page": true });
    svg.append(stretch);
    svg.classList.add("zoomable");
    const placeOf = (event: PointerEvent): number => {
        const x = event.clientX - svg.getBoundingClientRect().left;
        return Math.min(Math.max(x, frame.left), frame.right);
    };
    let start: number | null = null;
    svg.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || event.pointerType === "touch") return;
        start = placeOf(event);
    });
    svg.addEventListener("pointermove", (event) => {
        if (start === null) return;
        const end = placeOf(event);
        if (Math.abs(end - start) < 6) return;
        if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
        stretch.setAttribute("x", String(Math.min(start, end)));
        stretch.setAttribute("width", String(Math.abs(end - start)));
        stretch.setAttribute("visibility", "visible");
    });
    svg.addEventListener("pointerup", (event) => {
        if (start === null) return;
        const [a, b] = [start, placeOf(event)].sort((p, q) => p - q) as [number, number];
        start = null;
        stretch.setAttribute("visibility", "hidden");
        if (b - a >= 6) timeline.zoom(frame.x.invert(a), frame.x.invert(b));
        else if (!(event.target as Element).closest("[data-mark]")) timeline.moveTo(frame.x.invert(a));
    });
    svg.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && timeline.zoomed) timeline.zoomOut();
    });
}
