// The panel of settings: a slider, choice or switch for each, the scenario's own value marked, changed ones in violet.

import type { Actor } from "../data";
import { h, replace } from "../dom";
import { capital, value, withoutStop, words } from "../kit/format";
import { itemName, titled, titleOf } from "../kit/names";
import { say } from "../words";
import type { Changes, Value } from "./changes";
import type { Setting } from "./data";

const sliderSteps = 200;

export interface SettingsPanel {
    element: HTMLElement;
    /** Shows what `changes` holds now. */
    refresh(): void;
}

/** `moved` is called while something is dragged (`rough`) and once it is let go. */
export function settingsPanel(settings: readonly Setting[], actors: Actor[], changes: Changes,
                              moved: (rough: boolean) => void): SettingsPanel {
    const rows = settings.map((setting) => ({ setting, row: settingRow(setting, title(setting, actors), changes, moved) }));
    const groups = [...new Set(settings.map((setting) => setting.group))];
    const nothing = h("p", { class: "settings-nothing", hidden: true }, say("settings.nothing"));
    const sections = groups.map((group, index) => {
        const mine = rows.filter((one) => one.setting.group === group);
        const count = h("span", { class: "settings-count" });
        const section = h("details", { class: "settings-group", open: index === 0 },
            h("summary", {}, h("h3", {}, groupTitle(group, actors)), count),
            mine.map((one) => one.row.element));
        const tell = (): void => {
            const found = mine.filter((one) => !one.row.element.hidden).length;
            count.textContent = found === mine.length ? String(found) : say("settings.found", { found, of: mine.length });
            section.hidden = found === 0;
        };
        tell();
        return { section, tell };
    });
    /** What was open before something was looked for; null where nothing is. */
    let open: boolean[] | null = null;
    const find = h("input", { type: "search", id: "settings-find", class: "settings-find", placeholder: say("settings.find"),
        oninput: () => {
            const wanted = find.value.trim().toLowerCase();
            for (const { setting, row } of rows)
                row.element.hidden = !`${setting.path} ${setting.name} ${setting.about}`.toLowerCase().includes(wanted);
            open ??= sections.map((one) => one.section.open);
            for (const [index, { section, tell }] of sections.entries()) {
                tell();
                section.open = wanted !== "" || open[index] === true;
            }
            if (wanted === "") open = null;
            nothing.hidden = sections.some((one) => !one.section.hidden);
        } });
    const element = h("div", { class: "settings" },
        h("label", { class: "hidden-label", for: "settings-find" }, say("settings.find")), find, nothing,
        sections.map((one) => one.section));
    return { element, refresh: () => rows.forEach((one) => one.row.refresh()) };
}

function title(setting: Setting, actors: Actor[]): string {
    if (setting.kind === "choice") return say("settings.policy");
    if (setting.group === "parameter" && setting.about !== "") return titled(setting);
    return capital(itemName(actors, setting.name || setting.path));
}

function groupTitle(group: string, actors: Actor[]): string {
    if (group === "parameter") return say("settings.parameters");
    if (group === "calendar") return say("settings.calendar");
    if (group === "world") return say("settings.world");
    return capital(titleOf(actors, group));
}

interface Row {
    element: HTMLElement;
    refresh(): void;
}

function settingRow(setting: Setting, name: string, changes: Changes, moved: (rough: boolean) => void): Row {
    const id = `setting-${setting.path}`;
    const shown = h("output", { class: "setting-value", for: id });
    const back = h("button", { type: "button", class: "setting-back", "aria-label": say("settings.back-to", { name }),
        onclick: () => {
            changes.begin();
            changes.set(setting.path, setting.value);
            moved(false);
        } }, say("settings.back"));
    const control = setting.kind === "choice" ? choice(setting, changes, id, moved)
        : setting.kind === "switch" ? onOff(setting, changes, id, moved)
        : slider(setting, changes, id, moved);
    const told = withoutStop(setting.about) === name ? "" : setting.about;
    const about = h("p", { class: "setting-about", id: `${id}-about` }, told && `${told} `, h("code", {}, setting.path));
    const element = h("div", { class: "setting" },
        h("div", { class: "setting-head" }, h("label", { for: id }, name), shown),
        control.element, about, h("div", { class: "setting-foot" }, origin(setting), back));
    const refresh = () => {
        const changed = changes.changed(setting.path);
        element.classList.toggle("changed", changed);
        back.hidden = !changed;
        const now = changes.get(setting.path);
        shown.textContent = setting.kind === "choice" || setting.kind === "switch" ? "" : valueText(setting, now);
        control.refresh(now);
    };
    refresh();
    return { element, refresh };
}

