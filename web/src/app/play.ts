// Play: you are a government. A briefing, what your analysts believe, what you can do, why you do it; then what everyone
// did. Several seats share one screen and pass it on.

import { h, replace, type Child } from "../dom";
import { capital, value, withoutStop, words } from "../kit/format";
import { actName, itemName, labelName, levelName, titleOf } from "../kit/names";
import { stepName } from "../kit/time";
import { percent, say } from "../words";
import { ask, Newest } from "./api";
import type { DebriefView, Game, GameView, Move, Option, ScenarioView } from "./data";
import { debriefPage } from "./debrief";
import { download, forgetGame, keep, kept, newGame, readGame, withMoves } from "./game";
import { gameHistory } from "./history";
import { reason } from "./reason";

export interface Playing {
    element: HTMLElement;
    debrief: HTMLElement;
}

/** `toPlay` and `toDebrief` turn to those pages. */
export function playing(scenario: ScenarioView, variant: string, { toPlay, toDebrief }: Record<"toPlay" | "toDebrief", () => void>): Playing {
    const element = h("div", { class: "play" });
    const debrief = h("div", { class: "debrief" }, h("p", { class: "empty" }, say("debrief.nothing-yet")),
        h("button", { type: "button", onclick: toPlay }, say("debrief.to-play")));
    const asking = new Newest();
    let seatNow = "";

    function trouble(error: unknown): void {
        element.querySelector(".complaint")?.remove();
        element.prepend(h("p", { class: "complaint", role: "alert" }, reason(error)));
    }

    // ---- before a game ----

    function showSeats(): void {
        const left = kept(scenario.id);
        const chosen = new Set<string>();
        const begin = h("button", { type: "button", class: "primary", disabled: true, onclick: () => {
            void show(newGame(scenario, variant, scenario.seats.map((seat) => seat.actor).filter((actor) => chosen.has(actor)), Number(luck.value)));
        } }, say("play.begin"));
        const needed = h("span", { class: "faint" }, say("play.choose-first"));
        const luck = h("input", { type: "number", id: "play-luck", min: 1, max: 1000000, step: 1, value: 1, class: "luck-number" });
        const file = h("input", { type: "file", id: "play-file", accept: ".json,application/json", onchange: () => {
            void file.files?.[0]?.text().then((text) => {
                const game = readGame(text);
                if (game === null) trouble(say("play.no-game"));
                else void show({ ...game, id: scenario.id });
            });
        } });
        replace(element,
            h("h2", { class: "play-title" }, say("play.title")), h("p", { class: "lede" }, say("play.lede")),
            left && h("div", { class: "note" }, h("p", {}, say("play.left", {
                when: stepName(scenario.time, left.moves.at(-1)?.step ?? 0), seats: left.seats.map((seat) => titleOf(scenario.actors, seat)).join(", ") })),
                h("button", { type: "button", onclick: () => void show(left) }, say("play.go-on")),
                h("button", { type: "button", onclick: () => { forgetGame(scenario.id); showSeats(); } }, say("play.forget"))),
            h("fieldset", { class: "seats" }, h("legend", {}, say("play.seats")), scenario.seats.map((seat) => {
                const actor = scenario.actors.find((one) => one.name === seat.actor);
                const box = h("input", { type: "checkbox", id: `seat-${seat.actor}`, onchange: () => {
                    if (box.checked) chosen.add(seat.actor);
                    else chosen.delete(seat.actor);
                    begin.disabled = chosen.size === 0;
                    needed.hidden = !begin.disabled;
                } });
                return h("label", { class: "seat card", for: `seat-${seat.actor}` }, box,
                    h("span", {}, h("strong", {}, actor?.title || seat.actor), h("span", { class: "faint" }, actor?.about ?? "")));
            })),
            h("p", { class: "row" }, h("label", { for: "play-luck" }, say("play.luck")), luck, begin, needed),
            h("p", { class: "row" }, h("label", { for: "play-file" }, say("play.load")), file));
    }

    // ---- a turn ----

    /** Whether the game stands as it was asked for, and is shown. */
    async function show(game: Game): Promise<boolean> {
        let view: GameView | null;
        try {
            view = await asking.ask<GameView>("play", game);
        } catch (error) {
            trouble(error);
            return false;
        }
        if (view === null) return false;
        if (game.moves.length > 0) keep(game);
        if (view.turn === null) {
            void showEnd(view);
            return true;
        }
        const before = seatNow;
        seatNow = view.turn.actor;
        if (game.seats.length > 1 && before !== seatNow) showCurtain(view);
        else showTurn(view);
        return true;
    }

    function showCurtain(view: GameView): void {
        const name = titleOf(view.actors, view.turn!.actor);
        const ready = h("button", { type: "button", class: "primary", onclick: () => showTurn(view) }, say("play.ready", { name }));
        replace(element, h("div", { class: "curtain" }, h("h2", {}, say("play.pass-to", { name })), h("p", {}, say("play.look-away")), ready));
        ready.focus();
    }

    function showTurn(view: GameView): void {
        const turn = view.turn!;
        const name = titleOf(view.actors, turn.actor);
        const picked = new Map(turn.channels.filter((channel) => channel.options.some((option) => option.item === "hold" && option.available))
            .map((channel) => [channel.name, "hold"]));
        const why = h("textarea", { id: "play-reason", rows: 3, maxlength: 2000, placeholder: say("play.reason-hint") });
        const pick = (channel: string, item: string) => {
            picked.set(channel, item);
            commit.disabled = picked.size < turn.channels.length;
        };
        const commit = h("button", { type: "button", class: "primary", disabled: picked.size < turn.channels.length, onclick: () => {
            const moves: Move[] = turn.channels.map((channel) => ({
                step: view.step, actor: turn.actor, channel: channel.name, item: picked.get(channel.name)!, reason: why.value.trim(),
            }));
            commit.disabled = true;
            void show(withMoves(view.game, moves)).then((shown) => (commit.disabled = shown));
        } }, say("play.commit"));
        const title = h("h2", { class: "play-title", tabindex: -1 }, say("play.what-will", { when: stepName(view.time, view.step), name }));
        const advice = h("details", { class: "advice" }, h("summary", {}, say("play.advisers")), h("p", { class: "faint" }, say("play.advisers-lede")),
            turn.channels.map((channel) => [h("h4", {}, capital(words(channel.name))), h("ul", {}, channel.options.filter((option) => option.available && typeof option.advice === "number")
                .sort((a, b) => (b.advice as number) - (a.advice as number)).slice(0, 5)
                .map((option) => h("li", {}, say("play.adviser-says", { item: optionName(view, option), share: percent(option.advice as number) }))))]));
        replace(element, h("div", { class: "play-board" },
            briefing(view, name),
            h("div", { class: "play-main" }, title,
                turn.channels.map((channel) => options(view, channel, (item) => pick(channel.name, item))),
                h("label", { for: "play-reason", class: "strong" }, say("play.why")), why,
                h("div", { class: "row" }, commit, h("span", { class: "faint" }, say("play.no-undo"))), advice,
                h("div", { class: "row" }, saveButton(view.game),
                    h("button", { type: "button", class: "plain", onclick: () => { asking.end(); seatNow = ""; showSeats(); } }, say("play.leave"))),
                gameHistory(view))));
        // The briefing comes first; the focus is on what is asked.
        title.focus({ preventScroll: true });
        scrollTo({ top: 0 });
    }

    function saveButton(game: Game): HTMLElement {
        return h("button", { type: "button", onclick: () => {
            download(`${scenario.name.replace(/\.ya?ml$/, "").replaceAll("/", "-")}-game.json`, new Blob([JSON.stringify(game, null, 2)], { type: "application/json" }));
        } }, say("play.save"));
    }

    // ---- the end ----

    async function showEnd(view: GameView): Promise<void> {
        seatNow = "";
        replace(element, h("div", { class: "play-end" },
            h("h2", { tabindex: -1 }, view.failure !== "" ? say("play.failed", { what: view.failure, when: stepName(view.time, view.step) })
                : say("play.over", { outcome: words(view.outcome), when: stepName(view.time, view.step) })),
            h("p", {}, say("play.hash", { hash: view.hash })),
            h("div", { class: "row" }, h("button", { type: "button", class: "primary", onclick: toDebrief }, say("play.to-debrief")), saveButton(view.game),
                h("button", { type: "button", onclick: () => { forgetGame(scenario.id); showSeats(); } }, say("play.again"))),
            gameHistory(view)));
        replace(debrief, h("p", { role: "status" }, say("debrief.waiting")));
        try {
            replace(debrief, debriefPage(await ask<DebriefView>("debrief", view.game), scenario));
        } catch (error) {
            replace(debrief, h("p", { class: "complaint", role: "alert" }, reason(error)));
        }
    }

    showSeats();
    return { element, debrief };
}

