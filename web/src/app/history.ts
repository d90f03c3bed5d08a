// What a seat has seen so far: the others' acts, and the variables that it sees as they are.

import { h } from "../dom";
import { fans } from "../kit/fans";
import { figure } from "../kit/figure";
import { lanes } from "../kit/lanes";
import { labelParts } from "../kit/names";
import { Timeline } from "../kit/timeline";
import { say } from "../words";
import type { GameView } from "./data";

const nothing = { q05: [], q25: [], q50: [], q75: [], q95: [] };

export function gameHistory(view: GameView): HTMLElement {
    const timeline = new Timeline(view.time);
    timeline.step = view.step;
    const source = say("play.source", { title: view.about.title, seed: String(view.game.seed), luck: String(view.game.run) });
    const figures = [figure(lanes({ actors: view.actors, actions: view.actions, acts: view.acts, calendar: view.calendar, time: view.time }, {
        timeline, title: say("play.so-far"), summary: say("play.so-far-summary", { count: view.acts.length }), onWhy: () => undefined,
    }), source)];
    // Before anything was played there is one value of each, which is no line.
    if (view.variables.length > 0 && view.step > 0)
        figures.push(figure(fans({ actors: view.actors, observed: [], runs: 1, variables: view.variables.map((one) =>
            ({ ...one, ...labelParts(one.label), bands: nothing, shown: one.values })) },
        { timeline, title: say("play.visible"), summary: say("play.visible-summary"), shown: false }), source));
    timeline.onMove.push(() => figures.forEach((each) => each.moved()));
    timeline.onZoom.push(() => figures.forEach((each) => each.redraw()));
    return h("div", { class: "history-charts" }, figures.map((each) => each.element));
}
