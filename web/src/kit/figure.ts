// The card around a chart: title, summary, key, the drawing at the width there is, and the buttons that save it.

import { h, replace } from "../dom";
import { say } from "../words";
import { keyList, type KeyGroup } from "./key";
import { savePng, saveSvg } from "./picture";

export interface Chart {
    title: string;
    /** What it shows, in one sentence with numbers. */
    summary: string;
    key: KeyGroup[];
    /** `group` where its marks can be reached, else `img`. */
    role: "img" | "group";
    /** The chart at a width in pixels. */
    draw(width: number): SVGSVGElement;
    /** Follows the timeline's step without drawing anew. */
    moved?(): void;
    /** Controls above the drawing. */
    controls?: HTMLElement;
}

export interface Figure {
    element: HTMLElement;
    /** Draws again: the data, or the stretch in view, changed. */
    redraw(): void;
    moved(): void;
}

/** Below this width labels stand above what they name. */
export const narrow = 560;

let figures = 0;

/** A chart in its card. `source` stands under every exported picture. */
export function figure(chart: Chart, source: string): Figure {
    const id = `figure-${++figures}`;
    const plot = h("div", { class: "plot" });
    let svg: SVGSVGElement | null = null;
    /** The width there is, as last observed: to ask for it in the middle of a redraw would lay out the whole page. */
    let width = 0;

    const redraw = (): void => {
        if (width === 0) return;
        svg = chart.draw(width);
        svg.setAttribute("role", chart.role);
        svg.setAttribute("aria-labelledby", `${id}-title`);
        svg.setAttribute("aria-describedby", `${id}-summary`);
        const focused = plot.contains(document.activeElement);
        replace(plot, svg);
        chart.moved?.();
        if (focused) plot.querySelector<SVGElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    };
    new ResizeObserver(() => {
        const now = Math.floor(plot.clientWidth);
        if (now === width) return;
        width = now;
        redraw();
    }).observe(plot);

    const caption = () => ({ title: chart.title, summary: chart.summary, key: chart.key, source });
    const element = h("figure", { class: "card chart-card" },
        h("figcaption", {},
            h("h3", { id: `${id}-title` }, chart.title),
            h("p", { id: `${id}-summary`, class: "summary" }, chart.summary)),
        h("div", { class: "exports" },
            h("button", { type: "button", "aria-label": say("kit.save_svg", { title: chart.title }),
                onclick: () => svg && saveSvg(svg, caption()) }, "SVG"),
            h("button", { type: "button", "aria-label": say("kit.save_png", { title: chart.title }),
                onclick: () => svg && savePng(svg, caption()) }, "PNG")),
        chart.controls, keyList(chart.key), plot);
    return { element, redraw, moved: () => chart.moved?.() };
}