function optionName(view: GameView, option: Option): string {
    return option.item === "hold" ? say("play.hold") : capital(itemName(view.actors, option.item));
}

/** The same without its level. */
function kindName(view: GameView, { action, target }: Option): string {
    return action === "" ? say("play.hold") : capital(itemName(view.actors, target === "" ? action : `${action}(${target})`));
}

function briefing(view: GameView, name: string): HTMLElement {
    const about = view.actors.find((one) => one.name === view.turn?.actor)?.about ?? "";
    const news = view.news.map((act) => h("li", {}, act.channel === "" ? capital(actName(view.actors, act))
        : say("play.said", { who: titleOf(view.actors, act.actor), what: actName(view.actors, act) })));
    const begins = view.calendar.filter((span) => span.first === view.step).map((span) => h("li", {}, say("play.begins", { name: span.name })));
    const beliefs = (some: GameView["beliefs"]) => h("dl", { class: "beliefs" },
        some.map((belief) => [h("dt", { title: belief.about }, labelName(view.actors, belief.label)), h("dd", {}, beliefText(belief))]));
    const [guessed, seen] = [view.beliefs.filter((one) => !one.exact), view.beliefs.filter((one) => one.exact)];
    const goals = view.goals.filter((goal) => typeof goal.value === "number");
    const endings = view.goals.filter((goal) => !goals.includes(goal) && goal.about !== "");
    return h("aside", { class: "card briefing", "aria-label": say("play.briefing") },
        h("h2", {}, say("play.briefing")), h("p", { class: "faint" }, say("play.you-decide")), h("p", { class: "you" }, name), h("p", { class: "faint" }, about),
        h("h3", {}, say("play.just-now")), news.length + begins.length > 0 ? h("ul", { class: "news" }, begins, news) : h("p", {}, say("play.quiet")),
        guessed.length > 0 && [h("h3", {}, say("play.beliefs")), h("p", { class: "faint" }, say("play.beliefs-lede")), beliefs(guessed)],
        goals.length + endings.length > 0 && [h("h3", {}, say("play.goals")),
            goals.length > 0 && h("dl", { class: "beliefs" }, goals.map((goal) => [h("dt", {}, goalName(view, goal)), h("dd", {}, value(goal.value))])),
            h("ul", { class: "endings" }, endings.map((goal) =>
                h("li", {}, h("strong", {}, goalName(view, goal)), " ", h("span", { class: "faint" }, goal.about))))],
        seen.length > 0 && h("details", {}, h("summary", {}, say("play.seen", { count: seen.length })), beliefs(seen)));
}

