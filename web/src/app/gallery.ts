// The scenarios that can be opened: those that come with the program, and the user's own.

import { h } from "../dom";
import { say } from "../words";
import type { Catalogue } from "./data";

/** What a visitor should open first. */
const flagship = "dprk/2022";

const shelves = ["own", "cases", "textbook", "tutorial"] as const;
type Shelf = (typeof shelves)[number];

function shelfOf(scenario: Catalogue["scenarios"][number]): Shelf {
    if (scenario.own) return "own";
    const folder = scenario.name.split("/")[0];
    return folder === "textbook" || folder === "tutorial" ? folder : "cases";
}

export function gallery(catalogue: Catalogue, open: (id: string) => void): HTMLElement {
    const shelf = (name: Shelf) => {
        const scenarios = catalogue.scenarios.filter((one) => shelfOf(one) === name)
            .sort((a, b) => Number(b.name === flagship) - Number(a.name === flagship));
        return scenarios.length > 0 && h("section", { class: "shelf" }, h("h2", {}, say(`gallery.${name}`)),
            h("ul", { class: "gallery" }, scenarios.map((one) => card(one, open))));
    };
    return h("div", { class: "gallery-page" },
        h("h1", {}, say("gallery.title")), h("p", { class: "lede" }, say("gallery.lede")),
        shelves.map(shelf),
        h("p", { class: "faint" }, say("gallery.version", { version: catalogue.version })));
}

function card(scenario: Catalogue["scenarios"][number], open: (id: string) => void): HTMLElement {
    const facts = `${say("gallery.steps", { count: scenario.steps })}, ${say("gallery.actors", { count: scenario.actors })}`;
    return h("li", { class: "card" },
        h("h3", {}, scenario.title),
        h("p", {}, firstSentences(scenario.about)),
        h("p", { class: "faint" }, `${scenario.name} · ${scenario.error ? say("gallery.broken") : facts}`),
        scenario.error ? h("pre", { class: "error" }, scenario.error)
            : h("button", { type: "button", class: "primary", "aria-label": say("gallery.open-it", { title: scenario.title }),
                onclick: () => open(scenario.id) }, say("gallery.open")));
}

/** As many whole sentences as fit a card. */
function firstSentences(text: string): string {
    const most = 220;
    if (text.length <= most) return text;
    const cut = text.slice(0, most);
    const end = cut.lastIndexOf(". ");
    return end > 0 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(" "))} …`;
}
