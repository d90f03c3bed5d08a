// Who did what when in one run: a lane an actor, a mark an act, what the calendar had in force behind them.

import type { Act, Actor, CalendarSpan, Named, Time } from "../data";
import { s } from "../dom";
import { say } from "../words";
import { cursor, timeFrame, timeGrid, zoomable } from "./axis";
import { calendarLane } from "./calendar";
import { density, mostMarks } from "./density";
import { dodge } from "./dodge";
import { type Chart, narrow } from "./figure";
import { capital } from "./format";
import { type KeyEntry, type KeyGroup } from "./key";
import { looksOf, type Looks } from "./looks";
import { mark } from "./marks";
import { actName, titleOf } from "./names";
import { lines } from "./text";
import { stepName } from "./time";
import type { Timeline } from "./timeline";

export interface LanesData {
    time: Time;
    actors: Actor[];
    actions: Named[];
    acts: Act[];
    calendar: CalendarSpan[];
}

export interface LanesOptions {
    timeline: Timeline;
    title: string;
    summary: string;
    /** An act was chosen: by a click, or Enter. */
    onWhy: (act: Act) => void;
}

export interface Lanes extends Chart {
    /** Rings the act that is explained. */
    select(act: Act | null): void;
}

/** WCAG's least size of a target. */
const target = 24;
const mostTracks = 10;
const mostLanes = 24;
const labelRoom = 132;

interface Lane {
    title: string;
    about: string;
    acts: Act[];
}

/** What the key shows apart: an action, and for one on things also the thing. */
function kindOf(looks: Looks, act: Act): string {
    return looks.atThing(act) ? `${act.action}(${act.target})` : act.action;
}

function keyOf(data: LanesData, looks: Looks): KeyGroup[] {
    const first = new Map<string, Act>();
    for (const act of data.acts) if (!first.has(kindOf(looks, act))) first.set(kindOf(looks, act), act);
    const order = (act: Act): number => data.actions.findIndex((action) => action.name === act.action);
    const kinds = [...first.values()].sort((a, b) => order(a) - order(b) || Number(a.rung) - Number(b.rung));
    const entry = (act: Act): KeyEntry => ({
        text: capital(actName(data.actors, { ...act, count: 1, level: "", target: looks.atThing(act) ? act.target : "" })),
        symbol: () => mark(looks.of(act), 0, 0),
    });
    const group = (name: string, of: Act[]): KeyGroup => ({ name, entries: of.map(entry) });
    const acts = kinds.filter((act) => act.channel !== "");
    return [
        group(say("kit.escalates"), acts.filter((act) => looks.direction(act) === "escalates")),
        group(say("kit.calms"), acts.filter((act) => looks.direction(act) === "calms")),
        group(say("kit.acts"), acts.filter((act) => looks.direction(act) === "neutral")),
        group(say("kit.chance"), kinds.filter((act) => act.channel === "")),
    ];
}

function lanesOf(data: LanesData): Lane[] {
    const players = data.actors.filter((actor) => !actor.thing)
        .map(({ name, title, about }) => ({ title, about, acts: data.acts.filter((act) => act.actor === name && act.channel !== "") }));
    const shown = players.length <= mostLanes ? players
        : players.filter((lane) => lane.acts.length > 0).sort((a, b) => b.acts.length - a.acts.length).slice(0, mostLanes);
    const chance = data.acts.filter((act) => act.channel === "");
    return chance.length > 0 ? [...shown, { title: say("kit.chance"), about: "", acts: chance }] : shown;
}

/** "Week of 14 March 2022, North Korea: test (intercontinental missile, far), escalates" */
function actLabel(data: LanesData, looks: Looks, act: Act): string {
    const direction = looks.direction(act);
    const parts = [
        act.channel === "" ? say("lanes.chance_label", { when: stepName(data.time, act.step), what: actName(data.actors, act) })
            : say("lanes.label", {
                when: stepName(data.time, act.step), who: titleOf(data.actors, act.actor), what: actName(data.actors, act) }),
    ];
    if (direction !== "neutral") parts.push(say(`kit.${direction}`).toLowerCase());
    if (typeof act.success === "number" && act.success < act.count)
        parts.push(say("lanes.success", { success: act.success, count: act.count }));
    return parts.join(", ");
}

