// Why an option is not open, in a sentence. The program says it as the file does: it needs A and B; "B" does not hold (0
// against 0.1). What is compared with a number can be told in words; anything else is left to the formula.

import { value } from "../kit/format";
import { labelName } from "../kit/names";
import { say } from "../words";
import type { GameView, Option } from "./data";

const failed = /"([^"]*)" does not hold(?: \((\S+) against (\S+)\))?/g;
const comparison = /^(?:(\w+)\.)?(\w+)(?:\((\w+)\))? (>=|>|<=|<|==) [\w. ]+$/;
const sentences: Record<string, string> = { ">=": "at-least", ">": "more", "<=": "at-most", "<": "less", "==": "exactly" };

/** A sentence for each condition that does not hold and can be told; empty where none can. */
export function whyClosed(view: GameView, option: Option): string[] {
    const seat = view.turn?.actor ?? "";
    const known = new Set(view.beliefs.map((belief) => belief.label));
    const bound = (name: string): string => (name === "self" ? seat : name === "target" ? option.target : name);
    return [...option.reason.matchAll(failed)].flatMap(([, formula = "", have, need]) => {
        const [, owner, name, toward, sign = ""] = comparison.exec(formula) ?? [];
        const sentence = sentences[sign];
        if (!name || !sentence || !have || !need) return [];
        const end = toward === undefined ? name : `${name}(${bound(toward)})`;
        // Without an owner it is the seat's own, or the world's.
        const label = [`${bound(owner ?? "self")}.${end}`, end].find((each) => known.has(each));
        if (label === undefined) return [];
        const numbers = { have: value(Number(have)), need: value(Number(need)) };
        return [say(`closed.${sentence}`, { label: labelName(view.actors, label), ...numbers })];
    });
}
