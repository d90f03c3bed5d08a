import assert from "node:assert/strict";
import test from "node:test";
import { compiled } from "./compiled.mjs";

const { whyClosed } = await compiled("app/closed.ts");

const view = {
    actors: [{ name: "A", title: "Aldria" }, { name: "B", title: "Bor" }], turn: { actor: "A" },
    beliefs: ["B.asked(A)", "A.warned(B)", "outcry", "A.pledge", "B.hope"].map((label) => ({ label })),
};
const told = (reason) => whyClosed(view, { target: "B", reason });

test("a condition that compares with a number is a sentence about whose variable it is", () => {
    assert.deepEqual(told('it needs target.asked(self) >= 0.1; "target.asked(self) >= 0.1" does not hold (0 against 0.1)'),
        ["Asked, Bor toward Aldria must be at least 0.1; it is 0."]);
    assert.deepEqual(told('it needs x; "warned(target) > 0.5" does not hold (0.25 against 0.5) and "outcry < 0.2" does not hold (0.3 against 0.2)'),
        ["Warned, Aldria toward Bor must be more than 0.5; it is 0.25.", "Outcry must be less than 0.2; it is 0.3."]);
    assert.deepEqual(told('it needs pledge <= 0; "pledge <= 0" does not hold (0.7 against 0)'), ["Pledge, Aldria must be at most 0; it is 0.7."]);
});

test("what is no comparison of one variable with a number is left to the formula", () => {
    assert.deepEqual(told('it needs level * target.loud < 1; "level * target.loud < 1" does not hold (1 against 1)'), []);
    assert.deepEqual(told('it needs since(push) > 13 weeks; "since(push) > 13 weeks" does not hold (7 against 91)'), []);
    assert.deepEqual(told('it needs unheard > 1; "unheard > 1" does not hold (0 against 1)'), [], "a name that the seat does not know");
    assert.deepEqual(told("it needs the agreement of all"), []);
});
