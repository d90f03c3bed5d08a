import { say } from "../words";
import { Refused } from "./api";

/** What went wrong, for the reader: an answer's own words, or that nobody answered. */
export function reason(error: unknown): string {
    if (error instanceof Refused) return error.status === 403 ? say("app.no-key") : error.message;
    if (error instanceof TypeError) return say("app.gone");
    return String(error);
}