function goalName(view: GameView, goal: GameView["goals"][number]): string {
    return capital(itemName(view.actors, goal.name));
}

function beliefText(belief: GameView["beliefs"][number]): Child {
    const { low, high, exact, duration } = belief;
    if (exact) return value(belief.value, duration);
    return low === null || high === null ? say("play.unknown") : say("play.between", { low: value(low, duration), high: value(high, duration) });
}

function options(view: GameView, channel: { name: string; about: string; options: Option[] }, pick: (item: string) => void): HTMLElement {
    const cards = channel.options.filter((option) => option.available).map((option, index) => {
        const id = `option-${channel.name}-${index}`;
        const box = h("input", { type: "radio", name: `channel-${channel.name}`, id, checked: option.item === "hold", onchange: () => pick(option.item) });
        return h("label", { class: "option card", for: id }, box,
            h("span", { class: "option-text" }, h("strong", {}, kindName(view, option)), option.level && h("span", { class: "option-level", title: meanings(option) }, capital(levelName(option.level))),
                option.about && h("span", {}, option.about),
                option.effects.slice(0, 3).map((effect) => h("span", { class: "faint", title: effect.about }, say(effect.change > 0 ? "play.rises" : "play.falls",
                    { label: labelName(view.actors, effect.label), by: value(Math.abs(effect.change), effect.duration) })))));
    });
    const closed = channel.options.filter((option) => !option.available);
    return h("fieldset", { class: "options" },
        h("legend", {}, capital(words(channel.name)), channel.about && h("span", { class: "faint" }, ` ${channel.about}`)),
        h("div", { class: "option-grid" }, cards),
        closed.length > 0 && h("details", { class: "closed" }, h("summary", {}, say("play.not-open", { count: closed.length })), closedList(view, closed)));
}

/** Options that differ in their level alone, and are closed for one reason, are one entry. */
function closedList(view: GameView, closed: Option[]): HTMLElement {
    const kinds = new Map<string, Option[]>();
    for (const option of closed) {
        const key = `${option.action} ${option.target} ${option.reason}`;
        kinds.set(key, [...(kinds.get(key) ?? []), option]);
    }
    return h("ul", {}, [...kinds.values()].map((same) => {
        const option = same[0]!;
        const formula = h("code", {}, option.reason);
        return h("li", {}, h("strong", {}, same.length > 1 ? kindName(view, option) : optionName(view, option)), " ",
            option.shortfalls.length === 0 ? formula : [option.shortfalls.map((each) => shortfall(view, each)).join(" "),
                h("details", {}, h("summary", {}, say("play.condition")), formula)]);
    }));
}

/** With the titles of actors, and what the file says of the quantities. */
function shortfall(view: GameView, { sentence, reads }: Option["shortfalls"][number]): string {
    const longestFirst = [...reads].sort((a, b) => b.label.length - a.label.length);
    const told = capital(longestFirst.reduce((text, { label }) => text.replaceAll(label, labelName(view.actors, label)), sentence));
    const about = reads.map((read) => read.about).filter((text) => text !== "");
    return about.length === 0 ? `${told}.` : `${told} (${about.map(withoutStop).join("; ")}).`;
}

/** What the file says of the numbers of its level. */
function meanings({ levels }: Option): string {
    return levels.filter((level) => level.about !== "").map((level) => say("play.level", { name: capital(words(level.name)), about: level.about })).join(" ");
}
