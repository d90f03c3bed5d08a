// Play and Debrief.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { file, folder, open, page, serve, standoff, tabTo, template } from "./program.mjs";

let server;
before(async () => { server = await serve(file); });

/** A game at its first turn, or at its first curtain. */
async function begin(opened, title, ...seats) {
    await open(opened, server.link, title);
    await opened.getByRole("tab", { name: "Play" }).click();
    for (const seat of seats) await opened.locator(`#seat-${seat}`).check();
    await opened.getByRole("button", { name: "Begin" }).click();
    await opened.locator(seats.length > 1 ? ".curtain" : ".play-board").waitFor();
}

/** Makes a move, the first option where none is chosen, with a reason, and waits for what follows it. */
async function commit(opened, reason) {
    await opened.locator(".play-board").evaluate((board) => board.setAttribute("data-old", ""));
    if ((await opened.locator(".options input:checked").count()) === 0) await opened.locator(".options input").first().check();
    await opened.locator("#play-reason").fill(reason);
    await opened.getByRole("button", { name: "Commit the move" }).click();
    await opened.locator(".curtain, .play-end, .play-board:not([data-old])").waitFor();
}

test("One seat, with the keyboard alone, to the end and the debrief with its reason", async (t) => {
    const opened = await page(t);
    await open(opened, server.link, "Chicken");
    await tabTo(opened, "#tab-explore");
    await opened.keyboard.press("ArrowRight");
    await tabTo(opened, "#seat-A");
    await opened.keyboard.press("Space");
    await tabTo(opened, ".play button.primary");
    await opened.keyboard.press("Enter");
    await opened.locator(".play-board").waitFor();
    assert.ok(await opened.getByRole("button", { name: "Commit the move" }).isDisabled(), "nothing is chosen where one must act");
    await tabTo(opened, '.options input[type="radio"]');
    await opened.keyboard.press("ArrowRight");
    const chosen = await opened.locator(".option:has(input:checked) strong").innerText();
    await tabTo(opened, "#play-reason");
    await opened.keyboard.type("Somebody has to give way, <b>we</b> can.");
    await tabTo(opened, ".play-main button.primary");
    await opened.keyboard.press("Enter");
    await opened.locator(".play-end").waitFor();
    await tabTo(opened, ".play-end button.primary");
    await opened.keyboard.press("Enter");
    const debrief = opened.locator(".debrief-page");
    await debrief.locator("svg.chart").first().waitFor();
    const text = await debrief.innerText();
    assert.ok(text.includes("Somebody has to give way, <b>we</b> can."), text);
    assert.ok(text.toLowerCase().includes(`: ${chosen.toLowerCase()}`), `the move ${chosen} stands in the table`);
    assert.match(text, /200 runs/);
    assert.equal(await debrief.locator("td b").count(), 0);
    assert.deepEqual(opened.faults, []);
});

test("A move that did not reach the program can be committed again", async (t) => {
    const opened = await page(t);
    await begin(opened, "Chicken", "A");
    await opened.locator(".options input").first().check();
    await opened.route("**/api/play", (route) => route.abort());
    const button = opened.getByRole("button", { name: "Commit the move" });
    await button.click();
    await opened.locator(".play .complaint").waitFor();
    await opened.unroute("**/api/play");
    await button.click();
    await opened.locator(".play-end").waitFor();
});

test("Two seats pass one screen, and a curtain hides each from the other", async (t) => {
    const opened = await page(t);
    await begin(opened, "Chicken", "A", "B");
    assert.match(await opened.locator(".curtain").innerText(), /Pass to A/);
    assert.equal(await opened.locator(".briefing, .play-board").count(), 0);
    await opened.keyboard.press("Enter");
    await opened.locator(".play-board").waitFor();
    await commit(opened, "A speaks.");
    assert.match(await opened.locator(".curtain").innerText(), /Pass to B/);
    assert.ok(!(await opened.locator("main").innerText()).includes("A speaks."));
    await opened.locator(".curtain button").click();
    assert.ok(!(await opened.locator("main").innerText()).includes("A speaks."));
    await commit(opened, "B speaks.");
    await opened.locator(".play-end").waitFor();
    await opened.getByRole("button", { name: "Go to the debrief" }).click();
    await opened.locator(".debrief-page svg.chart").first().waitFor();
    const text = await opened.locator(".debrief-page").innerText();
    assert.ok(text.includes("A speaks.") && text.includes("B speaks."));
});

