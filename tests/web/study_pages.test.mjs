// Reports of comparisons, sweeps and sensitivity studies as pages: requests, keyboard, pictures, axe, no scripts, markup.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { assertAccessible } from "./accessible.mjs";
import { desktop, page, phone, scenario, standoff, tooWide } from "./program.mjs";
import { opened, place, studies } from "./studies.mjs";

for (const [study, address] of Object.entries(studies)) {
    test(`The report of ${study} asks nobody for anything, and every control is reached with Tab`, async (t) => {
        const href = await address();
        const here = await opened(t, href);
        assert.deepEqual(here.requests.filter((url) => url !== href && !/^(data|blob):/.test(url)), []);
        const controls = await here.locator("a[href], button, select, input, summary, [role=button]").evaluateAll((all) =>
            all.filter((one) => one.getClientRects().length > 0).map((one, i) => one.setAttribute("data-control", i)).length);
        const reached = new Set();
        for (let i = 0; i < controls + 40; ++i) {
            await here.keyboard.press("Tab");
            const at = await here.evaluate(() => document.activeElement?.getAttribute("data-control"));
            if (at !== null && at !== undefined) reached.add(at);
        }
        assert.equal(reached.size, controls);
        assert.deepEqual(here.faults, []);
    });

    test(`Charts of ${study} are saved with title, key and source line`, async (t) => {
        const here = await opened(t, address());
        for (const figure of await here.locator("figure.chart-card").all()) {
            const title = await figure.locator("h3").innerText();
            const key = (await figure.locator(".key li").allInnerTexts()).map((text) => text.trim());
            for (const kind of ["SVG", "PNG"]) {
                const saved = here.waitForEvent("download");
                await figure.getByRole("button", { name: kind }).click();
                const bytes = await readFile(await (await saved).path());
                if (kind === "PNG") {
                    assert.equal(bytes.toString("latin1", 1, 4), "PNG", title);
                    assert.ok(bytes.readUInt32BE(16) > 500, `${title} is a large picture`);
                    continue;
                }
                const drawn = await here.evaluate((text) => {
                    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
                    return { error: parsed.querySelector("parsererror")?.textContent ?? "", texts: [...parsed.querySelectorAll("text")].map((one) => one.textContent),
                        classes: parsed.querySelectorAll("[class]").length };
                }, bytes.toString());
                assert.equal(drawn.error, "");
                assert.equal(drawn.classes, 0, "a picture needs no style sheet");
                assert.ok(drawn.texts.includes(title), title);
                for (const entry of key) assert.ok(drawn.texts.includes(entry), `${title} has ${entry} in its key`);
                assert.ok(drawn.texts.some((text) => text.startsWith("North Korea's missile campaign of 2022 · ")), `${title} says where it is from`);
            }
        }
        assert.deepEqual(here.faults, []);
    });

    // The others have the same kinds of charts.
    for (const colorScheme of ["compare", "grid", "morris"].includes(study) ? ["light", "dark"] : [])
        for (const [name, viewport] of Object.entries({ desktop, phone }))
            test(`axe finds nothing in the report of ${study}, ${colorScheme}, ${name}`, async (t) => {
                const here = await opened(t, address(), { colorScheme, viewport });
                await here.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
                await assertAccessible(here, `${study}, ${colorScheme}, ${name}`);
                assert.equal(await tooWide(here), 0, "pixels too wide");
            });

    test(`The report of ${study} has its numbers in tables without scripts`, async (t) => {
        const here = await page(t, { javaScriptEnabled: false });
        await here.goto(await address());
        assert.ok((await here.locator("table td").count()) >= 6);
    });
}

const evil = "<img src=x onerror=alert(1)></script><script>alert(2)</script>";

test("Markup in a scenario is text in the report of every study", async (t) => {
    const text = (await readFile(scenario("tutorial/template"), "utf8")).replace("scenario: A border of two", `scenario: "${evil}"`)
        .replace(/^about: .*$/m, `about: "${evil}"`).replace("name: Norland", `name: "${evil}"`)
        + `\nexperiments:\n  tried:\n    about: "${evil}"\n    design: grid\n    vary: {calming: [2 weeks, 6 weeks], variant: [base, no_patrols]}\n    runs: 5\n`;
    await writeFile(join(place, "evil.yaml"), text.replace(/^variants:$/m, `variants:\n  marked: {about: "${evil}", set: {calming: 2 weeks}}`));
    await standoff(place, "compare", "evil.yaml", "--variant", "marked", "--runs", "20", "--out", "evil-compare", "--quiet");
    await standoff(place, "sweep", "evil.yaml", "--experiment", "tried", "--out", "evil.sqlite", "--quiet");
    await standoff(place, "report", "evil-compare", "evil.sqlite", "--out", "evil.html");
    const here = await opened(t, pathToFileURL(join(place, "evil.html")).href);
    assert.ok((await here.locator("svg.chart").count()) >= 3);
    assert.equal(await here.locator("img").count(), 0);
    const told = await here.locator("body").innerText();
    assert.ok(told.split(evil).length > 3, "title, question and variant are there as text");
    assert.deepEqual(here.faults, []);
});
