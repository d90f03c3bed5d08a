// Colours of the reader's own, and paper: nothing vanishes, and what is folded away on the screen is printed.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { before, test } from "node:test";
import { desktop, file, flagship, folder, open, page, serve, standoff, tooWide } from "./program.mjs";

const reports = new Map();
let server;
before(async () => {
    server = await serve(file);
    const place = folder(file);
    await standoff(place, "run", "dprk/2022", "--out", "single", "--quiet");
    await standoff(place, "sweep", "dprk/2022", "--experiment", "attention", "--runs", "20", "--out", "sweep.sqlite", "--quiet");
    for (const [name, from] of [["run", "single"], ["sweep", "sweep.sqlite"]]) {
        await standoff(place, "report", from, "--out", `${name}.html`);
        reports.set(name, pathToFileURL(join(place, `${name}.html`)).href);
    }
});

/** What of the charts in view has too little contrast: text under 4.5 against its ground, shapes under 1.4. A shade that
 *  is meant to be faint lies under others or has its number in it. */
const tooFaint = (opened) => opened.evaluate(() => {
    const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    const luminance = (colour, under) => {
        pen.fillStyle = under;
        pen.fillRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, ground) => {
        const [high, low] = [luminance(a, ground), luminance(ground, ground)].sort((p, q) => q - p);
        return (high + 0.05) / (low + 0.05);
    };
    const faint = [];
    for (const svg of document.querySelectorAll("svg.chart")) {
        const card = getComputedStyle(svg.closest(".card")).backgroundColor;
        for (const text of svg.querySelectorAll("text")) {
            const shade = /on-(shade-\d)/.exec(text.getAttribute("class") ?? "")?.[1];
            const ground = shade ? getComputedStyle(svg.querySelector(`.cell.${shade}`)).fill : card;
            if (contrast(getComputedStyle(text).fill, ground) < 4.5) faint.push(`${text.textContent} ${text.getAttribute("class")}`);
        }
        for (const shape of svg.querySelectorAll(".mark, .line, .bar, .interval, .level, .arrow, .node, .when, .point, .difference, .profile, .calendar")) {
            const { fill, stroke } = getComputedStyle(shape);
            if (![fill, stroke].some((colour) => colour !== "none" && contrast(colour, card) >= 1.4)) faint.push(shape.getAttribute("class"));
        }
    }
    return [...new Set(faint)];
});

for (const colorScheme of ["light", "dark"]) {
    test(`With forced colours, ${colorScheme}, no text or shape of a report vanishes`, async (t) => {
        for (const address of reports.values()) {
            const opened = await page(t, { forcedColors: "active", colorScheme });
            await opened.goto(address);
            await opened.locator("svg.chart").last().waitFor();
            assert.ok((await opened.locator("svg.chart text").count()) > 20);
            assert.deepEqual(await tooFaint(opened), []);
        }
    });

    test(`With forced colours, ${colorScheme}, a solid mark is no hollow one, and the chosen tab is told from the others`, async (t) => {
        const opened = await page(t, { forcedColors: "active", colorScheme });
        await open(opened, server.link, flagship);
        const fills = (direction) => opened.locator(`.one-run svg.chart .mark.${direction}`).evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).fill))]);
        const [solid, hollow] = [await fills("escalates"), await fills("calms")];
        assert.equal(solid.length, 1);
        assert.equal(hollow.length, 1);
        assert.notEqual(solid[0], hollow[0]);
        const borders = await opened.locator(".tabs button").evaluateAll((all) => all.map((one) => getComputedStyle(one).outlineStyle));
        assert.deepEqual(borders, ["solid", "none", "none", "none"]);
        assert.deepEqual(await tooFaint(opened), []);
    });
}

test("A report is printed black on white from a dark screen, with its short tables opened and no buttons", async (t) => {
    const opened = await page(t, { colorScheme: "dark" });
    await opened.goto(reports.get("run"));
    await opened.locator("svg.chart").last().waitFor();
    const folded = () => opened.locator("main details:not([open]) > summary").allInnerTexts();
    const before = await folded();
    await opened.evaluate(() => addEventListener("beforeprint", () => {
        window.printed = [...document.querySelectorAll("main details[open] > summary")].map((one) => one.textContent);
    }));
    assert.ok((await opened.pdf({ format: "A4" })).length > 50_000);
    const printed = await opened.evaluate(() => window.printed);
    for (const title of ["Table of outcomes", "Table of measures", "Table of input files"])
        assert.ok(printed.includes(title), `${title} is on paper: ${printed}`);
    assert.ok(!printed.some((title) => title.startsWith("Table of acts in this run")), "163 rows are for the file");
    assert.deepEqual(await folded(), before, "folded again");

    await opened.emulateMedia({ media: "print", colorScheme: "dark" });
    await opened.setViewportSize({ width: 718, height: 1000 });
    await opened.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await opened.waitForTimeout(200);
    assert.equal(await tooWide(opened), 0, "wider than the sheet");
    assert.equal(await opened.locator(":is(.play-bar, .exports, .command) button:visible").count(), 0);
    const [ink, ground] = await opened.evaluate(() => [getComputedStyle(document.querySelector("h1")).color, getComputedStyle(document.body).backgroundColor]);
    assert.equal(ground, "rgb(255, 255, 255)");
    assert.equal(ink, "rgb(23, 33, 43)");
    assert.deepEqual(await tooFaint(opened), []);
});

test("Explore is printed with its charts and the command line in place of the panel", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    await opened.locator("#setting-w_neglect").focus();
    await opened.keyboard.press("End");
    await opened.locator(".explored:not(.waiting)").waitFor();
    await opened.emulateMedia({ media: "print" });
    await opened.setViewportSize({ width: 718, height: desktop.height });
    await opened.waitForTimeout(200);
    assert.ok((await opened.locator(".explored svg.chart:visible").count()) >= 3);
    assert.match(await opened.locator("body").innerText(), /standoff run dprk\/2022 --set 'w_neglect=2.5' --seed 1/);
    assert.ok(!(await opened.locator(".settings-card").isVisible()));
    assert.equal(await tooWide(opened), 0, "wider than the sheet");
});
