// axe finds nothing on any page of the app, and a phone need not scroll sideways.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { assertAccessible } from "./accessible.mjs";
import { desktop, file, flagship, open, page, phone, serve, template, tooWide } from "./program.mjs";

let server;
before(async () => { server = await serve(file); });

for (const colorScheme of ["light", "dark"])
    for (const [name, viewport] of Object.entries({ desktop, phone }))
        test(`axe finds nothing in the app, ${colorScheme}, ${name}`, async (t) => {
            const opened = await page(t, { colorScheme, viewport });
            const look = async (what) => {
                await assertAccessible(opened, `${what}, ${colorScheme}, ${name}`);
                assert.equal(await tooWide(opened), 0, `${what} on ${name}: pixels too wide`);
            };
            const press = (role, button) => opened.getByRole(role, { name: button }).click();
            await opened.goto(server.link);
            await opened.locator(".gallery").first().waitFor();
            await look("gallery");
            await open(opened, server.link, flagship);
            await opened.locator("#setting-w_neglect").focus();
            await opened.keyboard.press("End");
            await opened.locator(".explored:not(.waiting)").waitFor();
            await opened.evaluate(() => document.querySelectorAll(".settings details").forEach((one) => (one.open = true)));
            await look("explore");
            const sideways = await opened.locator(".settings-card").evaluate((card) => card.scrollWidth - card.clientWidth);
            assert.equal(sideways, 0, "the panel of settings is too wide");
            await press("tab", "About");
            await look("about");
            await press("tab", "Play");
            await look("seats");
            await press("button", "All scenarios");
            await open(opened, server.link, template);
            await press("tab", "Play");
            for (const seat of ["NOR", "SOU"]) await opened.locator(`#seat-${seat}`).check();
            await press("button", "Begin");
            await opened.locator(".curtain").waitFor();
            await look("curtain");
            await opened.locator(".curtain button").click();
            await opened.getByText("Ask advisers").click();
            await look("turn");
            await press("button", "All scenarios");
            await open(opened, server.link, "Chicken");
            await press("tab", "Play");
            await opened.locator("#seat-A").check();
            await press("button", "Begin");
            await opened.locator(".options input").first().check();
            await press("button", "Commit the move");
            await opened.locator(".play-end").waitFor();
            await look("end");
            await press("button", "Go to the debrief");
            await opened.locator(".debrief-page svg.chart").first().waitFor();
            await look("debrief");
            assert.deepEqual(opened.faults, []);
        });
