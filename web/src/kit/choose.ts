// A chart of which there are several: a list in its card says which is shown.

import { h, replace } from "../dom";
import { type Chart, figure } from "./figure";

export interface Choice {
    index: number;
    name: string;
}

export interface Choosing {
    label: string;
    /** Those without a chart are left out. */
    options: Choice[];
    chartOf: (index: number) => Chart | null;
    /** The one to begin with, where it is among them; else the first. */
    first?: number;
    onChoose?: (index: number) => void;
}

/** Puts the chart in its place, and takes the place away where there is none. */
export function choose(place: Element, source: string, { label, chartOf, ...choosing }: Choosing): void {
    const options = choosing.options.filter(({ index }) => chartOf(index) !== null);
    const draw = (index: number, chosen: boolean): void => {
        const chart = chartOf(index);
        const select = h("select", { onchange: () => {
            choosing.onChoose?.(Number(select.value));
            draw(Number(select.value), true);
        } }, options.map((option) => h("option", { value: option.index, selected: option.index === index }, option.name)));
        const chooser = h("label", { class: "chooser" }, label, " ", select);
        const controls = options.length < 2 ? chart?.controls : chart?.controls ? h("div", { class: "controls" }, chooser, chart.controls) : chooser;
        replace(place, chart && figure(controls ? { ...chart, controls } : chart, source).element);
        if (chosen) select.focus();
    };
    const first = options.find(({ index }) => index === choosing.first) ?? options[0];
    if (first) draw(first.index, false);
    else place.remove();
}
