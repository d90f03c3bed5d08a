// "Why did it act?": one decision opened. What was chosen, the main reason in a sentence, what was weighed, what spoke
// for and against, what would have changed it, what part chance had, what the actor saw, and where the rule stands.

import type { Act, Actor, Decision, Named, Term, Time } from "../data";
import { type Child, h, s } from "../dom";
import { language, percent, say } from "../words";
import { capital, signed, value, words } from "./format";
import { looksOf } from "./looks";
import { mark } from "./marks";
import { actName, itemName, titleOf } from "./names";
import { stepName } from "./time";

export interface WhyContext {
    time: Time;
    actors: Actor[];
    actions: Named[];
    acts: Act[];
    decisions: Decision[];
    /** Another decision of the same step was asked for. */
    onChoose: (decision: Decision) => void;
}

/** Above this probability chance is said to have hardly mattered. */
const nearlySure = 0.9;
const mostTerms = 8;
const list = new Intl.ListFormat(language);

export function decisionOf(decisions: Decision[], act: Act): Decision | undefined {
    return decisions.find((d) => d.step === act.step && d.actor === act.actor && d.channel === act.channel);
}

function actOf(acts: Act[], decision: Decision): Act | undefined {
    return acts.find((act) => act.step === decision.step && act.actor === decision.actor && act.channel === decision.channel);
}

/** The panel as it is before anything was chosen. */
export function whyHint(): HTMLElement {
    return h("div", { class: "why" }, h("h3", {}, say("why.title")), h("p", { class: "faint" }, say("why.hint")));
}

function heading(context: WhyContext, act: Act | undefined, step: number, who: string, what: string): Child[] {
    const looks = looksOf(context.acts, context.actions, context.actors);
    const direction = act ? looks.direction(act) : "neutral";
    return [
        h("h3", {}, say("why.title")),
        h("p", { class: "faint" }, who === "" ? stepName(context.time, step)
            : say("why.when", { when: stepName(context.time, step), who })),
        h("p", { class: "why-item" },
            act && s("svg", { width: 28, height: 28, viewBox: "-14 -14 28 28", "aria-hidden": "true" }, mark(looks.of(act), 0, 0)),
            h("strong", {}, capital(what))),
        act && act.channel !== "" && direction !== "neutral" && h("p", {}, h("span", { class: `tag ${direction}` }, say(`kit.${direction}`))),
    ];
}

/** The panel of a chance event: nobody decided it. */
export function whyChance(act: Act, context: WhyContext): HTMLElement {
    return h("div", { class: "why" }, heading(context, act, act.step, titleOf(context.actors, act.actor), actName(context.actors, act)),
        h("p", {}, typeof act.probability === "number" ? say("why.chance_event", { share: percent(act.probability) })
            : say("why.chance_event_plain")), others(act.step, null, context));
}

/** The panel of an act whose decision was not written down. */
export function whyUnknown(act: Act, context: WhyContext): HTMLElement {
    return h("div", { class: "why" }, heading(context, act, act.step, titleOf(context.actors, act.actor), actName(context.actors, act)),
        h("p", {}, say("why.not_recorded")));
}

export function why(decision: Decision, context: WhyContext): HTMLElement {
    const name = (item: string): string => itemName(context.actors, item);
    const act = actOf(context.acts, decision);
    const who = say("why.who", { who: titleOf(context.actors, decision.actor), channel: words(decision.channel) });
    return h("div", { class: "why" },
        heading(context, act, decision.step, who, act ? actName(context.actors, act) : name(decision.chosen)),
        h("p", {}, reason(decision, context)),
        decision.intended !== decision.chosen && h("p", { class: "chance" }, say("why.slip", { item: name(decision.intended) })),
        weighed(decision, name),
        reasons(decision, name),
        changed(decision, name),
        chance(decision, name),
        untrue(decision),
        decision.saw.length > 0 && h("details", { open: decision.saw.length <= 6 },
            h("summary", {}, say("why.saw", { count: decision.saw.length })),
            h("table", { class: "bars" }, h("tbody", {}, decision.saw.map((seen) =>
                h("tr", {}, h("th", { scope: "row" }, seen.name), h("td", {}, value(seen.value, seen.duration))))))),
        others(decision.step, decision, context),
        decision.place !== "" && h("p", { class: "place" }, say("why.place"), " ", h("code", {}, decision.place)));
}

function named(terms: Term[]): string {
    return list.format(terms.slice(0, 2).map((term) => say("why.quoted", { what: words(term.name) })));
}

function reason(decision: Decision, context: WhyContext): string {
    const who = titleOf(context.actors, decision.actor);
    const item = itemName(context.actors, decision.chosen);
    if (decision.kind === "script") return say("why.script", { who, item });
    if (decision.kind === "random") return say("why.random", { who, item, share: percent(decision.probability) });
    if (decision.kind === "rules") {
        if (!decision.fired) return say("why.rules_none", { who, item });
        return decision.fired.when === "" ? say("why.rules_last", { who, item }) : say("why.rules", { who, item, when: decision.fired.when });
    }
    if (decision.over === "") return say("why.only", { who, item });
    const over = itemName(context.actors, decision.over);
    const sentences = [];
    if (typeof decision.lead === "number" && decision.lead < 0) {
        sentences.push(say("why.behind", { who, item, over }));
        if (decision.pro.length > 0) sentences.push(say("why.for", { reasons: named(decision.pro) }));
    } else if (decision.pro.length > 0) sentences.push(say("why.chose", { who, item, over, reasons: named(decision.pro) }));
    else sentences.push(say("why.least_bad", { who, item, over }));
    if (decision.contra.length > 0) sentences.push(say("why.against", { reasons: named(decision.contra) }));
    return sentences.join(" ");
}

