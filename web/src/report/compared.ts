// The charts of a comparison, of a sweep and of a sensitivity study: which figures stand in which place.

import type { Compared, CompareView, Num, SensitivityView, SweepView } from "../data";
import { clear, differences } from "../kit/differences";
import type { Chart } from "../kit/figure";
import { capital, range, shares, value, words } from "../kit/format";
import { heatmap } from "../kit/heatmap";
import { wilson } from "../kit/interval";
import { outcomes, type Share } from "../kit/outcomes";
import { parallel, type ParallelAxis } from "../kit/parallel";
import { effects, margins } from "../kit/tornado";
import { percent, say } from "../words";

function shareOf(share: number, runs: number): Share {
    const count = Math.round(share * runs);
    return { share, count, ...wilson(count, runs) };
}

export function comparedOutcomes(view: CompareView, index: number): Chart | null {
    const alternative = view.alternatives[index];
    const rows = (alternative?.quantities ?? []).filter((q) => q.kind === "outcome");
    if (!alternative || rows.length === 0) return null;
    const moved = [...rows].sort((a, b) => Math.abs(Number(b.difference)) - Math.abs(Number(a.difference)))[0] as Compared;
    return outcomes(rows.map((q) => ({ name: q.name, about: "", ...shareOf(Number(q.base), q.runs),
        whatIf: shareOf(Number(q.alternative), q.runs) })), {
        title: say("compare.outcomes"), runs: alternative.pairs, shown: "",
        summary: say("compare.outcomes_summary", { name: words(moved.name), base: percent(Number(moved.base)),
            alternative: percent(Number(moved.alternative)), what: alternativeName(alternative), pairs: alternative.pairs }),
        names: { base: words(view.base), whatIf: alternativeName(alternative) } });
}

export function comparedDifferences(view: CompareView, index: number): Chart | null {
    const alternative = view.alternatives[index];
    if (!alternative) return null;
    const known = alternative.quantities.filter((q) => typeof q.difference === "number");
    if (known.length === 0) return null;
    return differences(known, { title: say("compare.differences"),
        summary: say("compare.differences_summary", { what: alternativeName(alternative), base: words(view.base), pairs: alternative.pairs,
            count: known.filter(clear).length, of: known.length }) });
}

/** What a column's numbers look like, over the points of the sweep. */
function formatOf(view: SweepView, column: number): (v: number) => string {
    const { outcome, duration } = view.columns[column] ?? { outcome: false, duration: false };
    if (!outcome) return (v) => value(v, duration);
    const means = view.rows.map((row) => Number(row.means[column]));
    return shares(Math.min(...means), Math.max(...means));
}

function columnName(column: { name: string; outcome: boolean }): string {
    return column.outcome ? say("sweep.share", { name: words(column.name) }) : capital(words(column.name));
}

/** A level is a word, a number, or a stretch of numbers. */
function levelName(kind: string, level: { value: string; low: number; high: number }): string {
    if (level.value !== "") return words(level.value);
    const isDuration = kind === "duration";
    return level.low === level.high ? value(level.low, isDuration) : range(level.low, level.high, isDuration);
}

/** Columns of a sweep that a chart can show, those with numbers; without what is the same at every point, unless all is. */
export function sweepColumns(view: SweepView): { index: number; name: string }[] {
    const all = view.columns.map((column, index) => ({ index, name: columnName(column) }))
        .filter(({ index }) => typeof view.overall[index]?.mean === "number");
    const varied = all.filter(({ index }) => new Set(view.rows.map((row) => row.means[index])).size > 1);
    return varied.length > 0 ? varied : all;
}

export function sweepMargins(view: SweepView, column: number): Chart | null {
    const what = view.columns[column];
    const overall = view.overall[column]?.mean;
    if (!what || typeof overall !== "number") return null;
    const format = formatOf(view, column);
    const rows = view.factors.map((factor) => ({ name: factor.path, about: "", levels: factor.levels.flatMap((level) => {
        const mean = level.means[column]?.mean;
        return typeof mean === "number" ? [{ label: levelName(factor.kind, level), value: mean }] : [];
    }) })).filter((row) => row.levels.length > 1);
    if (rows.length === 0) return null;
    const reach = (row: { levels: { value: number }[] }): number =>
        Math.max(...row.levels.map((level) => level.value)) - Math.min(...row.levels.map((level) => level.value));
    const first = [...rows].sort((a, b) => reach(b) - reach(a))[0] as (typeof rows)[number];
    const ends = first.levels.map((level) => level.value);
    return margins(rows, overall, { title: say("sweep.single"), format, unit: columnName(what),
        summary: say("sweep.one_summary", { factor: first.name, name: columnName(what).toLowerCase(),
            low: format(Math.min(...ends)), high: format(Math.max(...ends)), points: view.points, runs: view.runs }) });
}

