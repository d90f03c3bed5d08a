// Builds the pages' files into built/: `npm run build`. The same sources give the same bytes, and CI compares.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

await build({
    entryPoints: { report: "src/report/main.ts", app: "src/app/main.ts" },
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: "es2022",
    legalComments: "none",
    outdir: "built",
    banner: { js: "/* standoff, Apache-2.0. With D3 (d3-array, d3-scale, d3-shape …), Copyright Mike Bostock, ISC licence. */" },
});
await build({
    entryPoints: { report: "src/style/report.css", app: "src/style/app.css" },
    bundle: true,
    minify: true,
    outdir: "built",
});

const sums = readdirSync("built")
    .filter((name) => name !== "SHA256SUMS")
    .sort()
    .map((name) => `${createHash("sha256").update(readFileSync(`built/${name}`)).digest("hex")}  ${name}\n`);
writeFileSync("built/SHA256SUMS", sums.join(""));
