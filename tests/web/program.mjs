// The program and the browser that the tests drive. `STANDOFF` names the program (build/release/bin/standoff if not
// said), `CHROMIUM` the browser (Debian's), and `PAGES` a folder whose app.js and app.css the browser gets in place of
// those in the program (web/built, to try a page before the program is built again).

import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const program = resolve(process.env.STANDOFF ?? join(root, "build/release/bin/standoff"));
if (!existsSync(program)) throw new Error(`no program ${program}: build it, or say in STANDOFF where it is`);
const pages = process.env.PAGES && resolve(process.env.PAGES);

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1360, height: 1000 };

const endings = [];
after(() => Promise.all(endings.map((end) => end())));

/** In place of a test, for what ends with the file of tests. */
export const file = { after: (end) => endings.push(end) };

/** A folder that is gone when the test is over. */
export function folder(test) {
    const path = mkdtempSync(join(tmpdir(), "standoff-web-"));
    test.after(() => rmSync(path, { recursive: true, force: true }));
    return path;
}

/** The file of a shipped scenario. */
export const scenario = (name) => join(root, "scenarios", `${name}.yaml`);

/** Runs the program to its end in a folder; throws with what it said if it fails. */
export async function standoff(cwd, ...words) {
    return promisify(execFile)(program, words, { cwd, maxBuffer: 64 << 20 });
}

/** `standoff serve`, ended with the test: its link, its address and its key. */
export async function serve(test, ...words) {
    const server = spawn(program, ["serve", "--no-open", ...words], { cwd: folder(test), stdio: ["ignore", "pipe", "ignore"] });
    const ended = new Promise((done) => server.once("exit", done));
    test.after(() => {
        server.kill("SIGINT");
        return ended;
    });
    for await (const line of createInterface({ input: server.stdout })) {
        const link = /http:\/\/\S+#k=\w+/.exec(line)?.[0];
        if (link) return { link, address: new URL(link).origin, pid: server.pid };
    }
    throw new Error("standoff serve printed no link");
}

let launched = null;

/** One browser for a file of tests. */
function browser() {
    if (launched === null) {
        launched = chromium.launch({
            executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
            args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
        });
        file.after(async () => (await launched).close());
    }
    return launched;
}

/** A page in a profile of its own, closed with the test. It keeps what no page may do: `faults` (script errors, refused
 *  resources) and `requests` (all of them, to be looked through for one that goes elsewhere). */
export async function page(test, options = {}) {
    const context = await (await browser()).newContext({ viewport: desktop, reducedMotion: "reduce", acceptDownloads: true, ...options });
    context.setDefaultTimeout(20_000);
    test.after(() => context.close());
    for (const name of ["app.js", "app.css"])
        if (pages && existsSync(join(pages, name))) await context.route(`**/${name}`, (route) => route.fulfill({ path: join(pages, name) }));
    const made = await context.newPage();
    const faults = [];
    const requests = [];
    made.on("pageerror", (error) => faults.push(String(error)));
    made.on("console", (message) => {
        // 409: a question that a newer one has taken the place of
        if (/status of 409/.test(message.text())) return;
        if (message.type() === "error" || /Content.Security.Policy/i.test(message.text())) faults.push(message.text());
    });
    made.on("dialog", (dialog) => {
        faults.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
    });
    made.on("request", (request) => requests.push(request.url()));
    return Object.assign(made, { faults, requests });
}

/** From the gallery of a server into a scenario, its first charts drawn. */
export async function open(opened, link, title) {
    await opened.goto(link);
    await opened.getByRole("button", { name: `Open ${title}`, exact: true }).click();
    await opened.locator(".explored svg").first().waitFor();
    await opened.locator(".explored:not(.waiting)").waitFor();
}

export const flagship = "North Korea's missile campaign of 2022";
export const template = "A border of two";

/** Presses Tab until the focus is on what matches. */
export async function tabTo(opened, selector, most = 150) {
    for (let i = 0; i < most; ++i) {
        await opened.keyboard.press("Tab");
        if (await opened.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`Tab does not lead to ${selector}`);
}

/** How far the page is wider than its window, in pixels. */
export async function tooWide(opened) {
    return opened.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}
