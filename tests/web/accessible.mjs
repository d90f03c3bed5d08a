// What axe says of a page as it stands, by the rules of WCAG 2.2 A and AA.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Fails with every finding. The checker is put into the page from outside, past its policy on scripts. */
export async function assertAccessible(page, what) {
    const session = await page.context().newCDPSession(page);
    await session.send("Page.enable");
    await session.send("Runtime.evaluate", { expression: axe });
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
        expression: `axe.run({runOnly: ${JSON.stringify(tags)}}).then((found) => JSON.stringify({
            passes: found.passes.length,
            violations: found.violations.map((one) => [one.id, one.help, one.nodes.map((node) => node.target.join(" ") + ": " + node.failureSummary).slice(0, 5)]),
        }))`,
        awaitPromise: true,
    });
    assert.equal(exceptionDetails, undefined, `${what}: axe did not run`);
    const { passes, violations } = JSON.parse(result.value);
    assert.ok(passes > 10, `${what}: axe looked at nothing`);
    assert.deepEqual(violations, [], what);
}
