// The scenarios that can be opened: those that come with the program, and the user's own.

import type { Catalogue } from "../data";
import { h } from "../dom";
import { say } from "../words";

export function gallery(catalogue: Catalogue, open: (id: string) => void): HTMLElement {
    const own = catalogue.scenarios.filter((one) => one.own);
    const shipped = catalogue.scenarios.filter((one) => !one.own);
    const shelves = new Map<string, typeof shipped>();
    for (const one of shipped) {
        const shelf = one.name.split("/")[0] ?? "";
        shelves.set(shelf, [...(shelves.get(shelf) ?? []), one]);
    }
    const shelf = (title: string, scenarios: Catalogue["scenarios"]) => scenarios.length === 0 ? null
        : h("section", { class: "shelf" }, h("h2", {}, title), h("ul", { class: "gallery" }, scenarios.map((one) => card(one, open))));
    return h("div", { class: "gallery-page" },
        h("h1", {}, say("gallery.title")), h("p", { class: "lede" }, say("gallery.lede")),
        shelf(say("gallery.own"), own),
        [...shelves].map(([name, scenarios]) => shelf(name === "textbook" ? say("gallery.textbook") : say("gallery.case", { name }), scenarios)),
        h("p", { class: "faint" }, say("gallery.version", { version: catalogue.version })));
}

function card(scenario: Catalogue["scenarios"][number], open: (id: string) => void): HTMLElement {
    const facts = say("gallery.facts", { steps: scenario.steps, actors: scenario.actors });
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
