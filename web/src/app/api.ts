// Requests to the program that serves this page. Each carries the key of the link and the name of this tab.

const keyName = "standoff-key";
let key = "";

/** The program's answer to a question that it takes for an older one. */
const superseded = 409;

/** An answer that says no, in words of the program. */
export class Refused extends Error {
    constructor(readonly status: number, message: string) {
        super(message);
    }
}

/** Takes the key out of the address at once, so that it is in no history and no screenshot, and says whether there was
 *  one. It lives as long as the tab: a page that is loaded again still has it. */
export function takeKey(): boolean {
    const given = new URLSearchParams(location.hash.slice(1)).get("k");
    if (given) {
        key = given;
        history.replaceState(null, "", location.pathname + location.search);
    }
    try {
        if (given) sessionStorage.setItem(keyName, given);
        else key = sessionStorage.getItem(keyName) ?? "";
    } catch {
        // A browser that keeps nothing has the key until the page is loaded again.
    }
    return Boolean(given);
}

export function hasKey(): boolean {
    return key !== "";
}

const tab = crypto.randomUUID();

async function send(route: string, body: unknown, signal?: AbortSignal): Promise<Response> {
    const answer = await fetch(`/api/${route}`, {
        method: "POST",
        headers: {
            "Content-Type": "application/json",
            "X-Standoff-Key": key,
            "X-Standoff-Client": tab,
        },
        body: JSON.stringify(body),
        ...(signal ? { signal } : {}),
    });
    if (answer.ok) return answer;
    let reason = answer.statusText;
    try {
        reason = ((await answer.json()) as { error: string }).error;
    } catch {
        // an answer without a reason: its status line must do
    }
    throw new Refused(answer.status, reason);
}

/** POST /api/ROUTE. Throws Refused for an answer that says no, AbortError once `signal` is raised, TypeError where
 *  nobody answers. */
export async function ask<T>(route: string, body: unknown, signal?: AbortSignal): Promise<T> {
    return (await (await send(route, body, signal)).json()) as T;
}

export async function askForFile(route: string, body: unknown): Promise<Blob> {
    return (await send(route, body)).blob();
}

/** Questions of which only the newest counts: asking again ends the one before, and its answer is never heard. */
export class Newest {
    private running: AbortController | null = null;

    /** The answer, or null if a newer question was asked meanwhile. */
    async ask<T>(route: string, body: unknown): Promise<T | null> {
        this.running?.abort();
        const mine = (this.running = new AbortController());
        for (;;) {
            try {
                const answer = await ask<T>(route, body, mine.signal);
                return this.running === mine ? answer : null;
            } catch (error) {
                if (mine.signal.aborted) return null;
                // The question before came to the program after this one and took its place.
                if (!(error instanceof Refused && error.status === superseded)) throw error;
            }
        }
    }

    end(): void {
        this.running?.abort();
        this.running = null;
    }
}
