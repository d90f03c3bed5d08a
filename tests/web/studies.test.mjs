// Charts of comparisons, sweeps and sensitivity studies: what is drawn is what the files of results say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { tabTo } from "./program.mjs";
import { opened, rows, studies } from "./studies.mjs";

const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;
const near = (a, b, by, what) => assert.ok(Math.abs(a - b) <= by, `${what}: ${a} and ${b}`);

const texts = (chart, selector = "text") => chart.locator(`svg.chart ${selector}`).allTextContents();
const numbersOf = (chart, selector, name) => chart.locator(`svg.chart ${selector}`)
    .evaluateAll((all, attribute) => all.map((one) => Number(one.getAttribute(attribute))), name);

/** From places on an axis to what they stand for, by two of its ticks: `[text, place]`. */
async function scaleOf(chart, read = Number.parseFloat) {
    const ticks = await chart.locator("svg.chart text.tick").evaluateAll((all) => all.map((one) => [one.textContent, Number(one.getAttribute("x"))]));
    const [[first, from], [last, to]] = [ticks[0], ticks.at(-1)];
    return (x) => read(first) + ((x - from) / (to - from)) * (read(last) - read(first));
}

test("A comparison: bars, counts and differences are those of runs.csv and comparison.csv", async (t) => {
    const here = await opened(t, studies.compare());
    const runs = await rows("compared/runs.csv");
    const quantities = await rows("compared/comparison.csv");
    const ended = (variant, outcome) => runs.filter((run) => run.variant === variant && run.outcome === outcome).length;
    const names = quantities.filter((row) => row.kind === "outcome").map((row) => row.measure);
    const chart = here.chart("compare-outcomes");
    assert.deepEqual((await texts(chart)).filter((text) => / of 200$/.test(text)),
        names.flatMap((name) => [`${ended("base", name)} of 200`, `${ended("no_drills", name)} of 200`]));
    const widths = await numbersOf(chart, "rect.bar", "width");
    const at = await scaleOf(chart);
    const lefts = await numbersOf(chart, "rect.bar", "x");
    names.flatMap((name) => [ended("base", name), ended("no_drills", name)]).forEach((count, i) =>
        near(at(lefts[i] + widths[i]), count / 2, 0.6, `the bar of ${names[i >> 1]} in percent`));

    const differences = here.chart("compare-differences");
    const drawn = quantities.filter((row) => row.low !== "" && row.high !== "");
    const dots = await numbersOf(differences, "circle.difference", "cx");
    assert.equal(dots.length, drawn.length);
    const middle = (await numbersOf(differences, "line.axis", "x1"))[0];
    drawn.forEach((row, i) => assert.equal(Math.sign(Math.round(dots[i] - middle)), Math.sign(Number(row.difference)), `${row.measure} is on its side`));
    const whiskers = await differences.locator("svg.chart path.difference").evaluateAll((all) => all.map((one) => one.getAttribute("d").match(/-?[\d.]+/g).map(Number)));
    drawn.forEach((row, i) => {
        const [low, , high] = whiskers[i];
        const reach = Math.max(Math.abs(row.low), Math.abs(row.high));
        if (reach === 0) return;
        const unit = Math.max(Math.abs(low - middle), Math.abs(high - middle)) / reach;
        near(dots[i], middle + unit * row.difference, 0.5, `the dot of ${row.measure}`);
        near(low, middle + unit * row.low, 0.5, `the lower end of ${row.measure}`);
        near(high, middle + unit * row.high, 0.5, `the upper end of ${row.measure}`);
    });
    const clear = drawn.filter((row) => Number(row.low) > 0 || Number(row.high) < 0).length;
    assert.equal(await differences.locator("circle.difference.what-if:not(.key *)").count(), clear);
    assert.match(await differences.locator(".summary").innerText(), new RegExp(`In ${clear} of `));
});

