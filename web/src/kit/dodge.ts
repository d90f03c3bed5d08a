// Marks that fall on one place are moved apart, each on a track of its own.

export interface Placed {
    tracks: number;
    /** Track of each mark, from the top. */
    track: number[];
}

export interface Dodged {
    x: number;
    /** The largest come first, at the top. */
    weight: number;
    /** From the bottom up instead. */
    low: boolean;
}

/** Tracks for marks such that two on one track are at least `gap` apart. Where more than `most` would be needed, a mark
 *  goes where its nearest neighbour is farthest. */
export function dodge(marks: Dodged[], gap: number, most: number): Placed {
    const order = (low: boolean): number[] => [...marks.keys()].filter((i) => marks[i]?.low === low)
        .sort((a, b) => (marks[b]?.weight ?? 0) - (marks[a]?.weight ?? 0) || (marks[a]?.x ?? 0) - (marks[b]?.x ?? 0));
    const upper = stack(order(false).map((i) => [i, marks[i]?.x ?? 0]), gap, most);
    const lower = stack(order(true).map((i) => [i, marks[i]?.x ?? 0]), gap, most);
    // The two heaps grow toward each other as far as no mark of one comes near a mark of the other.
    let tracks = Math.min(upper.length + lower.length, most);
    while (tracks > Math.max(upper.length, lower.length, 1) && fits(upper, lower, tracks - 1, gap)) --tracks;
    const track = marks.map(() => 0);
    upper.forEach((row, k) => row.forEach(([i]) => { track[i] = k; }));
    lower.forEach((row, k) => row.forEach(([i]) => { track[i] = tracks - 1 - k; }));
    return { tracks: Math.max(tracks, 1), track };
}

type Row = [index: number, x: number][];

function room(row: Row, x: number): number {
    return Math.min(Infinity, ...row.map(([, other]) => Math.abs(other - x)));
}

function stack(marks: Row, gap: number, most: number): Row[] {
    const rows: Row[] = [];
    for (const [i, x] of marks) {
        let row = rows.find((each) => room(each, x) >= gap);
        if (!row && rows.length < most) rows.push(row = []);
        row ??= rows.reduce((a, b) => (room(b, x) > room(a, x) ? b : a));
        row.push([i, x]);
    }
    return rows;
}

/** Whether the rows that share a track when `tracks` hold both heaps have no two marks too near. */
function fits(upper: Row[], lower: Row[], tracks: number, gap: number): boolean {
    return upper.every((row, k) => {
        const other = lower[tracks - 1 - k];
        return !other || row.every(([, x]) => room(other, x) >= gap);
    });
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
