// Who acted on whom: actors on a circle, the one that most was done to in the middle, arrows counted by direction.

import type { Act, Actor } from "../data";
import { s } from "../dom";
import { say } from "../words";
import { type Chart } from "./figure";
import { line } from "./key";
import { directionOf, titleOf, type Direction } from "./names";
import { lines } from "./text";

export interface NetworkOptions {
    title: string;
    summary: string;
}

export interface Edge {
    from: string;
    to: string;
    direction: Direction;
    count: number;
}

/** Acts of one actor on another, counted by direction; acts on things and on nobody are left out. */
export function edgesOf(acts: Act[], actors: Actor[]): Edge[] {
    const players = new Set(actors.filter((actor) => !actor.thing).map((actor) => actor.name));
    const direction = directionOf(acts);
    const edges = new Map<string, Edge>();
    for (const act of acts) {
        if (act.channel === "" || !players.has(act.target) || !players.has(act.actor) || act.target === act.actor) continue;
        const key = `${act.actor} ${act.target} ${direction(act)}`;
        const edge = edges.get(key) ?? { from: act.actor, to: act.target, direction: direction(act), count: 0 };
        ++edge.count;
        edges.set(key, edge);
    }
    return [...edges.values()];
}

interface Place {
    x: number;
    y: number;
}

const height = 360;
/** Arrows that can still be told apart; of more the most frequent are drawn. */
const mostArrows = 40;
/** Where an act in each direction runs beside the straight line, so that no two arrows lie on one another. */
const lane: Record<Direction, number> = { escalates: 7, calms: 21, neutral: 7 };
/** How far along an arrow its count stands, so that no two counts touch. */
const along: Record<Direction, number> = { escalates: 0.36, calms: 0.58, neutral: 0.42 };

export function network(acts: Act[], actors: Actor[], options: NetworkOptions): Chart {
    const edges = edgesOf(acts, actors).sort((a, b) => b.count - a.count).slice(0, mostArrows);
    const suffered = new Map<string, number>();
    for (const edge of edges) suffered.set(edge.to, (suffered.get(edge.to) ?? 0) + edge.count);
    const middle = [...suffered.entries()].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
    const named = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
    const outer = [...named].filter((name) => name !== middle);
    const node = outer.length > 8 ? 24 : 34;
    const most = Math.max(...edges.map((edge) => edge.count), 1);

    const draw = (width: number): SVGSVGElement => {
        const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "chart" });
        const center = { x: width / 2, y: height / 2 };
        const reach = { x: Math.min(width / 2 - node - 4, 330), y: height / 2 - node - 4 };
        const places = new Map<string, Place>([[middle, center]]);
        outer.forEach((name, i) => {
            const angle = (2 * Math.PI * (i + 0.5)) / outer.length - Math.PI / 2;
            places.set(name, { x: center.x + reach.x * Math.cos(angle), y: center.y + reach.y * Math.sin(angle) });
        });
        for (const edge of edges) {
            const [from, to] = [places.get(edge.from), places.get(edge.to)];
            if (from && to) svg.append(arrow(edge, from, to, most, node));
        }
        for (const [name, place] of places) {
            const text = lines(titleOf(actors, name), 2 * node - 8, 3, true);
            svg.append(s("circle", { cx: place.x, cy: place.y, r: node, class: name === middle ? "node middle-node" : "node" }),
                ...text.map((each, i) => s("text", { x: place.x, y: place.y + 4 + 14 * (i - (text.length - 1) / 2), class: "small strong middle" }, each)));
        }
        return svg;
    };
    const directions = [...new Set(edges.map((edge) => edge.direction))];
    return {
        title: options.title, summary: options.summary, role: "img", draw,
        key: [{ name: "", entries: directions.map((direction) => ({
            text: direction === "neutral" ? say("kit.acts") : say(`kit.${direction}`), symbol: () => line(`arrow ${direction}`) })) }],
    };
}

function arrow(edge: Edge, from: Place, to: Place, most: number, node: number): SVGGElement {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const aside = lane[edge.direction];
    const at = (way: number, beside = aside): string =>
        `${(from.x + ux * way - uy * beside).toFixed(1)},${(from.y + uy * way + ux * beside).toFixed(1)}`;
    const width = 1.5 + 4 * Math.sqrt(edge.count / most);
    const head = 6 + width;
    const start = node + 3;
    const end = length - node - 3;
    const label = from.x + ux * length * along[edge.direction] - uy * aside;
    const labelY = from.y + uy * length * along[edge.direction] + ux * aside;
    const room = String(edge.count).length * 7 + 8;
    return s("g", {},
        s("path", { d: `M${at(start)}L${at(end - head)}`, class: `arrow ${edge.direction}`, "stroke-width": width.toFixed(1) }),
        s("path", { d: `M${at(end)}L${at(end - head, aside - head / 2)}L${at(end - head, aside + head / 2)}Z`, class: `head ${edge.direction}` }),
        s("rect", { x: label - room / 2, y: labelY - 8, width: room, height: 16, rx: 8, class: "count-ground" }),
        s("text", { x: label, y: labelY + 4, class: `small middle count ${edge.direction}` }, edge.count));
}