test("A saved game, loaded elsewhere, gives the same view, and the same moves the same hash", async (t) => {
    const opened = await page(t);
    await begin(opened, template, "SOU");
    await commit(opened, "Wait and see.");
    await commit(opened, "");
    const board = await opened.locator(".play-board").innerText();
    const saved = opened.waitForEvent("download");
    await opened.getByRole("button", { name: "Save the game" }).click();
    const place = join(folder(t), "game.json");
    await (await saved).saveAs(place);
    const game = JSON.parse(await readFile(place, "utf8"));
    assert.deepEqual([game.format, game.seats, game.moves.length, game.moves[0].reason], ["standoff game", ["SOU"], 2, "Wait and see."]);
    assert.ok(game.hash);

    const elsewhere = await page(t);
    await open(elsewhere, server.link, template);
    await elsewhere.getByRole("tab", { name: "Play" }).click();
    await elsewhere.locator("#play-file").setInputFiles(place);
    await elsewhere.locator(".play-board").waitFor();
    assert.equal(await elsewhere.locator(".play-board").innerText(), board);
    const hashes = [];
    for (const each of [opened, elsewhere]) {
        for (let i = 0; i < 60 && (await each.locator(".play-end").count()) === 0; ++i) await commit(each, "");
        hashes.push(/[0-9a-f]{16}/.exec(await each.locator(".play-end").innerText())[0]);
    }
    assert.equal(hashes[0], hashes[1]);
});

test("A closed tab loses no game, and a file that is none is refused in words", async (t) => {
    const opened = await page(t);
    await begin(opened, template, "NOR");
    await commit(opened, "First.");
    const title = await opened.locator(".play-title").innerText();
    await opened.reload();
    await opened.getByRole("button", { name: `Open ${template}` }).click();
    await opened.getByRole("tab", { name: "Play" }).click();
    await opened.getByRole("button", { name: "Go on with it" }).click();
    await opened.locator(".play-board").waitFor();
    assert.equal(await opened.locator(".play-title").innerText(), title);
    await opened.getByRole("button", { name: "Leave the table" }).click();
    await opened.locator("#play-file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    assert.match(await opened.locator(".play .complaint").innerText(), /not a saved game/);
});

test("A seed that no browser number holds is kept to its last digit, and the saved game replays", async (t) => {
    const seed = "9007199254740993";
    assert.notEqual(String(Number(seed)), seed);
    const place = folder(t);
    await writeFile(join(place, "given.json"), `{"format": "standoff game", "format_version": 1, "id": "textbook/chicken.yaml", "variant": "",
        "set": [], "seed": ${seed}, "run": 1, "seats": ["A"], "moves": []}`);
    const opened = await page(t);
    await open(opened, server.link, "Chicken");
    await opened.getByRole("tab", { name: "Play" }).click();
    await opened.locator("#play-file").setInputFiles(join(place, "given.json"));
    await opened.locator(".play-board").waitFor();
    await commit(opened, "");
    await opened.locator(".play-end").waitFor();
    const saved = opened.waitForEvent("download");
    await opened.getByRole("button", { name: "Save the game" }).click();
    await (await saved).saveAs(join(place, "saved.json"));
    assert.equal(JSON.parse(await readFile(join(place, "saved.json"), "utf8")).seed, seed);
    await standoff(place, "replay", "saved.json");
    await opened.getByRole("button", { name: "Go to the debrief" }).click();
    await opened.locator(".debrief-page svg.chart").first().waitFor();
    assert.match(await opened.locator(".debrief-page").innerText(), new RegExp(`seed ${seed}`));
    assert.deepEqual(opened.faults, []);
});

test("Offers and closed options are told in words, all options are in sight, and a turn begins at its briefing", async (t) => {
    const opened = await page(t);
    await begin(opened, "Ten weeks of autumn 2022", "USA");
    const offers = opened.locator(".option").filter({ hasText: "Offer (North Korea)" });
    assert.deepEqual(await offers.locator(".option-level").allInnerTexts(), ["No relief, cut 30%", "No relief, cut 80%",
        "Relief 30%, cut 30%", "Relief 30%, cut 80%", "Relief 60%, cut 30%", "Relief 60%, cut 80%"]);
    for (const grid of await opened.locator(".option-grid").all())
        assert.equal(await grid.evaluate((one) => one.scrollHeight - one.clientHeight), 0, "an option hides in a box that scrolls");
    for (const closed of await opened.locator(".closed > summary").all()) await closed.click();
    const agree = opened.locator(".closed li").filter({ hasText: "Agree (North Korea)" });
    assert.match(await agree.innerText(), /Cut offered, North Korea toward United States is 0 and not at least 0\.1/);
    assert.ok(!(await agree.locator("code").isVisible()));
    await agree.locator("summary").click();
    assert.match(await agree.locator("code").innerText(), /target\.cut_offered\(self\) >= 0\.1/);
    await commit(opened, "");
    assert.equal(await opened.evaluate(() => scrollY), 0);
    assert.ok(await opened.locator(".play-title").evaluate((title) => title === document.activeElement));
});

test("Closed options that differ in their level alone are one entry, and advisers speak of what is open, by channel", async (t) => {
    const opened = await page(t);
    await begin(opened, "Ten weeks of autumn 2022", "DPRK");
    const diplomacy = opened.locator(".options").last();
    await diplomacy.locator(".closed > summary").click();
    assert.equal(await diplomacy.locator(".closed li").filter({ hasText: /^Counter \(United States\) / }).count(), 1);
    await opened.getByText("Ask advisers").click();
    const channels = (await opened.locator(".options legend").allInnerTexts()).map((text) => text.split(" ")[0]);
    assert.deepEqual(await opened.locator(".advice h4").allInnerTexts(), channels);
    assert.ok(!/\b0%/.test(await opened.locator(".advice").innerText()));
});
