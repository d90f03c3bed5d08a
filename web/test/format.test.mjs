import assert from "node:assert/strict";
import test from "node:test";
import { compiled } from "./compiled.mjs";

const { value, signed, shares, words, capital } = await compiled("kit/format.ts");
const { percent, number, say } = await compiled("words.ts");
const { wilson } = await compiled("kit/interval.ts");

test("values have three digits, a minus sign that is one, and words for what is no number", () => {
    assert.equal(value(0.123456), "0.123");
    assert.equal(value(1234), "1,234");
    assert.equal(value(-2.5), "−2.5");
    assert.equal(value(0.0000123), "1.2e−5");
    assert.equal(value(0), "0");
    assert.equal(value("inf"), "never");
    assert.equal(value(null), "no value");
});

test("durations are told in the largest unit that they hold twice", () => {
    assert.equal(value(1, true), "1 day");
    assert.equal(value(13, true), "13 days");
    assert.equal(value(14, true), "2 weeks");
    assert.equal(value(91.3125, true), "3 months");
    assert.equal(value(4383, true), "12 years");
    assert.equal(value(-21, true), "−3 weeks");
});

test("differences carry their sign, and none has none", () => {
    assert.equal(signed(0.3), "+0.3");
    assert.equal(signed(-0.3), "−0.3");
    assert.equal(signed(0), "0");
});

test("a percentage is never 0% or 100% of what is neither", () => {
    assert.equal(percent(0), "0%");
    assert.equal(percent(0.002), "<1%");
    assert.equal(percent(0.998), ">99%");
    assert.equal(percent(1), "100%");
});

test("shares that lie close together get a decimal", () => {
    assert.equal(shares(0, 0.03)(0.0125), "1.3%");
    assert.equal(shares(0, 0.5)(0.0125), "1%");
});

test("names of the file become words", () => {
    assert.equal(capital(words("snap_back")), "Snap back");
});

test("a text chooses its plural by the count and refuses what it does not know", () => {
    assert.equal(say("lanes.acts", { count: 1 }), "1 act");
    assert.equal(say("lanes.acts", { count: 1000 }), "1,000 acts");
    assert.throws(() => say("no.such.key"));
    assert.throws(() => say("kit.date", { day: "1" }));
    assert.equal(number(0.12345), "0.123");
});

test("Wilson's interval has the values of Newcombe 1998, table I, method 3", () => {
    for (const [count, runs, low, high] of [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718]]) {
        const interval = wilson(count, runs);
        assert.equal(interval.low.toFixed(4), low.toFixed(4));
        assert.equal(interval.high.toFixed(4), high.toFixed(4));
    }
});
