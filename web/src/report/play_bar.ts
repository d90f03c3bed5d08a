// The bar that plays one run: to and fro between acts and turning points, a slider over the steps, and what happens now.

import type { Act, Shown } from "../data";
import { h } from "../dom";
import { stepName } from "../kit/time";
import type { Timeline } from "../kit/timeline";
import { say } from "../words";

export interface PlayBarOptions {
    open: (act: Act) => void;
    /** What happens at a step, in one line. */
    told: (step: number) => string;
    /** What is marked while it plays. */
    section: () => Element;
}

/** A whole run takes so long at normal speed, in milliseconds, and a step within these bounds. */
const wholeRun = 24_000;
const stepTime = { least: 60, most: 1200 };

export function playBar(timeline: Timeline, shown: Shown, options: PlayBarOptions): HTMLElement {
    const { steps } = timeline.time;
    let timer = 0;
    let at = -1;

    const now = h("p", { class: "now-told", "aria-live": "polite" });
    const date = h("output", { class: "now-step" });
    const slider = h("input", { type: "range", min: 0, max: steps, step: 1, "aria-label": say("report.step"),
        oninput: () => { stop(); timeline.moveTo(Number(slider.value)); } });
    const zoomOut = h("button", { type: "button", onclick: () => timeline.zoomOut() }, say("report.zoom_out"));
    const zoomIn = h("button", { type: "button", onclick: () => timeline.zoomBy(0.5) }, say("report.zoom_in"));
    const play = h("button", { type: "button", class: "primary", onclick: () => (timer ? stop() : start()) });
    const speed = h("select", { "aria-label": say("report.speed") },
        [0.5, 1, 2, 4].map((factor) => h("option", { value: factor, selected: factor === 1 }, say("report.times", { factor }))));

    const labelPlay = (): void => {
        play.textContent = timer ? say("report.pause") : say("report.play");
        options.section().classList.toggle("playing", timer !== 0);
        // A screen reader hears of a step once it rests there, and not of every one that passes.
        now.setAttribute("aria-live", timer ? "off" : "polite");
    };
    const tick = (): void => {
        if (timeline.step >= steps || !slider.isConnected) return stop();
        timeline.moveTo(timeline.step + 1);
        const factor = Number(speed.value);
        timer = window.setTimeout(tick, Math.min(Math.max(wholeRun / steps, stepTime.least), stepTime.most) / factor);
    };
    const start = (): void => {
        if (timeline.step >= steps) timeline.moveTo(0);
        timer = window.setTimeout(tick, 0);
        labelPlay();
    };
    const stop = (): void => {
        if (!timer) return;
        clearTimeout(timer);
        timer = 0;
        labelPlay();
        tell();
    };
    const tell = (): void => {
        now.textContent = options.told(timeline.step) || say("report.nothing");
    };

    /** The next or previous act after the one opened last, or after the step that is looked at. */
    const walk = (way: 1 | -1): void => {
        stop();
        if (shown.acts[at]?.step !== timeline.step)
            at = way > 0 ? shown.acts.findIndex((act) => act.step >= timeline.step) - 1
                : shown.acts.findLastIndex((act) => act.step <= timeline.step) + 1;
        const next = Math.min(Math.max(at + way, 0), shown.acts.length - 1);
        const act = shown.acts[next];
        if (!act) return;
        at = next;
        timeline.moveTo(act.step);
        options.open(act);
    };
    const turn = (way: 1 | -1): void => {
        stop();
        const step = way > 0 ? shown.turning.find((each) => each > timeline.step) : shown.turning.findLast((each) => each < timeline.step);
        if (step === undefined) return;
        timeline.moveTo(step);
        const loudest = shown.acts.filter((act) => act.step === step).sort((a, b) => Number(b.rung ?? 99) - Number(a.rung ?? 99))[0];
        at = loudest ? shown.acts.indexOf(loudest) : -1;
        if (loudest) options.open(loudest);
    };
    const button = (key: string, way: 1 | -1): HTMLButtonElement => h("button", {
        type: "button", title: say("report.shift"), onclick: (event: MouseEvent) => (event.shiftKey ? turn(way) : walk(way)) }, say(key));
    const turning = h("button", { type: "button", onclick: (event: MouseEvent) => turn(event.shiftKey ? -1 : 1) }, say("report.turning"));

    timeline.onMove.push(() => {
        slider.value = String(timeline.step);
        const name = stepName(timeline.time, timeline.step);
        slider.setAttribute("aria-valuetext", name);
        date.textContent = name;
        tell();
    });
    timeline.onZoom.push(() => { zoomOut.disabled = !timeline.zoomed; });
    zoomOut.disabled = true;
    play.textContent = say("report.play");
    return h("div", { class: "play-bar", role: "group", "aria-label": say("report.play_bar") },
        h("div", { class: "play-controls" }, play,
            shown.acts.length > 0 && [button("report.previous", -1), button("report.next", 1)],
            shown.turning.length > 0 && turning, slider, date, speed, zoomIn, zoomOut),
        now);
}
