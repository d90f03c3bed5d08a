// "Why did it act?": one decision opened. What was chosen, the main reason in a sentence, what was weighed, what spoke
// for and against, what would have changed it, what part chance had, what the actor saw, and where the rule stands.

import type { Act, Actor, Decision, DecisionRule, Item, Named, Num, Term, Time } from "../data";
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
    rules: DecisionRule[];
    decisions: Decision[];
    /** Another decision of the same step was asked for. */
    onChoose: (decision: Decision) => void;
}

/** Above this probability chance is said to have hardly mattered. */
const nearlySure = 0.9;
const mostTerms = 8;
const list = new Intl.ListFormat(language);

/** A decision with its rule, and what names the rule's items and terms for readers. */
interface Opened {
    decision: Decision;
    rule: DecisionRule;
    item: (item: Item) => string;
    term: (term: Term) => string;
}

function open(decision: Decision, context: WhyContext): Opened {
    const rule = context.rules[decision.rule]!;
    return { decision, rule, item: (item) => itemName(context.actors, rule.items[item]!), term: (term) => words(rule.terms[term]!.name) };
}

export function isOf(decision: Decision, act: Act, rules: DecisionRule[]): boolean {
    const rule = rules[decision.rule]!;
    return decision.step === act.step && rule.actor === act.actor && rule.channel === act.channel;
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
        act && typeof act.success === "number" && act.success < act.count
            && h("p", {}, capital(say("lanes.success", { success: act.success, count: act.count })), "."),
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
    const opened = open(decision, context);
    const { rule, item } = opened;
    const act = context.acts.find((one) => isOf(decision, one, context.rules));
    const who = say("why.who", { who: titleOf(context.actors, rule.actor), channel: words(rule.channel) });
    const place = rule.places[decision.place];
    return h("div", { class: "why" },
        heading(context, act, decision.step, who, act ? actName(context.actors, act) : item(decision.chosen)),
        h("p", {}, reason(opened, titleOf(context.actors, rule.actor))),
        decision.intended !== undefined && h("p", { class: "chance" }, say("why.slip", { item: item(decision.intended) })),
        weighed(opened),
        reasons(opened),
        changed(opened),
        chance(opened),
        untrue(opened),
        decision.saw.length > 0 && h("details", { open: decision.saw.length <= 6 },
            h("summary", {}, say("why.saw", { count: decision.saw.length })),
            h("table", { class: "bars" }, h("tbody", {}, decision.saw.map(([read, seen]) =>
                h("tr", {}, h("th", { scope: "row" }, rule.reads[read]!.name, aboutLine(rule.reads[read]!.about)), h("td", {}, value(seen, rule.reads[read]!.duration))))))),
        others(decision.step, decision, context),
        place !== "" && h("p", { class: "place" }, say("why.place"), " ", h("code", {}, place)));
}

function reason({ decision, rule, item: nameOf, term }: Opened, who: string): string {
    const item = nameOf(decision.chosen);
    if (rule.kind === "script") return say("why.script", { who, item });
    if (rule.kind === "random") return say("why.random", { who, item, share: percent(decision.probability) });
    if (rule.kind === "rules") {
        if (decision.fired === undefined) return say("why.rules_none", { who, item });
        const { when } = rule.lines[decision.fired]!;
        return when === "" ? say("why.rules_last", { who, item }) : say("why.rules", { who, item, when });
    }
    const { lead } = decision;
    if (!lead) return say("why.only", { who, item });
    const over = nameOf(lead.over);
    const named = (terms: [Term, number][]): string => list.format(terms.slice(0, 2).map(([one]) => say("why.quoted", { what: term(one) })));
    const sentences = [];
    if (typeof lead.size === "number" && lead.size < 0) {
        sentences.push(say("why.behind", { who, item, over }));
        if (lead.pro.length > 0) sentences.push(say("why.for", { reasons: named(lead.pro) }));
    } else if (lead.pro.length > 0) sentences.push(say("why.chose", { who, item, over, reasons: named(lead.pro) }));
    else sentences.push(say("why.least_bad", { who, item, over }));
    if (lead.contra.length > 0) sentences.push(say("why.against", { reasons: named(lead.contra) }));
    return sentences.join(" ");
}

function bar(share: number, style: string): SVGSVGElement {
    return s("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none", class: "bar-row", "aria-hidden": "true" },
        s("rect", { y: 1, width: Math.max(100 * share, 0.5), height: 10, class: style }));
}

