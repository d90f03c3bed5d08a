// Debrief: reasons beside what happened, what could not be seen, and the same crisis with the built-in policy in the
// seat.

import type { Measure, Num } from "../data";
import { h, type Child } from "../dom";
import { value, words } from "../kit/format";
import { actName, itemName, titled, titleOf } from "../kit/names";
import { stepName } from "../kit/time";
import { percent, say } from "../words";
import type { DebriefView, ScenarioView } from "./data";
import { dotsWithMine, hiddenPaths, twinOutcomes } from "./debrief_charts";

/** Measures that are drawn at once; the others can be opened. */
const shownMeasures = 4;

export function debriefPage(view: DebriefView, scenario: ScenarioView): HTMLElement {
    const seats = view.game.seats.map((seat) => titleOf(view.actors, seat)).join(", ");
    return h("article", { class: "debrief-page" },
        h("h1", {}, say("debrief.title", { seats })),
        h("p", { class: "lede" }, view.failure !== "" ? say("debrief.failed", { what: view.failure }) : say("debrief.lede", { outcome: words(view.outcome), share: shareOf(view), runs: view.twins.runs })),
        h("div", { class: "row no-print" }, h("button", { type: "button", class: "primary", onclick: () => print() }, say("debrief.print"))),
        h("section", {}, h("h2", {}, say("debrief.moves")), h("p", { class: "faint" }, say("debrief.moves-lede")), moves(view)),
        view.hidden.length > 0 && h("section", {}, h("h2", {}, say("debrief.hidden")), h("p", { class: "faint" }, say("debrief.hidden-lede")), hiddenPaths(view)),
        h("section", {}, h("h2", {}, say("debrief.twins", { runs: view.twins.runs })), h("p", { class: "faint" }, say("debrief.twins-lede")),
            twinOutcomes(view), measures(view, view.twins.measures.slice(0, shownMeasures)),
            view.twins.measures.length > shownMeasures && h("details", { class: "card" },
                h("summary", {}, say("debrief.more-measures", { count: view.twins.measures.length - shownMeasures })),
                measures(view, view.twins.measures.slice(shownMeasures)))),
        scenario.about.lesson.questions.length > 0 && h("section", {}, h("h2", {}, say("debrief.questions")),
            h("ol", {}, scenario.about.lesson.questions.map((question) => h("li", {}, question, h("div", { class: "answer-lines", "aria-hidden": "true" }))))),
        h("p", { class: "faint mono" }, say("debrief.hash", { hash: view.hash, seed: String(view.game.seed), run: String(view.game.run) })));
}

function shareOf(view: DebriefView): string {
    return percent(view.twins.outcomes.find((one) => one.name === view.outcome)?.share ?? 0);
}

function measures(view: DebriefView, some: DebriefView["twins"]["measures"]): Child {
    return some.map((measure) => [dotsWithMine(view, measure), h("p", {}, placeAmong(measure))]);
}

/** What one seat did in one step: its moves in all channels, with the reason that was given for them together. */
function turns(view: DebriefView): DebriefView["moves"][] {
    const byTurn = new Map<string, DebriefView["moves"]>();
    for (const move of view.moves) {
        const key = `${move.step} ${move.actor}`;
        byTurn.set(key, [...(byTurn.get(key) ?? []), move]);
    }
    return [...byTurn.values()].filter((turn) => turn.some((move) => move.item !== "hold" || move.reason !== ""));
}

function moves(view: DebriefView): HTMLElement {
    const title = (actor: string) => titleOf(view.actors, actor);
    const item = (name: string) => itemName(view.actors, name);
    /** On a phone a cell has its column's name over it. */
    const labelled = (key: string) => ({ "data-label": say(`debrief.${key}`) });
    const row = (turn: DebriefView["moves"]): Child => {
        const first = turn[0]!;
        return h("tr", {},
            h("th", { scope: "row" }, stepName(view.time, first.step)),
            h("td", labelled("move"), h("strong", {}, title(first.actor)), turn.map((move) =>
                h("div", {}, say("debrief.in-channel", { channel: words(move.channel), item: item(move.item) })))),
            h("td", labelled("reason"), [...new Set(turn.map((move) => move.reason).filter((reason) => reason !== ""))].map((reason) => h("div", {}, reason)),
                turn.every((move) => move.reason === "") && h("span", { class: "faint" }, say("debrief.no-reason"))),
            h("td", labelled("built-in"), turn.map((move) => move.likely[0] && h("div", {},
                say("debrief.likely", { channel: words(move.channel), item: item(move.likely[0].item), share: percent(move.likely[0].probability) })))),
            h("td", labelled("others"), first.others.length === 0 ? say("debrief.no-one") : first.others.map((act) =>
                h("div", {}, say("play.said", { who: title(act.actor), what: actName(view.actors, act) })))));
    };
    return h("div", { class: "table-wrap moves", tabindex: 0, role: "region", "aria-label": say("debrief.moves") }, h("table", {},
        h("thead", {}, h("tr", {}, ["when", "move", "reason", "built-in", "others"].map((key) => h("th", { scope: "col" }, say(`debrief.${key}`))))),
        h("tbody", {}, turns(view).map(row))));
}

/** `12 missiles: more than in 180 of 200` in words. */
function placeAmong(measure: Measure & { mine: Num }): string {
    if (measure.mine === null) return say("debrief.unmeasured", { name: titled(measure) });
    if (typeof measure.mine !== "number") return say("debrief.never", { name: titled(measure) });
    const mine = measure.mine;
    const below = measure.dots.filter((dot) => typeof dot === "number" && dot < mine).length;
    const above = measure.dots.filter((dot) => dot === "inf" || (typeof dot === "number" && dot > mine)).length;
    return say("debrief.place", { name: titled(measure), mine: value(mine, measure.duration), below, above });
}
