// Explore: settings to charts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { before, test } from "node:test";
import { file, flagship, folder, open, page, serve, tabTo, template } from "./program.mjs";

let server;
before(async () => { server = await serve(file); });

const summary = (opened) => opened.locator(".explored figcaption .summary").first().innerText();
const settled = (opened) => opened.locator(".explored:not(.waiting)").waitFor();
const slider = (opened, path) => opened.locator(`[id="setting-${path}"]`);

/** Moves a slider to an end and waits for the charts of all runs. */
async function move(opened, path, key = "End") {
    await slider(opened, path).focus();
    await opened.keyboard.press(key);
    await settled(opened);
}

test("The gallery has one shelf of cases with the flagship first, and opens it", async (t) => {
    const opened = await page(t);
    await opened.goto(server.link);
    await opened.locator(".shelf").first().waitFor();
    assert.deepEqual(await opened.locator(".shelf h2").allInnerTexts(), ["Cases", "Textbook models", "To begin with"]);
    assert.equal(await opened.locator(".gallery h3").first().innerText(), flagship);
    assert.ok(!opened.url().includes("k="), "the key is out of the address");
    await open(opened, server.link, flagship);
    assert.ok((await opened.locator(".one-run [data-mark]").count()) > 50);
    assert.match(await summary(opened), /of 500 runs ended as/);
    assert.deepEqual(opened.faults, []);
    assert.deepEqual(opened.requests.filter((url) => !url.startsWith(server.address) && !/^(data|blob):/.test(url)), []);
});

test("A slider moved by keyboard gives new charts of 500 runs soon", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    await opened.evaluate(() => {
        window.times = [];
        let began = 0;
        document.addEventListener("input", () => (began = performance.now()), true);
        const place = document.querySelector(".explored > div");
        new MutationObserver(() => {
            if (began === 0 || !place.querySelector("svg.chart") || !place.querySelector("h3").textContent.includes("500")) return;
            window.times.push(performance.now() - began);
            began = 0;
        }).observe(place, { childList: true, subtree: true });
    });
    await slider(opened, "w_neglect").focus();
    for (let i = 1; i <= 10; ++i) {
        await opened.keyboard.press("ArrowRight");
        await opened.waitForFunction((count) => window.times.length >= count, i);
        await settled(opened);
    }
    const times = (await opened.evaluate(() => window.times)).sort((a, b) => a - b);
    t.diagnostic(`slider to charts of 500 runs, median of ${times.length}: ${Math.round((times[4] + times[5]) / 2)} ms, slowest ${Math.round(times[9])} ms`);
    assert.ok(times[5] < 2000, `${times[5]} ms`);
    assert.match(await summary(opened), /Violet bars: yours/);
    assert.deepEqual(opened.faults, []);
});

test("Under changed settings all charts stand beside the scenario's own, the times, too", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    await move(opened, "w_security", "Home");
    const times = opened.locator(".explored > div").nth(1);
    await times.locator("circle.when.what-if").first().waitFor();
    const dots = (style) => times.locator(`svg.chart:not(.picture) > circle.${style}`).count();
    assert.equal(await dots("what-if"), 100);
    assert.equal(await dots("when"), 200);
    const told = /Baseline, above the line: it came in (\d+)% of the runs. Your settings, below it: in (\d+)%/.exec(await times.locator(".summary").innerText());
    assert.ok(told && Number(told[2]) < Number(told[1]), "without the wish for security the missile comes less often");
    await times.locator("select").selectOption({ label: "Weeks to the first nuclear test" });
    assert.match(await times.locator("h3").innerText(), /first nuclear test/);
    await move(opened, "w_security", "End");
    assert.match(await times.locator("h3").innerText(), /first nuclear test/, "the choice stays");
    assert.deepEqual(opened.faults, []);
});

test("A variant is compared with the scenario as it is", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    const before = await opened.locator(".explored svg.chart").first().locator("text").allTextContents();
    await opened.locator("#variant").selectOption("relief_for_freeze");
    await opened.locator(".explored .bar.what-if").first().waitFor();
    await settled(opened);
    const now = await opened.locator(".explored svg.chart").first().locator("text").allTextContents();
    assert.ok(before.some((text) => / of 500$/.test(text)));
    for (const count of before.filter((text) => / of 500$/.test(text))) assert.ok(now.includes(count), `${count} of the scenario`);
    await opened.getByText("The variant against the scenario as it is.").waitFor();
    // A guess is answered by what comes after it, not by what has been seen.
    await opened.locator("#predict-value").fill("30");
    await opened.keyboard.press("Enter");
    await opened.getByText("Now change").waitFor();
    await move(opened, "w_setback");
    await opened.getByText("You said").waitFor();
    assert.deepEqual(opened.faults, []);
});

