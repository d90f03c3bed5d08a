// Colours as WCAG 2.2 measures contrast, and as people with and without each kind of cone see them: the matrices for
// full severity of Machado, Oliveira and Fernandes 2009, in linear RGB; distances in CIELAB (CIE 1976).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const sheet = readFileSync(new URL("../src/style/colours.css", import.meta.url), "utf8");
const [light, dark] = sheet.split("@media").map((part) =>
    Object.fromEntries([...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour])));

function linear(hex) {
    return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
}
const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
function contrast(a, b) {
    const [high, low] = [luminance(linear(a)), luminance(linear(b))].sort((p, q) => q - p);
    return (high + 0.05) / (low + 0.05);
}
const times = (matrix, v) => matrix.map((row) => row.reduce((sum, m, i) => sum + m * v[i], 0));
const vision = {
    normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
function lab(rgb) {
    const xyz = times([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]],
        rgb.map((v) => Math.min(Math.max(v, 0), 1)));
    const [x, y, z] = xyz.map((v, i) => v / [0.95047, 1, 1.08883][i])
        .map((v) => (v > (6 / 29) ** 3 ? Math.cbrt(v) : v / (3 * (6 / 29) ** 2) + 4 / 29));
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
function distance(a, b, seen) {
    const [p, q] = [a, b].map((hex) => lab(times(vision[seen], linear(hex))));
    return Math.hypot(...p.map((v, i) => v - q[i]));
}

for (const [theme, colour] of [["light", light], ["dark", dark]]) {
    test(`${theme}: text has at least 4.5:1 on every ground it stands on`, () => {
        for (const text of ["ink", "faint", "escalate", "calm", "what-if"]) for (const ground of ["ground", "card"])
            assert.ok(contrast(colour[text], colour[ground]) >= 4.5, `${text} on ${ground}`);
        for (const ground of ["soft", "note"]) for (const text of ["ink", "faint"])
            assert.ok(contrast(colour[text], colour[ground]) >= 4.5, `${text} on ${ground}`);
        for (const shade of [0, 1, 2, 3, 4])
            assert.ok(contrast(colour[shade > 2 ? "on-dark-shade" : "on-light-shade"], colour[`shade-${shade}`]) >= 4.5, `shade ${shade}`);
    });
    test(`${theme}: marks have at least 3:1 on lanes`, () => {
        for (const mark of ["escalate", "calm", "what-if", "this-run"]) for (const ground of ["card", "soft"])
            assert.ok(contrast(colour[mark], colour[ground]) >= 3, `${mark} on ${ground}`);
    });
    test(`${theme}: no two meanings fall together for any of four kinds of vision`, () => {
        const meanings = ["escalate", "calm", "what-if", "this-run"];
        for (const seen of Object.keys(vision)) for (const [i, a] of meanings.entries()) for (const b of meanings.slice(i + 1)) {
            const apart = distance(colour[a], colour[b], seen);
            assert.ok(apart >= 15, `${a} and ${b} are ${apart.toFixed(1)} apart for ${seen}`);
        }
    });
}
