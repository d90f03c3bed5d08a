// Values as text: numbers to three digits, durations in the unit that a person would choose.

import type { Num } from "../data";
import { language, number, percent, say } from "../words";

const minus = "−";
const units: [name: string, days: number][] = [["years", 365.25], ["months", 30.4375], ["weeks", 7], ["days", 1]];

function duration(days: number): string {
    const size = Math.abs(days);
    const [name, length] = units.find(([unit, each]) => size >= (unit === "days" ? 0 : 2 * each)) ?? ["days", 1];
    return say(`kit.${name}`, { count: Math.round((days / length) * 10) / 10 }).replace("-", minus);
}

/** Text of a value; `duration` in days. Infinity is "never", as it is the time of what never came. */
export function value(v: Num, isDuration = false): string {
    if (v === null) return say("kit.no_value");
    if (v === "inf") return say("kit.never");
    if (v === "-inf") return `${minus}∞`;
    if (isDuration) return duration(v);
    if (v !== 0 && Math.abs(v) < 1e-4) return v.toExponential(1).replaceAll("-", minus);
    return number(v).replace("-", minus);
}

/** A sentence as a part of another one. */
export const withoutStop = (text: string): string => text.replace(/\.$/, "");

/** From one value to another, with a unit that both share said once: `2.2 to 6.7 weeks`. */
export function range(low: Num, high: Num, isDuration = false): string {
    const [first, last] = [value(low, isDuration), value(high, isDuration)];
    const unit = / \S+$/.exec(last)?.[0] ?? "";
    const shared = unit !== "" && first.endsWith(unit);
    return say("kit.range", { low: shared ? first.slice(0, -unit.length) : first, high: last });
}

/** With its sign in front, for differences and reasons: `+0.3`, `−0.24`, `0`. */
export function signed(v: Num, isDuration = false): string {
    return typeof v === "number" && v > 0 ? `+${value(v, isDuration)}` : value(v, isDuration);
}

/** Percentages of shares that lie in a range, with a decimal where whole ones could not tell them apart. */
export function shares(low: number, high: number): (share: number) => string {
    if (high - low >= 0.1) return percent;
    return (share) => `${new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(100 * share)}%`;
}

/** A name of the file in words: `snap_back` is "snap back". */
export function words(name: string): string {
    return name.replaceAll("_", " ");
}

/** First letter large, as at the start of a line. */
export function capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
