// The app: a gallery of scenarios, and of the one that was opened the four tabs.

import { h, replace } from "../dom";
import { unfoldForPrint } from "../kit/unfold";
import { say } from "../words";
import { aboutPage } from "./about";
import { ask, hasKey, Newest, takeKey } from "./api";
import type { Catalogue, ScenarioView } from "./data";
import { exploration } from "./explore";
import { gallery } from "./gallery";
import { playing } from "./play";
import { present, presenting } from "./present";
import { reason } from "./reason";

type Tab = "explore" | "play" | "debrief" | "about";
const tabs: Tab[] = ["explore", "play", "debrief", "about"];

const title = h("p", { class: "app-title", tabindex: -1 });
const buttons = h("div", { class: "app-buttons" });
const tabList = h("div", { class: "tabs", role: "tablist", "aria-label": say("app.tabs") });
const opening = new Newest();
const main = h("main", { id: "main", tabindex: -1 });

async function start(): Promise<void> {
    takeKey();
    // The whole link, given to a page that is open already, changes no more than what is after the #.
    addEventListener("hashchange", () => {
        if (takeKey()) void begin();
    });
    present();
    unfoldForPrint(".explored, .debrief-page > section");
    document.body.append(
        h("a", { class: "skip", href: "#main" }, say("app.skip")),
        h("header", { class: "app-header" }, title, tabList, buttons), main);
    await begin();
}

async function begin(): Promise<void> {
    if (!hasKey()) return complain(say("app.no-key"));
    try {
        const catalogue = await ask<Catalogue>("catalogue", {});
        const only = catalogue.scenarios.length === 1 ? catalogue.scenarios[0] : undefined;
        if (only && !only.error) await open(catalogue, only.id, "");
        else showGallery(catalogue);
    } catch (error) {
        complain(reason(error));
    }
}

function complain(what: string): void {
    replace(main, h("div", { class: "complaint", role: "alert" }, h("h1", {}, say("app.trouble")), h("p", {}, what)));
}

/** The list that was used has a twin on the new page. A lecturer's clicker is for the page, and a list would take its keys. */
function focusVariant(): void {
    if (!presenting) document.getElementById("variant")?.focus();
}

function showGallery(catalogue: Catalogue): void {
    document.title = say("app.name");
    replace(title, h("strong", {}, say("app.name")));
    replace(tabList);
    tabList.hidden = true;
    replace(buttons);
    replace(main, gallery(catalogue, (id) => {
        open(catalogue, id, "").then(begun, (error: unknown) => complain(reason(error)));
    }));
    begun();
}

/** Another page: from its top, for the eye and for the keyboard. */
function begun(): void {
    scrollTo({ top: 0 });
    title.focus({ preventScroll: true });
}

async function open(catalogue: Catalogue, id: string, variant: string): Promise<void> {
    const scenario = await opening.ask<ScenarioView>("scenario", { id, variant });
    if (scenario === null) return;
    document.title = `${scenario.about.title} · ${say("app.name")}`;
    const back = h("button", { type: "button", class: "plain", onclick: () => showGallery(catalogue) }, say("app.all-scenarios"));
    const explore = exploration(scenario, variant, catalogue.limits, (other) => {
        open(catalogue, id, other).then(() => focusVariant(), (error: unknown) => complain(reason(error)));
    });
    const game = playing(scenario, variant, { toPlay: () => choose("play"), toDebrief: () => choose("debrief") });
    const pages: Record<Tab, HTMLElement> = {
        explore: explore.element, play: game.element, debrief: game.debrief, about: aboutPage(scenario),
    };
    replace(title, h("strong", {}, scenario.about.title), h("span", { class: "saved" }, catalogue.scenarios.length > 1 ? back : ""));
    replace(buttons, explore.buttons);
    tabList.hidden = false;
    const handles = tabs.map((tab) => h("button", {
        type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `page-${tab}`, onclick: () => choose(tab),
    }, say(`app.${tab}`)));
    replace(tabList, handles);
    tabList.onkeydown = (event: KeyboardEvent) => {
        const now = handles.findIndex((handle) => handle === document.activeElement);
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (now < 0 || step === 0) return;
        const next = (now + step + tabs.length) % tabs.length;
        choose(tabs[next]!);
        handles[next]!.focus();
        event.preventDefault();
    };
    replace(main, tabs.map((tab) => h("section", {
        id: `page-${tab}`, class: `page page-${tab}`, role: "tabpanel", "aria-labelledby": `tab-${tab}`,
    }, pages[tab])));

    function choose(tab: Tab): void {
        for (const [index, one] of tabs.entries()) {
            const chosen = one === tab;
            handles[index]!.setAttribute("aria-selected", String(chosen));
            handles[index]!.tabIndex = chosen ? 0 : -1;
            document.getElementById(`page-${one}`)!.hidden = !chosen;
        }
        buttons.hidden = tab !== "explore";
        scrollTo({ top: 0 });
    }
    choose("explore");
}

void start();
