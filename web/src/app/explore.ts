// Explore: settings at the left; a guess, the outcomes against the scenario's own, and one run with its reasons at the
// right. A moved slider plays at once: few runs while it is dragged, all of them once it is let go.

import type { RunView } from "../data";
import { h, replace } from "../dom";
import { number, say } from "../words";
import { askForFile, Newest } from "./api";
import { Changes } from "./changes";
import type { Catalogue, RunRequest, ScenarioView } from "./data";
import { explored } from "./explored";
import { download } from "./game";
import { forget, recall, remember } from "./kept";
import { words } from "../kit/format";
import { predictCard } from "./predict";
import { reason } from "./reason";
import { settingsPanel } from "./settings";

const roughRuns = 50;
const allRuns = 500;

export interface Exploration {
    element: HTMLElement;
    /** For the header: copy settings, save report. */
    buttons: HTMLElement[];
}

/** `other` opens the scenario with another variant. */
export function exploration(scenario: ScenarioView, variant: string, limits: Catalogue["limits"],
                            other: (variant: string) => void): Exploration {
    const runs = Math.min(allRuns, limits.runs);
    const changes = new Changes(scenario.settings);
    const asking = new Newest();
    const reports = new Newest();
    const luck = { seed: 1, show: 1 };
    /** What everything is compared with: the scenario as it is, without a variant. */
    let baseline: RunView | null = null;
    let baselineSeed = 0;
    let asked = 0;
    const charts = explored(variant === "" ? say("explored.yours") : say("explored.variant", { variant: words(variant) }));
    const differs = (): boolean => variant !== "" || changes.count > 0;

    const status = h("p", { class: "status", role: "status" });
    const complaint = h("p", { class: "complaint", role: "alert", hidden: true });
    const command = h("code", { class: "command" });
    /** On paper the line stands for the panel of settings. */
    const printed = h("p", { class: "print-only mono" });
    const predict = predictCard(scenario);

    const request = (settings: string[], count: number, decisions: boolean): RunRequest => ({
        id: scenario.id, variant, set: settings, seed: luck.seed, runs: count, show: luck.show, decisions,
    });

    /** Plays what the settings say now, `rough`ly while something is dragged. */
    async function play(rough: boolean): Promise<void> {
        panel.refresh();
        undo.disabled = !changes.canUndo;
        resetAll.disabled = changes.count === 0;
        const lines = changes.lines();
        command.textContent = printed.textContent = commandLine(lines);
        predict.changed(differs());
        save(lines);
        const began = performance.now();
        // A key moves a slider and lets it go at once: the rough answer would only be in the way.
        const mine = ++asked;
        if (rough) await new Promise((done) => setTimeout(done));
        if (mine !== asked) return;
        charts.element.classList.add("waiting");
        try {
            if (baseline === null || baselineSeed !== luck.seed) {
                const own = await reports.ask<RunView>("run", { ...request([], runs, false), variant: "" });
                if (own === null || mine !== asked) return;
                baseline = own;
                baselineSeed = luck.seed;
            }
            let view = !differs() ? baseline
                : await asking.ask<RunView>("run", request(lines, rough ? roughRuns : runs, false));
            if (view === null || mine !== asked) return;
            complaint.hidden = true;
            const milliseconds = performance.now() - began;
            if (!rough && !hasDecisions(view)) {
                // The reasons of one run are more to send than all runs in numbers, which need not wait for them.
                charts.update(view, differs() ? baseline : null, true);
                const told = await asking.ask<RunView>("run", request(lines, luck.show, true));
                if (told === null || mine !== asked) return;
                view = { ...view, shown: told.shown };
                if (!differs()) baseline = view;
            }
            show(view, rough, milliseconds);
        } catch (error) {
            if (mine === asked) complain(reason(error));
        } finally {
            if (mine === asked) charts.element.classList.remove("waiting");
        }
    }

    function complain(what: string): void {
        complaint.hidden = false;
        complaint.textContent = what;
    }

    const hasDecisions = (view: RunView) => view.shown.run === luck.show && view.shown.decisions.length > 0;

    function show(view: RunView, rough: boolean, milliseconds: number): void {
        const base = differs() ? baseline : null;
        charts.update(view, base, rough);
        if (!rough) {
            predict.result(baseline!, view, differs());
            replace(status, say("explore.played", { runs: view.origin.runs, seconds: number(Math.max(0.01, Math.round(milliseconds / 10) / 100)) }), " ",
                changes.count > 0 ? say("explore.differ", { count: changes.count })
                    : variant === "" ? say("explore.own-settings") : say("explore.variant-compared"),
                changes.count > 1 ? ` ${say("explore.one-at-a-time")}` : "");
        }
    }

    function commandLine(lines: string[]): string {
        const line = ["standoff run", /^[\w./-]+$/.test(scenario.name) ? scenario.name : `'${scenario.name.replaceAll("'", "'\\''")}'`, variant && `--variant ${variant}`,
            ...lines.map((line) => `--set '${line}'`), `--seed ${luck.seed}`, luck.show > 1 && `--show ${luck.show}`];
        return line.filter((word) => word).join(" ");
    }

    // ---- what is kept in this browser ----

    const place = `standoff-settings-${scenario.id}-${variant}`;
    const left = readLines(recall(place));
    function save(lines: string[]): void {
        if (lines.length > 0) remember(place, JSON.stringify(lines));
        else if (!offer.isConnected || offer.hidden) forget(place);
    }
    const offer = h("div", { class: "note offer", hidden: left.length === 0 },
        h("p", {}, say("explore.left", { settings: left.join(", ") })),
        h("button", { type: "button", onclick: () => { offer.hidden = true; takeLines(left); } }, say("explore.take-back")),
        h("button", { type: "button", class: "plain", onclick: () => { offer.hidden = true; forget(place); } }, say("explore.forget")));

    function takeLines(lines: string[]): void {
        const unknown = changes.read(lines);
        void play(false);
        if (unknown.length > 0) complain(say("explore.unknown-lines", { lines: unknown.join(", ") }));
    }

    // ---- the panel ----

    const panel = settingsPanel(scenario.settings, scenario.actors, changes, (rough) => void play(rough));
    const undo = h("button", { type: "button", disabled: true, onclick: () => { changes.undo(); void play(false); } }, say("explore.undo"));
    const resetAll = h("button", { type: "button", disabled: true, onclick: () => { changes.reset(); void play(false); } }, say("explore.reset"));
    const sameLuck = h("input", { type: "radio", name: "luck", id: "luck-same", checked: true,
        onchange: () => { luck.seed = 1; void play(false); } });
    const newLuck = h("input", { type: "radio", name: "luck", id: "luck-new",
        onchange: () => { luck.seed += 1; void play(false); } });
    const again = h("button", { type: "button", class: "plain", onclick: () => { newLuck.checked = true; luck.seed += 1; void play(false); } }, say("explore.draw-again"));
    const whichRun = h("input", { type: "number", id: "which-run", min: 1, max: runs, step: 1, value: 1, onchange: () => {
        luck.show = Math.min(runs, Math.max(1, Math.round(Number(whichRun.value)) || 1));
        whichRun.value = String(luck.show);
        void play(false);
    } });
    const variants = scenario.variants.length > 0 && h("p", { class: "row" },
        h("label", { for: "variant" }, say("explore.variant")),
        h("select", { id: "variant", onchange: (event: Event) => other((event.target as HTMLSelectElement).value) },
            h("option", { value: "", selected: variant === "" }, say("explore.no-variant")),
            scenario.variants.map((one) => h("option", { value: one.name, selected: one.name === variant }, one.name))),
        h("span", { class: "faint" }, scenario.variants.find((one) => one.name === variant)?.about));
    const paste = h("input", { type: "text", id: "paste", placeholder: say("explore.paste-hint") });
    const pasted = h("form", { class: "row", onsubmit: (event: Event) => {
        event.preventDefault();
        const lines = [...paste.value.matchAll(/--set\s+(?:'([^']*)'|"([^"]*)"|(\S+))/g)].map((match) => match[1] ?? match[2] ?? match[3]!);
        // The rest of a command line is about this page's other controls, and is told, not taken.
        for (const [whole, name, given] of paste.value.matchAll(/--(variant|seed|show|until|runs)\s+(\S+)/g))
            if (given !== String({ variant, seed: luck.seed, show: luck.show, runs }[name as string])) lines.push(whole);
        takeLines(lines.length > 0 ? lines : paste.value.split(/[;\n]/).map((line) => line.trim()).filter((line) => line !== ""));
    } }, h("label", { for: "paste" }, say("explore.paste")), paste, h("button", { type: "submit" }, say("explore.use")));

    const element = h("div", { class: "explore" },
        h("aside", { class: "card settings-card", "aria-labelledby": "settings-title" },
            h("h2", { id: "settings-title" }, say("explore.settings")),
            h("p", { class: "faint" }, say("explore.settings-lede")), variants,
            h("fieldset", { class: "luck" }, h("legend", {}, say("explore.luck")),
                h("label", { for: "luck-same" }, sameLuck, say("explore.same-luck")),
                h("label", { for: "luck-new" }, newLuck, say("explore.new-luck")), again,
                h("p", { class: "row" }, h("label", { for: "which-run" }, say("explore.which-run")), whichRun)),
            h("div", { class: "row" }, undo, resetAll), status, panel.element,
            h("details", {}, h("summary", {}, say("explore.command")), h("div", { class: "table-wrap", tabindex: 0 }, command), pasted)),
        h("div", { class: "explore-main" }, printed, offer, complaint, predict.element, charts.element));

    const copy = h("button", { type: "button", onclick: () => {
        navigator.clipboard.writeText(commandLine(changes.lines()))
            .then(() => (copied.textContent = say("explore.copied")), () => (copied.textContent = say("explore.not-copied")));
    } }, say("explore.copy"));
    const copied = h("span", { class: "faint", role: "status" });
    const report = h("button", { type: "button", onclick: () => {
        report.disabled = true;
        askForFile("report", request(changes.lines(), runs, true))
            .then((page) => download(`${scenario.name.replaceAll("/", "-")}-report.html`, page))
            .catch((error: unknown) => complain(reason(error)))
            .finally(() => (report.disabled = false));
    } }, say("explore.save-report"));

    void play(false);
    return { element, buttons: [copied, copy, report] };
}

function readLines(text: string | null): string[] {
    try {
        const lines: unknown = JSON.parse(text ?? "[]");
        return Array.isArray(lines) ? lines.filter((line): line is string => typeof line === "string") : [];
    } catch {
        return [];
    }
}
