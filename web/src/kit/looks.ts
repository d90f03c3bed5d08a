// How an act is drawn: one look for lanes, keys, the network and "Why did it act?".

import type { Act, Actor, Named } from "../data";
import { directionOf, type Direction } from "./names";
import type { MarkLook } from "./marks";

/** From this rung on a mark has a halo. */
const haloRung = 7.5;
/** Half the size of marks in pixels; of acts on things from the lowest rung to the highest. */
const usual = 7;
const least = 4.5;
const largest = 9.5;

export interface Looks {
    of(act: Act): MarkLook;
    direction(act: Act): Direction;
    /** Whether the target is a weapon or another thing, which the mark's size tells apart. */
    atThing(act: Act): boolean;
}

export function looksOf(acts: Act[], actions: Named[], actors: Actor[]): Looks {
    const direction = directionOf(acts);
    const things = new Set(actors.filter((actor) => actor.thing).map((actor) => actor.name));
    const rungs = acts.filter((act) => things.has(act.target)).map((act) => Number(act.rung));
    const [low, high] = [Math.min(...rungs), Math.max(...rungs)];
    const size = (rung: number): number => least + (high > low ? ((rung - low) / (high - low)) * (largest - least) : (largest - least) / 2);
    const shape = new Map(actions.map((action, i) => [action.name, i]));
    return {
        direction,
        atThing: (act) => things.has(act.target),
        of: (act) => {
            const rung = typeof act.rung === "number" ? act.rung : 3;
            const sized = things.has(act.target);
            return {
                shape: act.channel === "" ? null : (shape.get(act.action) ?? 0),
                radius: sized ? size(rung) : usual,
                direction: direction(act),
                halo: rung >= haloRung,
            };
        },
    };
}
