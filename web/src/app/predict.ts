// Predict, then see, then say why: a guess is locked in before the result of changed settings is shown, and the gap
// between the two is what the class talks about.

import type { RunView } from "../data";
import { h, replace } from "../dom";
import { words } from "../kit/format";
import { percent, say } from "../words";
import type { ScenarioView } from "./data";

export interface PredictCard {
    element: HTMLElement;
    /** Something differs from the scenario's own settings, or nothing does. */
    changed(differs: boolean): void;
    /** All runs of both settings are there. */
    result(baseline: RunView, now: RunView, differs: boolean): void;
}

export function predictCard(scenario: ScenarioView): PredictCard {
    let guess: { outcome: string; percent: number } | null = null;
    let latest: { baseline: RunView; now: RunView } | null = null;
    let asks = true;

    const outcome = h("select", { id: "predict-outcome" }, scenario.outcomes.map((one) => h("option", { value: one.name }, words(one.name))));
    const value = h("input", { type: "number", id: "predict-value", min: 0, max: 100, step: 1 });
    const explanation = h("textarea", { id: "predict-why", rows: 2, maxlength: 1000 });
    const element = h("section", { class: "card predict", "data-stop": "", "aria-label": say("predict.title") });

    function showQuestion(): void {
        replace(element, h("h2", {}, say("predict.title")), h("p", { class: "faint" }, say("predict.lede")),
            h("form", { class: "row", onsubmit: (event: Event) => {
                event.preventDefault();
                const share = Number(value.value);
                if (value.value === "" || !(share >= 0 && share <= 100)) return value.focus();
                guess = { outcome: outcome.value, percent: share };
                latest = null;  // what has been seen is no answer
                showAnswer();
            } },
                h("label", { for: "predict-outcome" }, say("predict.ends")), outcome,
                h("label", { for: "predict-value" }, say("predict.in")), value, h("span", {}, say("predict.percent")),
                h("button", { type: "submit", class: "primary" }, say("predict.lock")),
                h("button", { type: "button", class: "plain", onclick: () => { asks = false; element.hidden = true; } }, say("predict.skip"))));
    }

    function showAnswer(): void {
        if (guess === null) return;
        const mine = guess;
        const shareIn = (view: RunView) => view.outcomes.find((one) => one.name === mine.outcome)?.share ?? 0;
        if (latest === null) {
            replace(element, h("h2", {}, say("predict.locked", { outcome: words(mine.outcome), percent: mine.percent })), h("p", {}, say("predict.now-change")), againButton());
            return;
        }
        const [base, now] = [shareIn(latest.baseline), shareIn(latest.now)];
        const gap = Math.round(mine.percent - 100 * now);
        replace(element, h("div", { class: "predicted" },
            number("predict.you-said", `${mine.percent}%`, ""), number("predict.what-if", percent(now), "what-if"), number("predict.baseline", percent(base), ""),
            h("div", {}, h("p", {}, gap === 0 ? say("predict.right") : say(gap > 0 ? "predict.too-high" : "predict.too-low", { gap: Math.abs(gap), outcome: words(mine.outcome) })),
                h("label", { for: "predict-why" }, say("predict.why")), explanation, againButton())));
    }

    function againButton(): HTMLElement {
        return h("button", { type: "button", class: "plain", onclick: () => { guess = null; showQuestion(); } }, say("predict.again"));
    }

    function number(key: string, text: string, style: string): HTMLElement {
        return h("div", { class: `predicted-number ${style}` }, h("span", { class: "faint" }, say(key)), h("strong", {}, text));
    }

    showQuestion();
    return {
        element,
        changed: (differs) => {
            if (differs || latest === null) return;
            latest = guess = null;  // what was guessed has been seen
            if (asks) showQuestion();
        },
        result: (baseline, now, differs) => {
            latest = differs ? { baseline, now } : null;
            if (asks && guess !== null) showAnswer();
        },
    };
}
