// What the model is, in the file's own words: NetLogo's headings, and what it leaves out.

import { h } from "../dom";
import { capital, words } from "../kit/format";
import { say } from "../words";
import type { ScenarioView } from "./data";

export function aboutPage(scenario: ScenarioView): HTMLElement {
    const { about } = scenario;
    const part = (key: string, ...texts: (string | string[])[]) => {
        const items = texts.flat().filter((text) => text !== "");
        if (items.length === 0) return null;
        return h("section", { class: "about-part" }, h("h2", {}, say(`about.${key}`)),
            items.length === 1 ? h("p", {}, items[0]!) : h("ul", {}, items.map((item) => h("li", {}, item))));
    };
    return h("div", { class: "about-page" },
        h("h1", {}, about.title),
        h("div", { class: "columns" },
            part("what", about.about), part("purpose", about.purpose),
            part("theory", [about.theory, about.theory_about].filter((text) => text).join(". ")),
            part("notice", about.lesson.notice), part("try", about.lesson.try), part("questions", about.lesson.questions),
            part("leaves-out", about.lesson.leaves_out), part("reading", about.lesson.reading), part("source", about.source)),
        h("section", {}, h("h2", {}, say("about.actors")), h("dl", { class: "entries" },
            scenario.actors.filter((actor) => !actor.thing).map((actor) => [h("dt", {}, actor.title || actor.name), h("dd", {}, actor.about)]))),
        h("section", {}, h("h2", {}, say("about.outcomes")), h("dl", { class: "entries" },
            scenario.outcomes.map((outcome) => [h("dt", {}, capital(words(outcome.name))), h("dd", {}, outcome.about || say("about.otherwise"))]))),
        h("details", { class: "description" }, h("summary", {}, say("about.description")),
            h("pre", { tabindex: 0, "aria-label": say("about.description") }, scenario.description)));
}
