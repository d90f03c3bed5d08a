// The program and the browser that the tests drive. `STANDOFF` names the program (build/release/bin/standoff if not
// said), `CHROMIUM` the browser (Debian's).

import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
export const program = process.env.STANDOFF ?? join(root, "build/release/bin/standoff");

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1360, height: 1000 };

/** A folder that is gone when the test is over. */
export function folder(test) {
    const path = mkdtempSync(join(tmpdir(), "standoff-web-"));
    test.after(() => rmSync(path, { recursive: true, force: true }));
    return path;
}

/** Runs the program to its end in a folder; throws with what it said if it fails. */
export async function standoff(cwd, ...words) {
    return promisify(execFile)(program, words, { cwd, maxBuffer: 64 << 20 });
}

/** `standoff serve`, ended with the test: its link, its address and its key. */
export async function serve(test, ...words) {
    const server = spawn(program, ["serve", "--no-open", ...words], { cwd: folder(test), stdio: ["ignore", "pipe", "inherit"] });
    test.after(() => server.kill("SIGINT"));
    for await (const line of createInterface({ input: server.stdout })) {
        const link = /http:\/\/\S+#k=\w+/.exec(line)?.[0];
        if (link) return { link, address: new URL(link).origin, key: link.split("#k=")[1], pid: server.pid };
    }
    throw new Error("standoff serve printed no link");
}

/** A page that fails the test for what no page may do: a script error, a refused resource, a request elsewhere. */
export async function page(test, options = {}) {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    const context = await browser.newContext({ viewport: desktop, reducedMotion: "reduce", acceptDownloads: true, ...options });
    const made = await context.newPage();
    const faults = [];
    const requests = [];
    made.on("pageerror", (error) => faults.push(String(error)));
    made.on("console", (message) => {
        if (message.type() === "error" || /Content.Security.Policy/i.test(message.text())) faults.push(message.text());
    });
    made.on("request", (request) => requests.push(request.url()));
    test.after(() => browser.close());
    return Object.assign(made, { faults, requests });
}
