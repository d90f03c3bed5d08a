// For the projector: large type, one column, and a clicker. Page Down, the right arrow and space go to the next stop,
// Page Up and the left arrow to the one before; the stops are the parts of a page that a lecturer tells one by one.

import { say } from "../words";

/** True where the address asks for it (`/?present`), as `serve --present` does. */
export const presenting = new URLSearchParams(location.search).has("present");

export function present(): void {
    if (!presenting) return;
    document.documentElement.dataset["present"] = "";
    const told = document.createElement("p");
    told.className = "hidden-label";
    told.setAttribute("role", "status");
    document.body.append(told);
    document.addEventListener("keydown", (event) => {
        const target = event.target as HTMLElement;
        const writes = target.matches("input, textarea, select") && !event.key.startsWith("Page");
        if (writes || event.ctrlKey || event.altKey || event.metaKey) return;
        const forward = event.key === "PageDown" || event.key === "ArrowRight" || (event.key === " " && !target.matches("button, summary, a"));
        const back = event.key === "PageUp" || event.key === "ArrowLeft";
        if ((!forward && !back) || target.closest("[data-keys]")) return;
        event.preventDefault();
        const stops = [...document.querySelectorAll<HTMLElement>("[data-stop]")].filter((one) => one.offsetParent !== null)
            .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
        const at = stops.findIndex((one) => one.classList.contains("at"));
        const next = inSight(stops[at]) ? at + (forward ? 1 : -1)
            // Scrolled away from it: on from what is in sight now.
            : forward ? stops.filter((one) => one.getBoundingClientRect().top < 0).length
                : stops.findLastIndex((one) => one.getBoundingClientRect().top < 0);
        const stop = Math.min(stops.length - 1, Math.max(0, next));
        for (const [index, one] of stops.entries()) one.classList.toggle("at", index === stop);
        const here = stops[stop];
        if (!here) return;
        here.scrollIntoView({ block: "start" });
        told.textContent = say("present.stop", { at: stop + 1, of: stops.length });
    });
}

function inSight(one: HTMLElement | undefined): boolean {
    if (!one) return false;
    const { top, bottom } = one.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
}
