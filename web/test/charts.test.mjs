import assert from "node:assert/strict";
import test from "node:test";
import { compiled } from "./compiled.mjs";

const { dodge, spread } = await compiled("kit/dodge.ts");
const { thin } = await compiled("kit/thin.ts");
const { keyed } = await compiled("kit/parallel.ts");
const { shadeOf } = await compiled("kit/heatmap.ts");
const { directionOf, itemName, actName, labelName, levelName, titled } = await compiled("kit/names.ts");
const { edgesOf } = await compiled("kit/network.ts");
const { lines, cut } = await compiled("kit/text.ts");

/** Numbers from 0 to 1, the same in every run of the test. */
function numbers(seed) {
    let state = seed;
    return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

test("a label says whose variable it is, and toward whom", () => {
    const actors = [{ name: "USA", title: "United States" }, { name: "DPRK", title: "North Korea" }];
    assert.equal(labelName(actors, "tension"), "Tension");
    assert.equal(labelName(actors, "DPRK.worst_pressure"), "Worst pressure, North Korea");
    assert.equal(labelName(actors, "USA.sanctions(DPRK)"), "Sanctions, United States toward North Korea");
});

test("levels are words: a fraction is a share, and nothing is none", () => {
    assert.equal(levelName("relief=0.3, cut=0"), "relief 30%, no cut");
    assert.equal(levelName("size=2.5, deep_cut=0.125"), "size 2.5, deep cut 12.5%");
    assert.equal(levelName("very_far"), "very far");
    assert.equal(levelName("0.15"), "0.15");
    assert.equal(itemName([{ name: "DPRK", title: "North Korea" }], "offer(DPRK, relief=0.6, cut=0.8)"), "offer (North Korea, relief 60%, cut 80%)");
});

test("a short text is the title of what it is about, a long one is not", () => {
    assert.equal(titled({ name: "weeks_to_icbm", about: "Weeks to the first one." }), "Weeks to the first one");
    assert.equal(titled({ name: "weeks_to_icbm", about: "" }), "Weeks to icbm");
    assert.equal(titled({ name: "weeks_to_icbm", about: "long ".repeat(20) }), "Weeks to icbm");
});

test("no two marks of a track are nearer than a target is wide", () => {
    const next = numbers(7);
    for (let round = 0; round < 50; ++round) {
        const marks = Array.from({ length: 60 }, () => ({ x: 800 * next(), weight: Math.floor(9 * next()), low: next() < 0.3, kind: `${Math.floor(3 * next())}` }));
        const { tracks, track } = dodge(marks, 24, 99);
        marks.forEach((a, i) => marks.forEach((b, j) => {
            if (i < j && track[i] === track[j]) assert.ok(Math.abs(a.x - b.x) >= 24);
        }));
        assert.ok(track.every((row) => row >= 0 && row < tracks));
    }
});

test("the loudest act is on top, what calms at the bottom, and a crowd stays within its tracks", () => {
    const at = (weight, low, x = 10, kind = "test") => ({ x, weight, low, kind });
    assert.deepEqual(dodge([at(3, false), at(8, false), at(0, true)], 24, 8), { tracks: 3, track: [1, 0, 2] });
    assert.deepEqual(dodge([at(1, false, 0), at(0, true, 99)], 24, 8), { tracks: 1, track: [0, 0] });
    assert.equal(dodge(Array.from({ length: 40 }, () => at(1, false)), 24, 8).tracks, 8);
    assert.equal(dodge([], 24, 8).tracks, 1);
});

test("kinds keep to tracks of their own where there are enough, and share one where they have room", () => {
    const mark = (x, weight, kind) => ({ x, weight, low: false, kind });
    const crowd = [mark(0, 3, "refuse"), mark(20, 5, "test"), mark(40, 4, "test"), mark(30, 3, "refuse")];
    assert.deepEqual(dodge(crowd, 24, 8), { tracks: 3, track: [2, 0, 1, 2] });
    assert.deepEqual(dodge(crowd, 24, 2), { tracks: 2, track: [1, 0, 1, 0] });
    assert.deepEqual(dodge([mark(0, 3, "refuse"), mark(50, 5, "test"), mark(99, 3, "refuse")], 24, 8), { tracks: 1, track: [0, 0, 0] });
});

test("labels keep their order and distance and stay within their room", () => {
    const places = spread([50, 52, 51, 99], 14, 0, 100);
    const sorted = [...places].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; ++i) assert.ok(sorted[i] - sorted[i - 1] >= 14);
    assert.ok(places[0] < places[2] && places[2] < places[1] && places[3] <= 100);
});

