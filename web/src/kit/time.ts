// Steps as people name them, and the ticks of a time axis. State k stands before step k; a place on the axis is a
// state's number, with fractions for days between.

import { bisectRight, ticks } from "d3-array";
import type { Time } from "../data";
import { language, say } from "../words";

export interface Tick {
    at: number;
    label: string;
}

const day = 86_400_000;
const months = { long: monthNames("long"), short: monthNames("short") };

function monthNames(month: "long" | "short"): Intl.DateTimeFormat {
    return new Intl.DateTimeFormat(language, { month, timeZone: "UTC" });
}

/** `2022-03-14` as "14 March 2022". */
function dateName(iso: string, month: "long" | "short" = "long"): string {
    const date = new Date(iso);
    return say("kit.date", {
        day: String(date.getUTCDate()), month: months[month].format(date), year: String(date.getUTCFullYear()) });
}

/** "Week of 14 March 2022", "March 2022", "2022", "Step 5"; of the last state "End, 31 December 2023". */
export function stepName(time: Time, step: number): string {
    if (!time.dated) return step >= time.steps ? say("kit.end_step", { steps: time.steps }) : say("kit.step", { step });
    const iso = time.dates[step];
    if (iso === undefined || step >= time.steps) return say("kit.end_date", { date: dateName(time.end) });
    const date = new Date(iso);
    const year = String(date.getUTCFullYear());
    if (time.step_months > 0 && time.step_months % 12 === 0) return year;
    if (time.step_months > 0) {
        const month = say("kit.month", { month: months.long.format(date), year });
        return time.step_months === 1 ? month : say("kit.from", { date: month });
    }
    if (time.step_days === 1) return dateName(iso);
    return say(time.step_days === 7 ? "kit.week_of" : "kit.from", { date: dateName(iso) });
}

/** Place of a day on the axis of states. */
export function placeOf(time: Time, ms: number): number {
    const starts = time.dates.map((iso) => Date.parse(iso));
    const after = Math.min(Math.max(bisectRight(starts, ms), 1), starts.length - 1);
    const low = starts[after - 1] ?? 0;
    const high = starts[after] ?? low + day;
    return after - 1 + (ms - low) / (high - low);
}

/** Ticks between two places, at most `room` of them: month starts, years, single steps, or round step numbers. */
export function timeTicks(time: Time, from: number, to: number, room: number): Tick[] {
    const most = Math.max(2, Math.floor(room));
    if (!time.dated)
        return ticks(from, to, most).filter(Number.isInteger).map((at) => ({ at, label: String(at) }));
    const start = new Date(time.dates[Math.floor(from)] ?? time.start);
    const end = new Date(time.dates[Math.min(Math.ceil(to), time.steps)] ?? time.end);
    const span = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
    if (span < 3) return stepTicks(time, from, to, most);
    const every = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].find((n) => span / n + 1 <= most) ?? 1200;
    return monthTicks(time, start, end, every)
        .filter(({ at }) => at > from - 1 && at <= to)
        .map(({ at, label }) => ({ at: Math.max(at, from), label }));
}

function stepTicks(time: Time, from: number, to: number, most: number): Tick[] {
    const every = Math.max(1, Math.ceil((to - from + 1) / most));
    const result: Tick[] = [];
    for (let at = Math.ceil(from); at <= to; at += every) {
        const date = new Date(time.dates[at] ?? time.end);
        result.push({ at, label: say("kit.day", {
            day: String(date.getUTCDate()), month: months.short.format(date) }) });
    }
    return result;
}

function monthTicks(time: Time, start: Date, end: Date, every: number): Tick[] {
    const result: Tick[] = [];
    const first = start.getUTCFullYear() * 12 + start.getUTCMonth();
    for (let month = Math.floor(first / every) * every; ; month += every) {
        const date = new Date(Date.UTC(Math.floor(month / 12), month % 12, 1));
        if (date > end) return result;
        if (month < first) continue;
        const year = String(date.getUTCFullYear());
        const name = months.short.format(date);
        const withYear = result.length === 0 || date.getUTCMonth() === 0;
        result.push({ at: placeOf(time, date.getTime()),
            label: every % 12 === 0 ? year : withYear ? say("kit.month", { month: name, year }) : name });
    }
}