function weighed({ decision, rule, item: nameOf }: Opened): HTMLElement | null {
    if (decision.items.length < 2) return null;
    const byValue = rule.kind === "best";
    const sizeOf = (worth: Num, probability: number): number => (byValue ? Math.abs(Number(worth)) : probability);
    const most = Math.max(...decision.items.map(([, worth, probability]) => sizeOf(worth, probability)), 1e-12);
    return h("div", {}, h("h4", {}, say(byValue ? "why.values" : "why.options")),
        h("table", { class: "bars" }, h("tbody", {}, decision.items.map(([item, worth, probability]) => {
            const chosen = item === decision.chosen;
            return h("tr", { class: chosen ? "chosen" : false },
                h("th", { scope: "row" }, chosen && h("span", { "aria-hidden": "true" }, "✓ "), capital(nameOf(item)),
                    chosen && h("span", { class: "hidden" }, say("why.chosen"))),
                h("td", {}, bar(sizeOf(worth, probability) / most, chosen ? "chosen" : "other")),
                h("td", {}, byValue ? value(worth) : percent(probability)));
        }))),
        decision.more_items > 0 && h("p", { class: "faint" }, say("why.more", { count: decision.more_items })),
        decision.unavailable.length > 0 && h("p", { class: "faint" },
            say("why.closed", { items: list.format(decision.unavailable.map(nameOf)) })));
}

/** What the file says of it, below its name. */
function aboutLine(about: string): Child {
    return about !== "" && h("small", { class: "faint" }, about);
}

function reasons({ decision: { lead }, rule, item, term }: Opened): HTMLElement | null {
    const terms = lead ? [...lead.pro, ...lead.contra].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a)) : [];
    if (!lead || terms.length === 0) return null;
    const most = Math.abs(terms[0]?.[1] ?? 1) || 1;
    return h("div", {}, h("h4", {}, say("why.reasons", { over: item(lead.over) })),
        h("table", { class: "bars" }, h("tbody", {}, terms.slice(0, mostTerms).map(([one, size]) => h("tr", {},
            h("th", { scope: "row" }, capital(term(one)), aboutLine(rule.terms[one]!.about)),
            h("td", {}, twoSided(size / most)),
            h("td", {}, signed(size)))))),
        terms.length > mostTerms && h("p", { class: "faint" }, say("why.smaller", { count: terms.length - mostTerms })));
}

/** For to the right and filled, against to the left and hollow. */
function twoSided(share: number): SVGSVGElement {
    const width = Math.max(49 * Math.abs(share), 0.5);
    return s("svg", { viewBox: "0 0 100 14", preserveAspectRatio: "none", class: "bar-row", "aria-hidden": "true" },
        s("line", { x1: 50, x2: 50, y1: 0, y2: 14, class: "axis" }),
        s("rect", { x: share < 0 ? 50 - width : 50, y: 2, width, height: 10, class: share < 0 ? "against" : "for" }));
}

function changed({ decision: { shift }, item, term }: Opened): HTMLElement | null {
    if (!shift) return null;
    return h("div", {}, h("h4", {}, say("why.changed")), h("p", {}, say(shift.shift > 0 ? "why.higher" : "why.lower", {
        term: term(shift.term), at: item(shift.at), by: value(Math.abs(shift.shift)), from: value(shift.value),
        to: value(shift.value + shift.shift), item: item(shift.item) })));
}

function chance({ decision, rule, item: nameOf }: Opened): HTMLElement | null {
    if (rule.kind === "best" || rule.kind === "script" || decision.items.length < 2) return null;
    const share = percent(decision.probability);
    const { draw } = decision;
    const likely = decision.items.find(([item]) => item === decision.most_likely);
    const mattered = decision.chosen !== decision.most_likely && likely;
    const text = mattered ? say("why.chance_decided", { share, item: nameOf(decision.most_likely), other: percent(likely[2]) })
        : decision.probability === 1 ? say("why.chance_none") : decision.probability < nearlySure ? say("why.chance_part", { share }) : say("why.chance_little", { share });
    return h("div", {}, h("h4", {}, say("why.chance")), h("p", { class: mattered ? "chance" : false }, text,
        draw && h("span", { class: "faint" }, " ", say("why.draw", { draw: value(draw.at), from: value(draw.from), to: value(draw.to) }))));
}

function untrue({ decision, rule }: Opened): HTMLElement | null {
    const failed = (decision.failed ?? []).map((line) => rule.lines[line]!).filter(({ when }) => when !== "");
    if (failed.length === 0) return null;
    return h("div", {}, h("h4", {}, say("why.failed")), h("ul", { class: "rules" }, failed.map(({ when, items }) =>
        h("li", {}, h("code", {}, when), " → ", items))));
}

function others(step: number, shown: Decision | null, context: WhyContext): HTMLElement | null {
    const holds = ({ decision, rule }: Opened): number => Number(rule.items[decision.chosen] === "hold");
    const rest = context.decisions.filter((d) => d.step === step && d !== shown).map((d) => open(d, context))
        .sort((a, b) => holds(a) - holds(b));
    if (rest.length === 0) return null;
    return h("details", {}, h("summary", {}, say("why.others", { count: rest.length })),
        h("ul", { class: "others" }, rest.map(({ decision, rule, item }) => h("li", {},
            h("button", { type: "button", onclick: () => context.onChoose(decision) },
                say("why.decided", { who: titleOf(context.actors, rule.actor), channel: words(rule.channel), item: item(decision.chosen) }))))));
}
