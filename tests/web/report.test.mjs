// The one-file report, opened by double click.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { assertAccessible } from "./accessible.mjs";
import { desktop, file, folder, page, phone, standoff, tooWide } from "./program.mjs";

/** The address of the report of a run of the flagship. */
let written = null;
function report() {
    written ??= (async () => {
        const place = folder(file);
        await standoff(place, "run", "dprk/2022", "--out", "run", "--quiet");
        return pathToFileURL(join(place, "run", "report.html")).href;
    })();
    return written;
}

test("A report opens from a file, draws its charts and asks nobody for anything", async (t) => {
    const address = await report();
    const opened = await page(t);
    await opened.goto(address);
    for (const place of ["#one-run", "#all-outcomes", "#who-on-whom"])
        assert.ok((await opened.locator(`${place} svg`).count()) > 0, `${place} has a chart`);
    assert.deepEqual(opened.requests.filter((url) => url !== address && !url.startsWith("data:") && !url.startsWith("blob:")), []);
    assert.deepEqual(opened.faults, []);
    assert.ok((await opened.locator("main, body").first().innerText()).includes("North Korea's missile campaign of 2022"));
});

test("What may come is called by what the file says of it, not by its name", async (t) => {
    const opened = await page(t);
    await opened.goto(await report());
    const place = opened.locator('[data-chart="when"]');
    assert.equal(await place.locator("h3").innerText(), "When: Weeks to the first intercontinental missile");
    assert.deepEqual(await place.locator("option").allInnerTexts(), ["Weeks to the first intercontinental missile", "Weeks to the first nuclear test"]);
    assert.match(await opened.locator(".cards").innerText(), /Weeks to the first intercontinental missile\s+it comes in \d+% to \d+% of runs/);
});

test("A report opens at the act that is highest on the ladder, and lists what was never chosen", async (t) => {
    const opened = await page(t);
    await opened.goto(await report());
    const rungs = await opened.evaluate(() => JSON.parse(document.getElementById("views").textContent).views[0].shown.acts
        .map((act) => [Number(act.rung ?? -1), act.step]));
    const highest = rungs.find(([rung]) => rung === Math.max(...rungs.map(([each]) => each)));
    assert.equal(await opened.locator(".play-bar input[type=range]").inputValue(), String(highest[1]));
    assert.match(await opened.locator(".why-item").innerText(), /nuclear/i);
    const never = opened.locator("details", { hasText: "never chosen" });
    await never.locator("summary").click();
    assert.match(await never.locator("tbody tr").first().innerText(), /North Korea\s+\S.*\d+ of \d+/s);
});

test("A report says without scripts how the runs ended", async (t) => {
    const opened = await page(t, { javaScriptEnabled: false });
    await opened.goto(await report());
    const text = await opened.locator("body").innerText();
    assert.match(text, /\d+ of 500/);
    assert.ok((await opened.locator("table").count()) >= 3);
});

test("Every mark of a report can be reached and opened with the keyboard", async (t) => {
    const opened = await page(t);
    await opened.goto(await report());
    await opened.locator("#one-run [data-mark]").first().waitFor();
    const marks = opened.locator("#one-run [data-mark]");
    assert.ok((await marks.count()) > 50);
    await opened.locator('#one-run [data-mark][tabindex="0"]').first().focus();
    const first = await opened.evaluate(() => document.activeElement.getAttribute("aria-label"));
    await opened.keyboard.press("ArrowRight");
    const second = await opened.evaluate(() => document.activeElement.getAttribute("aria-label"));
    assert.notEqual(first, second);
    await opened.keyboard.press("Enter");
    const why = await opened.locator(".why-card").innerText();
    assert.ok(why.length > 80, why);
});

for (const colorScheme of ["light", "dark"])
    for (const [name, viewport] of Object.entries({ desktop, phone }))
        test(`axe finds nothing in a report, ${colorScheme}, ${name}`, async (t) => {
            const opened = await page(t, { colorScheme, viewport });
            await opened.goto(await report());
            await opened.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
            await assertAccessible(opened, `report, ${colorScheme}, ${name}`);
            assert.equal(await tooWide(opened), 0, "pixels too wide");
        });

test("A chart is saved as a picture with its title and source", async (t) => {
    const opened = await page(t);
    await opened.goto(await report());
    for (const [kind, begins] of [["SVG", "<svg"], ["PNG", "\x89PNG"]]) {
        const saved = opened.waitForEvent("download");
        await opened.locator("#all-outcomes figure").first().getByRole("button", { name: kind }).click();
        const bytes = await readFile(await (await saved).path());
        assert.ok(bytes.toString("latin1").includes(begins), kind);
        if (kind === "SVG") assert.match(bytes.toString(), /North Korea&#39;s missile|North Korea's missile/);
    }
    assert.deepEqual(opened.faults, []);
});

test("A picture's source line has a seed that no browser number holds", async (t) => {
    const place = folder(t);
    await standoff(place, "run", "textbook/chicken", "--seed", "18446744073709551615", "--runs", "20", "--out", "large", "--quiet");
    const opened = await page(t);
    await opened.goto(pathToFileURL(join(place, "large", "report.html")).href);
    const saved = opened.waitForEvent("download");
    await opened.locator("#all-outcomes figure").first().getByRole("button", { name: "SVG" }).click();
    assert.match((await readFile(await (await saved).path())).toString(), /seed 18446744073709551615 /);
});