test("A grid: each cell of the heat map is the mean of its runs, darker where it is more", async (t) => {
    const here = await opened(t, studies.grid());
    const runs = await rows("grid.csv");
    const chart = here.chart("sweep-heatmap");
    await chart.locator("select").selectOption({ label: "Launch weeks" });
    const cells = await texts(chart, "text.middle:not(.tick)");
    const shades = await chart.locator("svg.chart rect.cell").evaluateAll((all) => all.map((one) => Number(/shade-(\d)/.exec(one.getAttribute("class"))[1])));
    const [up, across] = (await texts(chart, "text.strong")).map((text) => text.split(": ")[1]);
    const levels = (factor) => [...new Set(runs.map((run) => run[factor]))];
    assert.deepEqual((await texts(chart, "text.tick.middle")).length, levels(across).length);
    const means = levels(across).flatMap((a) => levels(up).map((b) =>
        mean(runs.filter((run) => run[across] === a && run[up] === b).map((run) => Number(run.launch_weeks)))));
    assert.equal(cells.length, 9);
    means.forEach((v, i) => near(Number(cells[i]), v, 0.06, `cell ${i}`));
    means.forEach((v, i) => means.forEach((w, k) => v > w && assert.ok(shades[i] >= shades[k], "a darker cell has the larger mean")));
    assert.equal(shades[means.indexOf(Math.max(...means))], 4);
    assert.equal(shades[means.indexOf(Math.min(...means))], 0);
});

test("A grid: each level stands at its mean, and each line passes where its point was", async (t) => {
    const here = await opened(t, studies.grid());
    const runs = await rows("grid.csv");
    const tornado = here.chart("tornado");
    await tornado.locator("select").selectOption({ label: "Launch weeks" });
    const at = await scaleOf(tornado);
    const levels = await tornado.locator("svg.chart circle.level").evaluateAll((all) => all.map((one) =>
        [one.querySelector("title").textContent.split(": ")[0], Number(one.getAttribute("cx"))]));
    const column = { "2 weeks": ["forgetting", "14"], "6 weeks": ["forgetting", "42"], "6 months": ["forgetting", "182"] };
    assert.equal(levels.length, 6);
    for (const [label, x] of levels) {
        const [factor, value] = column[label] ?? ["USA.policy", label.replaceAll(" ", "_")];
        near(at(x), mean(runs.filter((run) => run[factor] === value).map((run) => Number(run.launch_weeks))), 0.15, label);
    }
    const lines = here.chart("sweep-lines");
    const weeks = await lines.locator("svg.chart .brush").evaluateAll((all) => {
        const axis = all.find((one) => one.querySelector("text").textContent === "Launch weeks");
        const line = axis.querySelector("line");
        const ends = [...axis.querySelectorAll("text.tick")].map((one) => Number(one.textContent));
        return { x: Number(line.getAttribute("x1")), top: Number(line.getAttribute("y1")), bottom: Number(line.getAttribute("y2")), ends };
    });
    const passed = await lines.locator("svg.chart path.profile").evaluateAll((all, x) => all.map((one) => one.getAttribute("d").split(/[ML]/).slice(1)
        .map((pair) => pair.split(",").map(Number)).find(([px]) => Math.abs(px - x) < 0.1)[1]), weeks.x);
    const [low, high] = [Math.min(...weeks.ends), Math.max(...weeks.ends)];
    const told = passed.map((y) => low + ((weeks.bottom - y) / (weeks.bottom - weeks.top)) * (high - low)).sort((a, b) => a - b);
    const points = [...new Set(runs.map((run) => run.point))].map((point) => mean(runs.filter((run) => run.point === point).map((run) => Number(run.launch_weeks)))).sort((a, b) => a - b);
    assert.equal(told.length, points.length);
    points.forEach((v, i) => near(told[i], v, 0.2, `line ${i}`));
});

