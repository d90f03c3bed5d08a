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
    /** Marks of one kind lie on tracks of their own as long as there are enough. */
    kind: string;
}

/** Tracks for marks such that two on one track are at least `gap` apart. Where more than `most` would be needed, kinds
 *  share their tracks, and then a mark goes where its nearest neighbour is farthest. */
export function dodge(marks: Dodged[], gap: number, most: number): Placed {
    const heap = (low: boolean): Dodged[] => marks.filter((mark) => mark.low === low);
    let upper = byKind(heap(false), gap);
    let lower = byKind(heap(true), gap);
    let tracks = together(upper, lower, gap);
    if (tracks > most) {
        upper = stack(heap(false), gap, most);
        lower = stack(heap(true), gap, most);
        tracks = Math.min(together(upper, lower, gap), most);
    }
    const track = new Map<Dodged, number>();
    upper.forEach((row, k) => row.forEach((mark) => track.set(mark, k)));
    lower.forEach((row, k) => row.forEach((mark) => track.set(mark, tracks - 1 - k)));
    return { tracks: Math.max(tracks, 1), track: marks.map((mark) => track.get(mark) ?? 0) };
}

type Row = Dodged[];

function room(row: Row, x: number): number {
    return Math.min(Infinity, ...row.map((mark) => Math.abs(mark.x - x)));
}

/** Whether no mark of one row comes too near to a mark of the other. */
function apart(row: Row, other: Row, gap: number): boolean {
    return row.every((mark) => room(other, mark.x) >= gap);
}

function stack(marks: Dodged[], gap: number, most: number): Row[] {
    const rows: Row[] = [];
    for (const mark of [...marks].sort((a, b) => b.weight - a.weight || a.x - b.x)) {
        let row = rows.find((each) => room(each, mark.x) >= gap);
        if (!row && rows.length < most) rows.push(row = []);
        row ??= rows.reduce((a, b) => (room(b, mark.x) > room(a, mark.x) ? b : a));
        row.push(mark);
    }
    return rows;
}

/** The kinds one below the other, that of the largest mark first; neighbouring rows that fit on one track share it. */
function byKind(marks: Dodged[], gap: number): Row[] {
    const kinds = new Map<string, Row>();
    for (const mark of [...marks].sort((a, b) => b.weight - a.weight)) kinds.set(mark.kind, [...(kinds.get(mark.kind) ?? []), mark]);
    const rows: Row[] = [];
    for (const row of [...kinds.values()].flatMap((kind) => stack(kind, gap, Infinity))) {
        const last = rows.at(-1);
        if (last && apart(row, last, gap)) last.push(...row);
        else rows.push(row);
    }
    return rows;
}

/** The least number of tracks that holds both heaps when they grow toward each other. */
function together(upper: Row[], lower: Row[], gap: number): number {
    let tracks = upper.length + lower.length;
    const fits = (count: number): boolean => upper.every((row, k) => apart(row, lower[count - 1 - k] ?? [], gap));
    while (tracks > Math.max(upper.length, lower.length, 1) && fits(tracks - 1)) --tracks;
    return tracks;
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
