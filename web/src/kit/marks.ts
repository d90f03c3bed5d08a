// Shapes of marks. The shape says the kind of action, solid or hollow the direction, size the place on the ladder.

import { s } from "../dom";
import type { Direction } from "./names";

type Point = [number, number];

function around(n: number, turn: number, radius: (i: number) => number = () => 1): Point[] {
    return Array.from({ length: n }, (_, i) => {
        const angle = (2 * Math.PI * (i + turn)) / n - Math.PI / 2;
        return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)];
    });
}

function crossing(arm: number, turned: boolean): Point[] {
    const corners: Point[] = [[-arm, -1], [arm, -1], [arm, -arm], [1, -arm], [1, arm], [arm, arm],
        [arm, 1], [-arm, 1], [-arm, arm], [-1, arm], [-1, -arm], [-arm, -arm]];
    const r = Math.SQRT1_2;
    return turned ? corners.map(([x, y]) => [r * (x - y), r * (x + y)]) : corners;
}

/** In units of half the mark's size. In the order in which actions get them, the most different first. */
const shapes: Point[][] = [
    [[0, -1], [1, 0.85], [-1, 0.85]],                                             // triangle
    around(4, 0),                                                                 // diamond
    [[-1, -0.5], [1, -0.5], [1, 0.5], [-1, 0.5]],                                 // bar
    [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],                 // square
    [[-1, -0.85], [1, -0.85], [0, 1]],                                            // triangle down
    crossing(0.35, true),                                                         // x
    around(6, 0.5),                                                               // hexagon
    [[-1, -0.9], [1, 0.9], [1, -0.9], [-1, 0.9]],                                 // bow tie
    crossing(0.4, false),                                                         // plus
    around(24, 0, () => 0.95),                                                    // disc
    [[-0.9, -1], [0.9, 0], [-0.9, 1]],                                            // arrow right
    [[-0.9, -0.9], [0, -0.35], [0.9, -0.9], [0.9, 0.3], [0, 0.95], [-0.9, 0.3]],  // chevron down
    [[-0.5, -1], [0.5, -1], [0.5, 1], [-0.5, 1]],                                 // post
    [[0.9, -1], [-0.9, 0], [0.9, 1]],                                             // arrow left
    around(5, 0),                                                                 // pentagon
    around(8, 0, (i) => (i % 2 === 0 ? 1 : 0.45)),                                // four-pointed star
    [[-0.9, 0.9], [0, 0.35], [0.9, 0.9], [0.9, -0.3], [0, -0.95], [-0.9, -0.3]],  // chevron up
    [[-0.9, -1], [0.9, 1], [-0.9, 1], [0.9, -1]],                                 // hourglass
    around(10, 0, (i) => (i % 2 === 0 ? 1.05 : 0.45)),                            // star
    [[-0.5, -0.8], [0.5, -0.8], [1, 0.8], [-1, 0.8]],                             // trapezium
    around(16, 0, (i) => (i % 2 === 0 ? 1 : 0.7)),                                // cog
    [[-1, -0.8], [0.5, -0.8], [1, 0.8], [-0.5, 0.8]],                             // slanted
];

/** Of chance events. */
const spark: Point[] = around(12, 0, (i) => (i % 2 === 0 ? 1.05 : 0.5));

function pathOf(points: Point[], radius: number): string {
    const corners = points.map(([x, y]) => `${(x * radius).toFixed(2)},${(y * radius).toFixed(2)}`);
    return `M${corners.join("L")}Z`;
}

export interface MarkLook {
    /** Number of the action in the file; null for chance. */
    shape: number | null;
    /** Half its size in pixels. */
    radius: number;
    direction: Direction;
    /** With a pale disc behind: the highest rungs. */
    halo: boolean;
}

/** A mark at a place. */
export function mark(look: MarkLook, x: number, y: number): SVGGElement {
    const points = look.shape === null ? spark : (shapes[look.shape % shapes.length] ?? spark);
    return s("g", { transform: `translate(${x.toFixed(1)},${y.toFixed(1)})` },
        look.halo && s("circle", { r: look.radius + 3.5, class: `halo ${look.direction}` }),
        s("path", { d: pathOf(points, look.radius), class: `mark ${look.direction}` }));
}
