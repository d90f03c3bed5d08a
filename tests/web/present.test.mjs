// The projector, and what the page may and may not do.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { flagship, folder, open, page, scenario, serve } from "./program.mjs";

/** How high the title of a chart is on the screen. */
const heading = async (opened) => (await opened.locator(".explored h3").first().boundingBox()).height;

test("serve --present: arrows and space lead through the stops", async (t) => {
    const server = await serve(t, "--present");
    const opened = await page(t);
    await open(opened, server.link, flagship);
    const at = () => opened.evaluate(() => [...document.querySelectorAll("[data-stop]")].filter((one) => one.offsetParent !== null)
        .findIndex((one) => one.classList.contains("at")));
    assert.equal(await at(), -1);
    for (const [key, stop] of [["ArrowRight", 0], [" ", 1], ["PageDown", 2], ["ArrowLeft", 1], ["PageUp", 0]]) {
        await opened.keyboard.press(key);
        assert.equal(await at(), stop, `after "${key}"`);
    }
    await opened.locator(".explore").evaluate((old) => old.setAttribute("data-old", ""));
    await opened.locator("#variant").selectOption({ index: 1 });
    await opened.locator(".explore:not([data-old]) .explored:not(.waiting) svg").first().waitFor();
    for (const stop of [0, 1]) {
        await opened.keyboard.press("ArrowRight");
        assert.equal(await at(), stop, "one key is one stop in a variant, too");
    }
    const large = await heading(opened);
    const desk = await page(t);
    await open(desk, server.address + new URL(server.link).hash, flagship);
    assert.ok(large > 1.25 * (await heading(desk)), "the type is large");
    await opened.reload();
    await opened.locator(".gallery").first().waitFor();
    assert.ok(opened.url().includes("present"), "a page that is loaded again still presents");
    assert.deepEqual(opened.faults, []);
});

const evil = "<img src=x onerror=alert(1)>";

test("Markup in a scenario is text in the gallery, in Explore, in About and in the report", async (t) => {
    const place = folder(t);
    const text = readFileSync(scenario("tutorial/template"), "utf8").replace("scenario: A border of two", `scenario: "${evil}"`)
        .replace(/^about: .*$/m, `about: "${evil} </script><script>alert(2)</script>"`).replace("name: Norland", `name: "${evil}"`);
    writeFileSync(join(place, "evil.yaml"), text);
    const server = await serve(t, place);
    const opened = await page(t);
    await open(opened, server.link, evil);
    const clean = async (where, what) => {
        assert.equal(await where.locator("img, main script").count(), 0, what);
        assert.ok((await where.locator("body").innerText()).includes(evil), what);
        assert.deepEqual(where.faults, [], what);
    };
    await clean(opened, "Explore");
    await opened.getByRole("tab", { name: "About" }).click();
    await clean(opened, "About");
    const saved = opened.waitForEvent("download");
    await opened.getByRole("tab", { name: "Explore" }).click();
    await opened.getByRole("button", { name: "Save report" }).click();
    await (await saved).saveAs(join(place, "report.html"));
    await opened.getByRole("button", { name: "All scenarios" }).click();
    await clean(opened, "gallery");
    assert.deepEqual(opened.requests.filter((url) => !url.startsWith(server.address) && !/^(data|blob):/.test(url)), []);
    const report = await page(t);
    await report.goto(pathToFileURL(join(place, "report.html")).href);
    await report.locator("#one-run svg.chart").first().waitFor();
    await clean(report, "report");
});

test("The policy of the page stops a script in the page and a request elsewhere", async (t) => {
    const server = await serve(t);
    const opened = await page(t);
    await opened.goto(server.link);
    await opened.locator(".gallery").first().waitFor();
    const ran = await opened.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        return window.ran === true;
    });
    assert.equal(ran, false);
    const answered = await opened.evaluate(() => fetch("http://127.0.0.1:9/").then(() => "answered", () => "refused"));
    assert.equal(answered, "refused");
    assert.ok(opened.faults.filter((fault) => /Content.Security.Policy/i.test(fault)).length >= 2, opened.faults.join("\n"));
});

test("Without the key, or with a wrong one, the page says so and shows nothing", async (t) => {
    const server = await serve(t);
    for (const link of [server.address, `${server.address}/#k=00000000000000000000000000000000`]) {
        const opened = await page(t);
        await opened.goto(link);
        assert.match(await opened.locator("[role=alert]").innerText(), /has no key, or an old one/);
        assert.equal(await opened.locator(".gallery").count(), 0);
        await opened.goto(server.link);
        await opened.locator(".gallery").first().waitFor();
        assert.ok(!opened.url().includes("k="), "the key is out of the address");
    }
});