/** The two factors that move a column most, over the mean of all points that share their levels. */
export function sweepHeatmap(view: SweepView, column: number): Chart | null {
    const what = view.columns[column];
    const several = view.factors.map((factor, index) => ({ factor, index })).filter(({ factor }) =>
        factor.levels.length > 1 && factor.levels.length <= 14 && factor.levels.every((level) => level.points > 0));
    const reach = (levels: { means: { mean: Num }[] }[]): number => {
        const means = levels.map((level) => Number(level.means[column]?.mean));
        return Math.max(...means) - Math.min(...means);
    };
    const [a, b] = several.sort((p, q) => reach(q.factor.levels) - reach(p.factor.levels));
    if (!what || !a || !b) return null;
    const [across, up] = a.factor.levels.length >= b.factor.levels.length ? [a, b] : [b, a];
    const at = (which: typeof a, v: number | string | undefined): number =>
        which.factor.levels.findIndex((level) => (typeof v === "number" ? level.low <= v && v <= level.high : level.value === v));
    const sums = across.factor.levels.map(() => up.factor.levels.map(() => ({ sum: 0, count: 0 })));
    for (const row of view.rows) {
        const cell = sums[at(across, row.values[across.index])]?.[at(up, row.values[up.index])];
        const mean = row.means[column];
        if (!cell || typeof mean !== "number") continue;
        cell.sum += mean;
        ++cell.count;
    }
    const cells = sums.map((each) => each.map(({ sum, count }) => (count > 0 ? sum / count : null)));
    const values = cells.flat().filter((v): v is number => v !== null);
    if (values.length < 4) return null;
    const format = formatOf(view, column);
    const axis = (which: typeof a) => ({ name: which.factor.path,
        levels: which.factor.levels.map((level) => levelName(which.factor.kind, level)) });
    return heatmap({ across: axis(across), up: axis(up), cells }, { title: say("sweep.two"), format,
        summary: say("sweep.two_summary", { name: columnName(what), low: format(Math.min(...values)), high: format(Math.max(...values)),
            a: across.factor.path, b: up.factor.path }) });
}

/** Columns that the lines of a sweep pass through. */
export function sweepLineColumns(view: SweepView): { index: number; name: string }[] {
    return sweepColumns(view).slice(0, 5);
}

/** The lines have the shade of one column. */
export function sweepLines(view: SweepView, shaded: number): Chart | null {
    if (view.rows.length < 2) return null;
    const columns = sweepLineColumns(view);
    const factors = view.factors.map((factor, index) => ({ factor, index })).filter(({ factor }) => factor.levels.length > 1).slice(0, 8);
    const axes: ParallelAxis[] = factors.map(({ factor, index }) => {
        const isText = view.rows.some((row) => typeof row.values[index] === "string");
        return { name: factor.path, result: false, format: (v) => value(v, factor.kind === "duration"),
            levels: isText ? [...new Set(view.rows.map((row) => String(row.values[index])))] : null };
    });
    for (const { index, name } of columns) {
        axes.push({ name, result: true, levels: null, format: formatOf(view, index) });
    }
    const rows = view.rows.map((row) => [...factors.map(({ index }) => row.values[index] ?? null),
        ...columns.map(({ index }) => { const v = row.means[index]; return typeof v === "number" ? v : null; })]);
    return parallel(axes, rows, { title: say("sweep.all"), shadedBy: factors.length + columns.findIndex(({ index }) => index === shaded),
        summary: say("sweep.all_summary", { points: view.points, drawn: rows.length, factors: factors.length, columns: columns.length }) });
}

/** Quantities of a study that have indices. */
export function sensitivityColumns(view: SensitivityView): { index: number; name: string }[] {
    return view.quantities.map((q, index) => ({ q, index })).filter(({ q }) => q.status === "estimated" && q.indices.length > 0)
        .map(({ q, index }) => ({ index, name: q.kind === "measure" ? capital(words(q.name))
            : q.kind === "outcome" ? say("sweep.share", { name: words(q.name) }) : say("differences.never", { name: capital(words(q.name)) }) }));
}

export function sensitivityTornado(view: SensitivityView, column: number): Chart | null {
    const q = view.quantities[column];
    const name = sensitivityColumns(view).find(({ index }) => index === column)?.name;
    if (!q || name === undefined) return null;
    const which = view.index_names.indexOf(view.method === "morris" ? "mu_star" : "total");
    const rows = view.factors.flatMap((factor, i) => {
        const index = q.indices[i]?.[which];
        return index ? [{ name: factor.path, about: factor.values, ...index }] : [];
    });
    const first = [...rows].sort((a, b) => b.value - a.value)[0];
    if (!first) return null;
    const format = view.method === "sobol" || q.kind !== "measure" ? percent : (v: number) => value(v, q.duration);
    return effects(rows, { title: say("sensitivity.title"), format, unit: say(`sensitivity.${view.method}`),
        summary: say("sensitivity.summary", { factor: first.name, name: name.toLowerCase(), value: format(first.value), points: view.points }) });
}

/** A variant that was changed besides says how. */
function alternativeName(alternative: CompareView["alternatives"][number]): string {
    const name = words(alternative.name);
    return alternative.variant !== "" && alternative.set.length > 0 ? say("compare.with_set", { name, set: alternative.set.join(", ") }) : name;
}

export function alternativesOf(view: CompareView): { index: number; name: string }[] {
    return view.alternatives.map((alternative, index) => ({ index, name: alternativeName(alternative) }));
}
