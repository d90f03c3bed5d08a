import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = new URL("../", import.meta.url);
const sources = readdirSync(new URL("src", folder), { recursive: true }).filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(new URL(`src/${name}`, folder), "utf8")).join("\n");
const keys = ["kit", "report", "app"].flatMap((name) => Object.keys(JSON.parse(readFileSync(new URL(`strings/en/${name}.json`, folder), "utf8"))));
const stems = new Set(keys.map((key) => key.replace(/\.(one|other)$/, "")));
/** Keys as they stand in the sources, and patterns of those that are put together: `kit.${name}`. */
const texts = [...sources.matchAll(/["`]((?:kit|lanes|fans|outcomes|when|network|tornado|heatmap|parallel|differences|why|report|compare|sweep|sensitivity|app|gallery|settings|play|debrief|about|present|explore|explored|predict|closed)\.[\w${}.-]+)["`]/g)]
    .map(([, text]) => text);
const plain = texts.filter((text) => !text.includes("$"));
const patterns = texts.filter((text) => text.includes("$"))
    .map((text) => new RegExp(`^${text.replaceAll(".", "\\.").replace(/\$\{[^}]*\}+/g, "[\\w-]+")}$`));

test("every text that the sources name is in the catalogue", () => {
    assert.deepEqual(plain.filter((key) => !stems.has(key)), []);
});

test("every text of the catalogue is used", () => {
    assert.deepEqual([...stems].filter((key) => !plain.includes(key) && !patterns.some((pattern) => pattern.test(key))), []);
});