function bar(share: number, style: string): SVGSVGElement {
    return s("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none", class: "bar-row", "aria-hidden": "true" },
        s("rect", { y: 1, width: Math.max(100 * share, 0.5), height: 10, class: style }));
}

function weighed(decision: Decision, name: (item: string) => string): HTMLElement | null {
    if (decision.items.length < 2) return null;
    const byValue = decision.kind === "best";
    const most = Math.max(...decision.items.map((item) => (byValue ? Math.abs(Number(item.value)) : item.probability)), 1e-12);
    return h("div", {}, h("h4", {}, say(byValue ? "why.values" : "why.options")),
        h("table", { class: "bars" }, h("tbody", {}, decision.items.map((item) => {
            const chosen = item.item === decision.chosen;
            return h("tr", { class: chosen ? "chosen" : false },
                h("th", { scope: "row" }, chosen && h("span", { "aria-hidden": "true" }, "✓ "), capital(name(item.item)),
                    chosen && h("span", { class: "hidden" }, say("why.chosen"))),
                h("td", {}, bar((byValue ? Math.abs(Number(item.value)) : item.probability) / most, chosen ? "chosen" : "other")),
                h("td", {}, byValue ? value(item.value) : percent(item.probability)));
        }))),
        decision.more_items > 0 && h("p", { class: "faint" }, say("why.more", { count: decision.more_items })),
        decision.unavailable.length > 0 && h("p", { class: "faint" },
            say("why.closed", { items: list.format(decision.unavailable.map(name)) })));
}

function reasons(decision: Decision, name: (item: string) => string): HTMLElement | null {
    const terms = [...decision.pro, ...decision.contra].sort((a, b) => Math.abs(b.size) - Math.abs(a.size));
    if (terms.length === 0) return null;
    const most = Math.abs(terms[0]?.size ?? 1) || 1;
    return h("div", {}, h("h4", {}, say("why.reasons", { over: name(decision.over) })),
        h("table", { class: "bars" }, h("tbody", {}, terms.slice(0, mostTerms).map((term) => h("tr", {},
            h("th", { scope: "row" }, capital(words(term.name))),
            h("td", {}, twoSided(term.size / most)),
            h("td", {}, signed(term.size)))))),
        terms.length > mostTerms && h("p", { class: "faint" }, say("why.smaller", { count: terms.length - mostTerms })));
}

/** For to the right and filled, against to the left and hollow. */
function twoSided(share: number): SVGSVGElement {
    const width = Math.max(49 * Math.abs(share), 0.5);
    return s("svg", { viewBox: "0 0 100 14", preserveAspectRatio: "none", class: "bar-row", "aria-hidden": "true" },
        s("line", { x1: 50, x2: 50, y1: 0, y2: 14, class: "axis" }),
        s("rect", { x: share < 0 ? 50 - width : 50, y: 2, width, height: 10, class: share < 0 ? "against" : "for" }));
}

function changed(decision: Decision, name: (item: string) => string): HTMLElement | null {
    const shift = decision.shift;
    if (!shift) return null;
    return h("div", {}, h("h4", {}, say("why.changed")), h("p", {}, say(shift.shift > 0 ? "why.higher" : "why.lower", {
        term: words(shift.term), at: name(shift.at), by: value(Math.abs(shift.shift)), from: value(shift.value),
        to: value(shift.value + shift.shift), item: name(shift.item) })));
}

function chance(decision: Decision, name: (item: string) => string): HTMLElement | null {
    if (decision.kind === "best" || decision.kind === "script" || decision.items.length < 2) return null;
    const share = percent(decision.probability);
    const likely = decision.items.find((item) => item.item === decision.most_likely);
    const mattered = decision.chosen !== decision.most_likely && likely;
    const text = mattered ? say("why.chance_decided", { share, item: name(decision.most_likely), other: percent(likely.probability) })
        : decision.probability < nearlySure ? say("why.chance_part", { share }) : say("why.chance_little", { share });
    return h("div", {}, h("h4", {}, say("why.chance")), h("p", { class: mattered ? "chance" : false }, text,
        typeof decision.draw === "number" && typeof decision.from === "number" && typeof decision.to === "number" &&
            h("span", { class: "faint" }, " ", say("why.draw", {
                draw: value(decision.draw), from: value(decision.from), to: value(decision.to) }))));
}

function untrue(decision: Decision): HTMLElement | null {
    const failed = decision.failed.filter((rule) => rule.when !== "");
    if (failed.length === 0) return null;
    return h("div", {}, h("h4", {}, say("why.failed")), h("ul", { class: "rules" }, failed.map((rule) =>
        h("li", {}, h("code", {}, rule.when), " → ", rule.items))));
}

function others(step: number, shown: Decision | null, context: WhyContext): HTMLElement | null {
    const rest = context.decisions.filter((d) => d.step === step && d !== shown)
        .sort((a, b) => Number(a.chosen === "hold") - Number(b.chosen === "hold"));
    if (rest.length === 0) return null;
    return h("details", {}, h("summary", {}, say("why.others", { count: rest.length })),
        h("ul", { class: "others" }, rest.map((d) => h("li", {},
            h("button", { type: "button", onclick: () => context.onChoose(d) },
                say("why.decided", { who: titleOf(context.actors, d.actor), channel: words(d.channel), item: itemName(context.actors, d.chosen) }))))));
}
