// Actors and items in words: `test(icbm, far)` is "test (intercontinental missile, far)".

import type { Act, Actor, Named, Variable } from "../data";
import { say } from "../words";
import { capital, value, withoutStop, words } from "./format";

export type Direction = "escalates" | "calms" | "neutral";

/** Up to this rung of the ladder an act calms. */
const calmRung = 1;

export function titleOf(actors: Actor[], name: string): string {
    return actors.find((actor) => actor.name === name)?.title || words(name);
}

/** Longer and a text is no title. */
const longestTitle = 80;

/** What a file says of something tells more than its name, where it is short enough to be a title: "Half-life of
 *  attention without news" is `forgetting`. */
export function titled({ name, about }: Named): string {
    const text = withoutStop(about);
    return text !== "" && text.length <= longestTitle ? text : capital(words(name));
}

/** A level in words: `relief=0.3, cut=0` is "relief 30%, no cut". A fraction is a share. */
export function levelName(level: string): string {
    return level.split(", ").map((part) => {
        const [name = "", text] = part.split("=");
        if (text === undefined || text === "") return words(part);
        const size = Number(text);
        if (size === 0) return say("kit.level_none", { name: words(name) });
        const told = size > 0 && size < 1 ? say("kit.percent", { value: value(100 * size) }) : Number.isNaN(size) ? words(text) : value(size);
        return say("kit.level", { name: words(name), value: told });
    }).join(", ");
}

/** An item as the file writes it, with the titles of whom or what it names. */
export function itemName(actors: Actor[], item: string): string {
    const parts = /^([^(]*)\((.*)\)$/s.exec(item);
    if (!parts) return words(item);
    const inside = (parts[2] ?? "").split(", ").map((part) => (part.includes("=") ? levelName(part) : titleOf(actors, part))).join(", ");
    return say("kit.item", { action: words(parts[1] ?? ""), inside });
}

export function actName(actors: Actor[], act: Act): string {
    const inside = [act.target && titleOf(actors, act.target), levelName(act.level)].filter((part) => part !== "");
    const name = inside.length > 0 ? say("kit.item", { action: words(act.action), inside: inside.join(", ") }) : words(act.action);
    return act.count > 1 ? say("kit.times", { what: name, count: act.count }) : name;
}

/** Chance events, and acts of a model without a ladder, are neutral. */
export function directionOf(acts: Act[]): (act: Act) => Direction {
    const ladder = acts.some((act) => typeof act.rung === "number" && act.rung > 0);
    return (act) => {
        if (!ladder || typeof act.rung !== "number") return "neutral";
        return act.rung <= calmRung ? "calms" : "escalates";
    };
}

/** What a label says: `USA.sanctions(DPRK)` is the variable `sanctions` of USA toward DPRK. */
export function labelParts(label: string): Pick<Variable, "name" | "actor" | "toward"> {
    const parts = /^(?:([^.(]+)\.)?([^(]+)(?:\((.*)\))?$/s.exec(label);
    return { name: parts?.[2] ?? label, actor: parts?.[1] ?? "", toward: parts?.[3] ?? "" };
}

/** The same in words: "Sanctions, United States toward North Korea". */
export function labelName(actors: Actor[], label: string): string {
    const { title, whose } = variableName(actors, labelParts(label));
    return whose === "" ? title : say("kit.of", { title, whose });
}

/** "Sanctions" and "United States toward North Korea". */
export function variableName(actors: Actor[], variable: Pick<Variable, "name" | "actor" | "toward">): { title: string; whose: string } {
    const toward = variable.toward && titleOf(actors, variable.toward);
    const actor = variable.actor && titleOf(actors, variable.actor);
    return {
        title: capital(words(variable.name)),
        whose: actor && toward ? say("kit.toward", { actor, toward }) : capital(actor || toward),
    };
}