function origin(setting: Setting): HTMLElement {
    const own = say("settings.own", { value: valueText(setting, setting.value) });
    return h("small", { class: "setting-origin" }, setting.source ? `${own} ${setting.source}` : own);
}

function valueText(setting: Setting, shown: Value): string {
    return typeof shown === "string" ? words(shown) : value(shown, setting.kind === "duration");
}

interface Control {
    element: HTMLElement;
    refresh(value: Value): void;
}

function slider(setting: Setting, changes: Changes, id: string, moved: (rough: boolean) => void): Control {
    const own = setting.value as number;
    const [low, high] = [bound(setting.low, own, -1), bound(setting.high, own, 1)];
    const along = setting.log && low > 0
        ? { there: (value: number) => Math.log(value / low) / Math.log(high / low), back: (share: number) => low * (high / low) ** share }
        : { there: (value: number) => (value - low) / (high - low), back: (share: number) => low + share * (high - low) };
    const valueAt = (position: number): number => {
        const exact = along.back(position / sliderSteps);
        return setting.kind === "duration" ? Math.round(exact) : Number(exact.toPrecision(3));
    };
    const positionOf = (value: number) => Math.round(Math.min(1, Math.max(0, along.there(value))) * sliderSteps);
    let dragging = false;
    const input = h("input", { type: "range", id, min: 0, max: sliderSteps, step: 1, "aria-describedby": `${id}-about`, list: `${id}-own`,
        oninput: () => {
            if (!dragging) changes.begin();
            dragging = true;
            const position = Number(input.value);
            changes.set(setting.path, position === positionOf(own) ? own : valueAt(position));
            moved(true);
        },
        onchange: () => {
            dragging = false;
            moved(false);
        } });
    const mark = h("datalist", { id: `${id}-own` }, h("option", { value: positionOf(own) }));
    return {
        element: h("div", { class: "slider" }, input, mark),
        refresh: (value) => {
            const position = String(positionOf(value as number));
            if (input.value !== position) input.value = position;
            input.setAttribute("aria-valuetext", valueText(setting, value));
        },
    };
}

/** An end of a slider where the range has none: as far again as the value is from 0. */
function bound(end: Setting["low"], own: number, side: -1 | 1): number {
    if (typeof end === "number") return end;
    return own + side * Math.max(Math.abs(own), 1);
}

function choice(setting: Setting, changes: Changes, id: string, moved: (rough: boolean) => void): Control {
    const input = h("select", { id, "aria-describedby": `${id}-about`,
        onchange: () => {
            changes.begin();
            changes.set(setting.path, input.value);
            moved(false);
        } },
        setting.choices.map((one) => h("option", { value: one.name }, one.name === setting.value
            ? say("settings.own-choice", { name: one.name }) : one.name)));
    const about = h("p", { class: "setting-choice" });
    return {
        element: h("div", {}, input, about),
        refresh: (value) => {
            input.value = String(value);
            replace(about, setting.choices.find((one) => one.name === value)?.about ?? "");
        },
    };
}

function onOff(setting: Setting, changes: Changes, id: string, moved: (rough: boolean) => void): Control {
    const input = h("input", { type: "checkbox", id, role: "switch", "aria-describedby": `${id}-about`,
        onchange: () => {
            changes.begin();
            changes.set(setting.path, input.checked ? "on" : "off");
            moved(false);
        } });
    return { element: h("div", { class: "switch" }, input), refresh: (value) => (input.checked = value === "on") };
}