test("A guess is locked in before the answer, and the gap is told", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    await opened.locator("#predict-outcome").selectOption("standoff");
    await opened.locator("#predict-value").fill("7");
    await opened.keyboard.press("Enter");
    assert.match(await opened.locator(".predict").innerText(), /You said: standoff in 7% of the runs/);
    await move(opened, "w_neglect");
    const shares = await opened.locator(".predicted-number strong").allInnerTexts();
    assert.equal(shares[0], "7%");
    const gap = Number.parseInt(shares[1], 10) - 7;
    assert.match(await opened.locator(".predict").innerText(), new RegExp(`You were (${gap - 1}|${gap}|${gap + 1}) too low`));
});

test("Undo takes one change back, Reset all of them, and other luck gives other numbers", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    const own = await summary(opened);
    const undo = opened.getByRole("button", { name: "Undo", exact: true });
    const reset = opened.getByRole("button", { name: "Reset all" });
    assert.ok(await undo.isDisabled());
    await move(opened, "w_neglect");
    const one = await summary(opened);
    await move(opened, "w_security", "Home");
    assert.match(await opened.locator(".status").innerText(), /2 settings differ/);
    await undo.click();
    await settled(opened);
    assert.equal(await summary(opened), one);
    await move(opened, "w_security", "Home");
    await reset.click();
    await settled(opened);
    assert.equal(await summary(opened), own);
    await opened.locator("#luck-new").check();
    await settled(opened);
    assert.notEqual(await summary(opened), own);
    await opened.locator("#luck-same").check();
    await settled(opened);
    assert.equal(await summary(opened), own);
});

test("The panel counts what is found, and opens again as it was", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    const group = (name) => opened.locator(".settings-group").filter({ has: opened.locator(`h3:text-is("${name}")`) });
    const count = (name) => group(name).locator(".settings-count").innerText();
    const all = await count("Numbers of the theory");
    assert.equal(Number(all), await group("Numbers of the theory").locator(".setting").count());
    await group("United States").locator("summary").click();
    await group("Numbers of the theory").locator("summary").click();
    await opened.locator("#settings-find").fill("neglect");
    const found = await group("Numbers of the theory").locator(".setting:visible").count();
    assert.ok(found > 0 && found < Number(all));
    assert.equal(await count("Numbers of the theory"), `${found} of ${all}`);
    await opened.locator("#settings-find").fill("");
    assert.equal(await count("Numbers of the theory"), all);
    const folded = (name) => group(name).evaluate((one) => !one.open);
    assert.deepEqual([await folded("Numbers of the theory"), await folded("United States")], [true, false]);
});

test("A scenario opened from far down the gallery begins at its top, and the keyboard in its header", async (t) => {
    const opened = await page(t);
    await opened.goto(server.link);
    const button = opened.getByRole("button", { name: "Open Richardson's arms race" });
    await button.focus();
    assert.ok((await opened.evaluate(() => scrollY)) > 0);
    await opened.keyboard.press("Enter");
    await opened.locator(".explored svg").first().waitFor();
    assert.equal(await opened.evaluate(() => scrollY), 0);
    await opened.keyboard.press("Tab");
    assert.equal(await opened.evaluate(() => document.activeElement.textContent), "All scenarios");
    const heights = await opened.locator(".explored svg.chart").evaluateAll((all) => all.map((one) => Number(one.getAttribute("height"))));
    assert.ok(Math.max(...heights) < 400, `where all runs agree a chart is as high as a page: ${heights}`);
});

test("A variant says what it is, and the focus stays on the list", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    await opened.locator("#variant").selectOption("no_drills");
    await opened.locator(".settings-card").getByText("The allies cancel every drill on the calendar.").waitFor();
    await settled(opened);
    assert.equal(await opened.evaluate(() => document.activeElement.id), "variant");
});

