// Wilson's 95% interval of a share, as the files of a run have it (docs/results.md says why).

const z = 1.959963984540054;

export function wilson(count: number, runs: number): { low: number; high: number } {
    if (runs === 0) return { low: 0, high: 1 };
    const p = count / runs;
    const scale = 1 + (z * z) / runs;
    const middle = (p + (z * z) / (2 * runs)) / scale;
    const half = (z * Math.sqrt((p * (1 - p)) / runs + (z * z) / (4 * runs * runs))) / scale;
    return { low: Math.max(middle - half, 0), high: Math.min(middle + half, 1) };
}
