// The key of a chart: on the page as lists, in an exported picture as lines of symbols and text.

import { h, s } from "../dom";
import { textWidth } from "./text";

export interface KeyEntry {
    text: string;
    /** Drawn around 0, 0 in a box of 24 by 20. */
    symbol: () => SVGElement;
}

export interface KeyGroup {
    /** Empty where there is only one. */
    name: string;
    entries: KeyEntry[];
}

export const line = (style: string): SVGElement => s("line", { x1: -11, x2: 11, class: style });
export const block = (style: string): SVGElement => s("rect", { x: -11, y: -5, width: 22, height: 10, rx: 2, class: style });
export const dot = (style: string): SVGElement => s("circle", { r: 5, class: style });

export function keyList(groups: KeyGroup[]): HTMLElement | null {
    if (groups.every((group) => group.entries.length === 0)) return null;
    return h("div", { class: "key" }, groups.filter((group) => group.entries.length > 0).map((group) =>
        h("div", {}, group.name !== "" && h("span", { class: "key-name" }, group.name),
            h("ul", {}, group.entries.map((entry) => h("li", {},
                s("svg", { width: 24, height: 20, viewBox: "-12 -10 24 20", "aria-hidden": "true" }, entry.symbol()),
                entry.text))))));
}

/** The same for a picture, and how high it is. */
export function keyDrawing(groups: KeyGroup[], width: number): { element: SVGGElement; height: number } {
    const element = s("g");
    let y = 0;
    for (const group of groups.filter((each) => each.entries.length > 0)) {
        let x = 0;
        if (group.name !== "") {
            element.append(s("text", { x: 0, y: y + 14, class: "strong" }, group.name));
            x = 110;
        }
        const left = x;
        for (const entry of group.entries) {
            const room = 30 + textWidth(entry.text) + 14;
            if (x + room > width && x > left) {
                x = left;
                y += 20;
            }
            element.append(s("g", { transform: `translate(${x + 12},${y + 10})` }, entry.symbol()),
                s("text", { x: x + 30, y: y + 14 }, entry.text));
            x += room;
        }
        y += 22;
    }
    return { element, height: y };
}
