// Studies whose reports the tests open: each is made once, by the program, in a folder that is gone after the tests.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { file, folder, page, standoff } from "./program.mjs";

export const place = folder(file);
const pages = new Map();

/** The address of the report of a study, made once: `kind` is its folder or file. */
function report(kind, words, ...more) {
    if (!pages.has(kind)) pages.set(kind, (async () => {
        await standoff(place, ...words, "--out", kind, "--quiet", ...more);
        const out = `${kind.replace(/\W/g, "-")}.html`;
        await standoff(place, "report", kind, "--out", out);
        return pathToFileURL(join(place, out)).href;
    })());
    return pages.get(kind);
}

export const studies = {
    compare: () => report("compared", ["compare", "dprk/2022", "--variant", "no_drills", "--runs", "200"]),
    grid: () => report("grid.sqlite", ["sweep", "dprk/2022", "--experiment", "attention", "--runs", "60"], "--csv"),
    cube: () => report("cube.sqlite", ["sweep", "dprk/2022", "--vary", "forgetting=prior", "--vary", "w_security=0:2",
        "--vary", "USA.policy=strategic_patience,hardline,engage", "--design", "lhs", "--points", "48", "--runs", "20"], "--csv"),
    morris: () => report("morris", ["sensitivity", "dprk/2022", "--method", "morris", "--samples", "10", "--runs", "10"]),
    sobol: () => report("sobol", ["sensitivity", "dprk/2022", "--method", "sobol", "--samples", "16", "--runs", "10"]),
};

/** Rows of a file of results by column; none of its texts holds a comma or a quote. */
export async function rows(name) {
    const [head, ...lines] = (await readFile(join(place, name), "utf8")).trim().split("\n").map((line) => line.split(","));
    return lines.map((line) => Object.fromEntries(head.map((column, i) => [column, line[i]])));
}

/** Opens a report; returns the page and where a chart is. */
export async function opened(t, address, options) {
    const made = await page(t, options);
    await made.goto(await address);
    await made.locator("svg.chart").first().waitFor();
    return Object.assign(made, { chart: (kind) => made.locator(`[data-chart="${kind}"]`) });
}
