// What this browser keeps for the page. A browser may refuse, in a private window or when it is full: then nothing is
// kept, and the page works all the same.

export function remember(place: string, text: string): void {
    try {
        localStorage.setItem(place, text);
    } catch {
        // not kept
    }
}

/** What was kept in a place, or null. */
export function recall(place: string): string | null {
    try {
        return localStorage.getItem(place);
    } catch {
        return null;
    }
}

export function forget(place: string): void {
    try {
        localStorage.removeItem(place);
    } catch {
        // nothing was kept
    }
}
