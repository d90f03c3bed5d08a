import assert from "node:assert/strict";
import test from "node:test";
import { compiled } from "./compiled.mjs";

const { stepName, timeTicks, placeOf } = await compiled("kit/time.ts");
const { Timeline } = await compiled("kit/timeline.ts");

function dated(start, steps, days, months) {
    const first = new Date(`${start}T00:00Z`);
    const dates = Array.from({ length: steps + 1 }, (_, i) => new Date(Date.UTC(
        first.getUTCFullYear(), first.getUTCMonth() + i * months, first.getUTCDate() + i * days)).toISOString().slice(0, 10));
    return { dated: true, start, end: "2023-12-31", steps, step_days: days, step_months: months, dates };
}
const weeks = dated("2022-01-03", 104, 7, 0);
const abstract = { dated: false, start: "", end: "", steps: 12, step_days: 0, step_months: 0, dates: [] };

test("a step is named by its kind", () => {
    assert.equal(stepName(weeks, 10), "Week of 14 March 2022");
    assert.equal(stepName(weeks, 104), "End, 31 December 2023");
    assert.equal(stepName(dated("2022-01-03", 9, 1, 0), 1), "4 January 2022");
    assert.equal(stepName(dated("2022-01-03", 9, 14, 0), 1), "From 17 January 2022");
    assert.equal(stepName(dated("2022-01-01", 24, 0, 1), 13), "February 2023");
    assert.equal(stepName(dated("2022-01-01", 8, 0, 3), 1), "From April 2022");
    assert.equal(stepName(dated("1990-01-01", 8, 0, 12), 3), "1993");
    assert.equal(stepName(abstract, 5), "Step 5");
});

test("a day lies between the states around it", () => {
    assert.equal(placeOf(weeks, Date.parse("2022-01-10")), 1);
    assert.equal(placeOf(weeks, Date.parse("2022-01-13")), 1 + 3 / 7);
});

test("ticks are at month starts, no more than there is room for, and the year is told once", () => {
    const ticks = timeTicks(weeks, 0, 104, 9);
    assert.deepEqual(ticks.map((tick) => tick.label), ["Jan 2022", "Apr", "Jul", "Oct", "Jan 2023", "Apr", "Jul", "Oct", "Jan 2024"]);
    for (const tick of ticks.slice(1)) {
        const at = Date.parse(weeks.dates[Math.floor(tick.at)]) + (tick.at % 1) * 7 * 86_400_000;
        assert.equal(new Date(at).getUTCDate(), 1);
    }
    assert.ok(timeTicks(dated("2012-01-02", 572, 7, 0), 0, 572, 5).length <= 5);
});

test("a few weeks in view have ticks at their days", () => {
    assert.deepEqual(timeTicks(weeks, 0, 4, 9).map((tick) => tick.label), ["3 Jan", "10 Jan", "17 Jan", "24 Jan", "31 Jan"]);
});

test("abstract time has whole numbers", () => {
    assert.deepEqual(timeTicks(abstract, 0, 12, 7).map((tick) => tick.at), [0, 2, 4, 6, 8, 10, 12]);
    assert.ok(timeTicks({ ...abstract, steps: 2 }, 0, 2, 9).every((tick) => Number.isInteger(tick.at)));
});

test("the stretch in view stays within the run and follows the step", () => {
    const timeline = new Timeline(weeks);
    timeline.zoom(100, 120);
    assert.deepEqual([timeline.from, timeline.to], [84, 104]);
    timeline.zoom(50, 51);
    assert.equal(timeline.to - timeline.from, 6);
    timeline.moveTo(3);
    assert.ok(timeline.from <= 3 && 3 <= timeline.to);
    timeline.moveTo(999);
    assert.equal(timeline.step, 104);
    timeline.zoomOut();
    assert.equal(timeline.zoomed, false);
});
