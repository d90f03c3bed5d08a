// Names at the left of a chart of rows, or above each row on a narrow page.

import { s } from "../dom";
import { lines } from "./text";

/** The lines of a row's name, the first at `y`. */
export function rowName(title: string, about: string, room: number, y: number): SVGTextElement[] {
    const name = lines(title, room, 2, true);
    return [...name, ...lines(about, room, 2)].map((text, i) =>
        s("text", { x: 0, y: y + 15 * i, class: i < name.length ? "strong" : "small faint" }, text));
}