export function lanes(data: LanesData, options: LanesOptions): Lanes {
    const { timeline } = options;
    const looks = looksOf(data.acts, data.actions, data.actors);
    const rows = lanesOf(data);
    const withAbout = brief(rows);
    const marks = new Map<Act, SVGGElement>();
    let selected: Act | null = null;
    let current: Act | null = null;
    let place = (): void => undefined;

    /** The one mark that the Tab key reaches. */
    const reach = (act: Act | null, focus: boolean): void => {
        if (current) marks.get(current)?.setAttribute("tabindex", "-1");
        current = act;
        if (!act) return;
        if (focus) timeline.moveTo(act.step);
        marks.get(act)?.setAttribute("tabindex", "0");
        if (focus) marks.get(act)?.focus();
    };
    const select = (act: Act | null): void => {
        if (selected) marks.get(selected)?.setAttribute("aria-selected", "false");
        selected = act;
        if (act) marks.get(act)?.setAttribute("aria-selected", "true");
    };
    const why = (act: Act): void => {
        reach(act, false);
        timeline.moveTo(act.step);
        options.onWhy(act);
    };
    const onKey = (event: KeyboardEvent): void => {
        if (!current || event.altKey || event.ctrlKey || event.metaKey) return;
        const next = neighbour(rows, current, event.key);
        if (next) {
            reach(next, true);
        } else if (event.key === "Enter" || event.key === " ") why(current);
        else if (event.key === "+" || event.key === "-") timeline.zoomBy(event.key === "+" ? 0.5 : 2);
        else if (!event.key.startsWith("Arrow")) return;
        event.preventDefault();
    };

    const drawMark = (act: Act, x: number, y: number): SVGGElement => {
        const element = mark(looks.of(act), x, y);
        const label = actLabel(data, looks, act);
        element.setAttribute("role", "option");
        element.setAttribute("aria-label", label);
        element.setAttribute("aria-selected", String(act === selected));
        element.setAttribute("tabindex", act === current ? "0" : "-1");
        element.setAttribute("data-mark", "");
        element.prepend(s("rect", { x: -target / 2, y: -target / 2, width: target, height: target, class: "hit", "data-page": true }),
            s("circle", { r: 13, class: "ring" }));
        element.append(s("title", { "data-page": true }, label));
        element.addEventListener("click", () => why(act));
        element.addEventListener("focus", () => reach(act, false));
        marks.set(act, element);
        return element;
    };

    const draw = (width: number): SVGSVGElement => {
        marks.clear();
        const above = width < narrow;
        const frame = timeFrame(timeline, above ? 0 : 140, above ? width : width - 72);
        const svg = s("svg", { width, class: "chart" });
        const calendar = calendarLane(data.calendar, timeline, frame, above);
        const list = s("g", { role: "listbox", "aria-label": say("lanes.list"), "aria-orientation": "horizontal" });
        const crowded = data.acts.filter((act) => act.step >= timeline.from && act.step <= timeline.to).length > mostMarks;
        let y = calendar.height;
        const lanesTop = y;
        for (const lane of rows) {
            const acts = lane.acts.filter((act) => act.step >= timeline.from && act.step <= timeline.to);
            const { tracks, track } = crowded ? { tracks: 2, track: [] } : dodge(acts.map((act) => ({
                x: frame.x(act.step), weight: Number(act.rung), low: looks.direction(act) === "calms", kind: act.action })), target, mostTracks);
            const height = Math.max(tracks * target, above ? target : 36) + 6;
            const count = say(lane.title === say("kit.chance") ? "lanes.events" : "lanes.acts", { count: lane.acts.length });
            if (above) {
                svg.append(s("text", { x: 0, y: y + 15, class: "strong" }, lane.title),
                    s("text", { x: width, y: y + 15, class: "faint end" }, count));
                y += 22;
            }
            svg.append(s("rect", { x: frame.left, y, width: frame.right - frame.left, height, rx: 3, class: "lane" }));
            if (!above) svg.append(...label(lane, withAbout, y + height / 2),
                s("text", { x: width, y: y + height / 2 + 4, class: "faint end" }, count));
            const top = y + (height - tracks * target) / 2 + target / 2;
            if (crowded) svg.append(density(acts, looks.direction, frame, y, height));
            else acts.forEach((act, i) => list.append(drawMark(act, frame.x(act.step), top + (track[i] ?? 0) * target)));
            y += height + 6;
        }
        const bottom = y - 6;
        const line = cursor(timeline, frame, calendar.top, bottom);
        place = line.place;
        svg.append(timeGrid(timeline, frame, lanesTop, bottom, true), calendar.behind(lanesTop, bottom), calendar.element,
            line.element, crowded ? s("text", { x: frame.left, y: bottom + 36, class: "small faint" }, say("lanes.crowded")) : list);
        const height = bottom + (crowded ? 44 : 24);
        svg.setAttribute("height", String(height));
        svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
        zoomable(svg, timeline, frame, calendar.top, bottom);
        list.addEventListener("keydown", onKey);
        if (!current || !marks.has(current)) reach([...marks.keys()][0] ?? null, false);
        return svg;
    };

    return {
        title: options.title, summary: options.summary, key: keyOf(data, looks), role: "group", draw, select,
        moved: () => {
            place();
            for (const [act, element] of marks) element.classList.toggle("ahead", act.step > timeline.step);
        },
    };
}

/** Whether what the actors are said to be is short enough to stand under their names. */
function brief(rows: Lane[]): boolean {
    return rows.every((lane) => lines(lane.about, labelRoom, Infinity).length <= 1);
}

function label(lane: Lane, withAbout: boolean, middle: number): SVGElement[] {
    const title = lines(lane.title, labelRoom, 2, true);
    const about = withAbout ? lines(lane.about, labelRoom, 1) : [];
    const top = middle - 8 * (title.length + about.length - 1) + 4;
    return [...title, ...about].map((text, i) =>
        s("text", { x: 0, y: top + 16 * i, class: i < title.length ? "strong" : "faint" }, text));
}

/** The mark that an arrow key leads to: in time within a lane, or the nearest in time of the next lane that has some. */
function neighbour(rows: Lane[], from: Act, key: string): Act | null {
    const row = rows.findIndex((lane) => lane.acts.includes(from));
    const acts = rows[row]?.acts ?? [];
    const at = acts.indexOf(from);
    if (key === "ArrowRight") return acts[at + 1] ?? null;
    if (key === "ArrowLeft") return acts[at - 1] ?? null;
    if (key === "Home") return acts[0] ?? null;
    if (key === "End") return acts.at(-1) ?? null;
    if (key !== "ArrowUp" && key !== "ArrowDown") return null;
    const others = key === "ArrowUp" ? rows.slice(0, row).reverse() : rows.slice(row + 1);
    const lane = others.find((other) => other.acts.length > 0);
    return lane?.acts.reduce((a, b) => (Math.abs(b.step - from.step) < Math.abs(a.step - from.step) ? b : a)) ?? null;
}