test("Settings are copied as a command line, and taken back from one", async (t) => {
    const opened = await page(t, { permissions: ["clipboard-read", "clipboard-write"] });
    await open(opened, server.link, flagship);
    await move(opened, "w_neglect");
    await opened.getByRole("button", { name: "Copy settings" }).click();
    await opened.getByText("Copied.").waitFor();
    const line = await opened.evaluate(() => navigator.clipboard.readText());
    assert.equal(line, "standoff run dprk/2022 --set 'w_neglect=2.5' --seed 1");
    const changed = await summary(opened);
    await opened.getByRole("button", { name: "Reset all" }).click();
    await settled(opened);
    await opened.getByText("The same on the command line").click();
    await opened.locator("#paste").fill(line);
    await opened.getByRole("button", { name: "Use them" }).click();
    await settled(opened);
    assert.equal(await summary(opened), changed);
});

test("A report is saved that opens from a file and tells of the changed settings", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, template);
    await move(opened, "calming");
    const saved = opened.waitForEvent("download");
    await opened.getByRole("button", { name: "Save report" }).click();
    const download = await saved;
    assert.equal(download.suggestedFilename(), "tutorial-template-report.html");
    const place = join(folder(t), "report.html");
    await download.saveAs(place);
    const report = await page(t);
    await report.goto(pathToFileURL(place).href);
    await report.locator("#one-run svg.chart").first().waitFor();
    assert.match(await report.locator("body").innerText(), /A border of two/);
    assert.match(await readFile(place, "utf8"), /calming/);
    assert.deepEqual(report.faults, []);
});

test("An older answer never overwrites a newer one", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    await move(opened, "w_neglect");
    const newest = await summary(opened);
    await move(opened, "w_neglect", "Home");
    assert.notEqual(await summary(opened), newest);
    let late = 0;
    await opened.route("**/api/run", async (route) => {
        if (route.request().postDataJSON().set.includes("w_neglect=2.5")) return route.continue();
        const answer = await route.fetch().catch(() => null);
        await new Promise((done) => setTimeout(done, 1200));
        ++late;
        await (answer ? route.fulfill({ response: answer }) : route.abort()).catch(() => undefined);
    });
    await slider(opened, "w_neglect").focus();
    await opened.keyboard.press("ArrowRight");
    await opened.keyboard.press("End");
    await settled(opened);
    assert.equal(await summary(opened), newest);
    await opened.waitForTimeout(2000);
    assert.ok(late >= 1, "an answer came late");
    assert.equal(await summary(opened), newest);
});

test("What was asked before Reset all is not shown as the scenario's own settings", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, flagship);
    const own = await summary(opened);
    let late = 0;
    await opened.route("**/api/run", async (route) => {
        if (route.request().postDataJSON().set.length === 0) return route.continue();
        const answer = await route.fetch().catch(() => null);
        await new Promise((done) => setTimeout(done, 800));
        ++late;
        await (answer ? route.fulfill({ response: answer }) : route.abort()).catch(() => undefined);
    });
    await slider(opened, "w_neglect").focus();
    await opened.keyboard.press("End");
    await opened.waitForTimeout(200);
    await opened.getByRole("button", { name: "Reset all" }).click();
    await settled(opened);
    assert.equal(await summary(opened), own);
    await opened.waitForTimeout(1500);
    assert.ok(late >= 1, "an answer came late");
    assert.equal(await summary(opened), own);
});

test("A browser that keeps nothing still shows charts", async (t) => {
    const opened = await page(t);
    await opened.addInitScript(() => {
        for (const store of ["localStorage", "sessionStorage"])
            Object.defineProperty(window, store, { get: () => { throw new DOMException("refused", "SecurityError"); } });
    });
    await open(opened, server.link, flagship);
    const own = await summary(opened);
    await move(opened, "w_neglect");
    assert.notEqual(await summary(opened), own);
    assert.deepEqual(opened.faults, []);
});

test("With the keyboard alone: gallery, a setting, its charts and why it acted", async (t) => {
    const opened = await page(t);
    await opened.goto(server.link);
    await opened.locator(".gallery").first().waitFor();
    await tabTo(opened, `[aria-label="Open ${flagship.replace("'", "\\'")}"]`);
    await opened.keyboard.press("Enter");
    await opened.locator(".one-run [data-mark]").first().waitFor();
    await tabTo(opened, "#setting-w_security");
    await opened.keyboard.press("End");
    await settled(opened);
    assert.match(await summary(opened), /Violet bars/);
    await tabTo(opened, ".one-run [data-mark]");
    await opened.keyboard.press("ArrowRight");
    await opened.keyboard.press("Enter");
    assert.ok((await opened.locator(".why-card").innerText()).length > 80);
});
