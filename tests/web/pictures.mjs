// The pictures of README.md: the top of a report, Explore with a what-if, and a turn in Play.
//
//     STANDOFF=build/release/bin/standoff node tests/web/pictures.mjs

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { flagship, open, page, serve, standoff } from "./program.mjs";

const pictures = resolve(dirname(fileURLToPath(import.meta.url)), "../../docs/pictures");
const endings = [];
const script = { after: (end) => endings.unshift(end) };

async function take(opened, name, height) {
    await opened.setViewportSize({ width: 1360, height });
    await opened.evaluate(() => document.activeElement?.blur());
    await opened.waitForTimeout(300);
    await opened.screenshot({ path: join(pictures, `${name}.png`) });
}

mkdirSync(pictures, { recursive: true });
const place = mkdtempSync(join(tmpdir(), "standoff-pictures-"));
try {
    await standoff(place, "run", "dprk/2022", "--out", "run", "--quiet");
    const report = await page(script);
    await report.goto(pathToFileURL(join(place, "run", "report.html")).href);
    await take(report, "report", 1100);

    const server = await serve(script);
    const explore = await page(script);
    await open(explore, server.link, flagship);
    await explore.locator("#predict-outcome").selectOption("freeze");
    await explore.locator("#predict-value").fill("20");
    await explore.getByRole("button", { name: "Lock in" }).click();
    await explore.locator("#setting-w_security").focus();
    await explore.keyboard.press("Home");
    await explore.locator(".explored:not(.waiting)").waitFor();
    await take(explore, "explore", 1000);

    const play = await page(script);
    await open(play, server.link, flagship);
    await play.getByRole("tab", { name: "Play" }).click();
    await play.locator("#seat-ROK").check();
    await play.getByRole("button", { name: "Begin" }).click();
    for (let turn = 1; turn <= 12; ++turn) {
        await play.locator(".play-board:not([data-old])").waitFor();
        await play.locator(".play-board").evaluate((board) => board.setAttribute("data-old", ""));
        await play.getByRole("button", { name: "Commit the move" }).click();
    }
    await play.locator(".play-board:not([data-old])").waitFor();
    await take(play, "play", 1000);
} catch (error) {
    console.error(error);
    process.exitCode = 1;
} finally {
    for (const end of endings) await end();
    rmSync(place, { recursive: true });
    process.exit();
}