test("A mark on an axis keeps the lines that pass there, by keyboard and by drag", async (t) => {
    const here = await opened(t, studies.cube());
    const runs = await rows("cube.csv");
    const points = new Map(runs.map((run) => [run.point, Number(run.forgetting)]));
    const [low, high] = [Math.min(...points.values()), Math.max(...points.values())];
    const upper = [...points.values()].filter((v) => v >= (low + high) / 2).length;
    const lines = here.chart("sweep-lines");
    const axis = lines.locator('[role="button"]').first();
    await tabTo(here, '[data-chart="sweep-lines"] [role="button"]');
    await here.keyboard.press("Enter");
    assert.equal(await axis.getAttribute("aria-pressed"), "true");
    assert.match(await lines.locator(".controls p").innerText(), new RegExp(`^${upper} of 48 lines`));
    assert.equal(await lines.locator("path.profile.off:not(.key *)").count(), 48 - upper);
    await here.keyboard.press("Escape");
    assert.match(await lines.locator(".controls p").innerText(), /^48 lines/);
    const box = await axis.boundingBox();
    await here.mouse.move(box.x + box.width / 2, box.y + 4);
    await here.mouse.down();
    await here.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    await here.mouse.up();
    near(Number.parseInt(await lines.locator(".controls p").innerText(), 10), upper, 1, "dragging over the upper half");
});

test("Lines have the shade of the chosen result, and a factor of ranges says them", async (t) => {
    const here = await opened(t, studies.cube());
    const runs = await rows("cube.csv");
    const lines = here.chart("sweep-lines");
    await lines.locator("select").selectOption({ label: "Missiles" });
    const means = [...new Set(runs.map((run) => run.point))].map((point) => mean(runs.filter((run) => run.point === point).map((run) => Number(run.missiles))));
    const [low, high] = [Math.min(...means), Math.max(...means)];
    for (const [depth, from, to] of [["low", 0, 1], ["middling", 1, 2], ["high", 2, 3]]) {
        const third = (v) => Math.min(2, Math.floor((3 * (v - low)) / (high - low)));
        near(await lines.locator(`svg.chart path.profile.${depth}`).count(), means.filter((v) => third(v) >= from && third(v) < to).length, 1, depth);
    }
    assert.match(await lines.locator(".key").innerText(), /Missiles [\d.]+ to [\d.]+/);
    await here.chart("sweep-heatmap").locator("select").selectOption({ label: "Missiles" });
    assert.match((await texts(here.chart("tornado"), "title")).join("|"), /[\d.]+ to [\d.]+ (weeks|months)/);
});

for (const [method, index, read] of [["morris", "mu_star", Number], ["sobol", "total", (text) => Number.parseFloat(text) / 100]])
    test(`A study by ${method}: its bars are the index ${index} of indices.csv, the largest on top`, async (t) => {
        const here = await opened(t, studies[method]());
        const indices = (await rows(`${method}/indices.csv`)).filter((row) => row.measure === "missiles" && row.index === index)
            .map((row) => ({ ...row, value: Number(row.value), low: Number(row.low), high: Number(row.high) }))
            .sort((a, b) => b.value - a.value);
        const chart = here.chart("tornado");
        const bars = await chart.locator("svg.chart rect.bar").evaluateAll((all) => all.map((one) => Number(one.getAttribute("x")) + Number(one.getAttribute("width"))));
        const at = await scaleOf(chart, read);
        assert.ok(bars.length >= 10);
        const reach = Math.max(...indices.slice(0, bars.length).map((row) => row.high));
        bars.forEach((end, i) => near(at(end), indices[i].value, 0.01 * reach, indices[i].parameter));
        const whiskers = await chart.locator("svg.chart path.interval").evaluateAll((all) => all.map((one) => one.getAttribute("d").match(/-?[\d.]+/g).map(Number)));
        whiskers.forEach(([low, , high], i) => {
            near(at(low), indices[i].low, 0.01 * reach, `from, ${indices[i].parameter}`);
            near(at(high), indices[i].high, 0.01 * reach, `to, ${indices[i].parameter}`);
        });
        assert.equal((await texts(chart, "text.strong"))[0], indices[0].parameter);
    });