test("a thinned series keeps its extremes in order and is short", () => {
    const next = numbers(3);
    const values = Array.from({ length: 10_000 }, next);
    values[4321] = 9;
    values[1234] = -9;
    const drawn = thin(values, 0, 9_999, 500);
    assert.ok(drawn.length <= 1000);
    assert.ok(drawn.includes(4321) && drawn.includes(1234));
    assert.deepEqual(drawn, [...drawn].sort((a, b) => a - b));
    assert.deepEqual(thin([5, 6, 7], 0, 9, 500), [0, 1, 2]);
});

test("keys mark, move and clear a stretch of an axis, within the axis", () => {
    assert.deepEqual(keyed(null, "Enter", false), { low: 0.5, high: 1 });
    assert.equal(keyed({ low: 0.5, high: 1 }, "Enter", false), null);
    assert.deepEqual(keyed({ low: 0.5, high: 1 }, "ArrowUp", false), { low: 0.5, high: 1 });
    assert.deepEqual(keyed({ low: 0.05, high: 0.5 }, "ArrowDown", false), { low: 0, high: 0.45 });
    assert.equal(keyed({ low: 0.5, high: 0.6 }, "ArrowDown", true).high, 0.6);
    assert.equal(keyed(null, "a", false), undefined);
});

test("shades run from the least value to the greatest", () => {
    assert.deepEqual([0, 0.19, 0.5, 1].map((v) => shadeOf(v, 0, 1)), [0, 0, 2, 4]);
    assert.equal(shadeOf(3, 3, 3), 0);
});

const actors = [{ name: "A", title: "Aldria", thing: false }, { name: "B", title: "Bor", thing: false }, { name: "gun", title: "long gun", thing: true }];
const act = (more) => ({ step: 0, actor: "A", channel: "main", action: "press_on", target: "B", level: "", count: 1, rung: 3, ...more });

test("rungs up to 1 calm; a model without a ladder has no direction", () => {
    const direction = directionOf([act({}), act({ rung: 1 })]);
    assert.equal(direction(act({ rung: 1 })), "calms");
    assert.equal(direction(act({ rung: 1.5 })), "escalates");
    assert.equal(direction(act({ channel: "", rung: null })), "neutral");
    assert.equal(directionOf([act({ rung: 0 })])(act({ rung: 0 })), "neutral");
});

test("items are told with titles", () => {
    assert.equal(itemName(actors, "test(gun, far)"), "test (long gun, far)");
    assert.equal(itemName(actors, "press_on(B)"), "press on (Bor)");
    assert.equal(itemName(actors, "hold"), "hold");
    assert.equal(actName(actors, act({ count: 2, level: "far" })), "press on (Bor, far) ×2");
});

test("arrows count acts of one actor on another by direction", () => {
    const edges = edgesOf([act({}), act({}), act({ rung: 0 }), act({ target: "gun" }), act({ target: "" }), act({ channel: "" })], actors);
    assert.deepEqual(edges, [{ from: "A", to: "B", direction: "escalates", count: 2 }, { from: "A", to: "B", direction: "calms", count: 1 }]);
});

test("text is wrapped at words and cut with an ellipsis", () => {
    assert.deepEqual(lines("one two three", 60, 9), ["one two", "three"]);
    assert.equal(lines("a long text that goes on and on", 60, 2).length, 2);
    assert.ok(lines("a long text that goes on and on", 60, 2)[1].endsWith("…"));
    assert.equal(cut("short", 99), "short");
});
