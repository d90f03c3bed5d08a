// Marks that fall on one place are moved apart, each on a track of its own.

export interface Placed {
    tracks: number;
    /** Track of each mark, from the top. */
    track: number[];
}

/** Tracks for marks at `xs` (ascending) such that two on one track are at least `gap` apart, those of `low` as far down
 *  as they fit and the others up. Where more than `most` would be needed, the mark goes where it overlaps least. */
export function dodge(xs: number[], low: boolean[], gap: number, most: number): Placed {
    const tracks = Math.min(most, Math.max(1, crowd(xs, gap)));
    const last = new Array<number>(tracks).fill(-Infinity);
    const track = xs.map((x, i) => {
        const order = low[i] ? [...last.keys()].reverse() : [...last.keys()];
        const free = order.find((k) => x - (last[k] ?? 0) >= gap);
        const chosen = free ?? order.reduce((a, b) => ((last[b] ?? 0) < (last[a] ?? 0) ? b : a));
        last[chosen] = x;
        return chosen;
    });
    return { tracks, track };
}

/** The most marks within less than `gap` of each other. */
function crowd(xs: number[], gap: number): number {
    let from = 0;
    let most = 0;
    xs.forEach((x, i) => {
        while (x - (xs[from] ?? x) >= gap) ++from;
        most = Math.max(most, i - from + 1);
    });
    return most;
}

/** Places of labels one below the other, `gap` apart and within the room, each as near to where it belongs as can be. */
export function spread(ys: number[], gap: number, low: number, high: number): number[] {
    const order = [...ys.keys()].sort((a, b) => (ys[a] ?? 0) - (ys[b] ?? 0));
    const result = [...ys];
    let floor = low;
    for (const i of order) {
        result[i] = Math.max(ys[i] ?? low, floor);
        floor = (result[i] ?? low) + gap;
    }
    let ceiling = high;
    for (const i of order.reverse()) {
        result[i] = Math.min(result[i] ?? high, ceiling);
        ceiling = (result[i] ?? high) - gap;
    }
    return result;
}
