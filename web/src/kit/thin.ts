// Long series drawn with two points a pixel: the least and the greatest there, so that no peak is lost.

/** Places of the values to draw of those from `first` to `last`, at most two for each of `columns`. */
export function thin(values: number[], first: number, last: number, columns: number): number[] {
    const end = Math.min(last, values.length - 1);
    const count = end - first + 1;
    if (count <= 2 * columns) return Array.from({ length: Math.max(count, 0) }, (_, i) => first + i);
    const result: number[] = [];
    for (let column = 0; column < columns; ++column) {
        const from = first + Math.floor((column * count) / columns);
        const to = first + Math.floor(((column + 1) * count) / columns);
        let [low, high] = [from, from];
        for (let i = from; i < to; ++i) {
            if ((values[i] ?? 0) < (values[low] ?? 0)) low = i;
            if ((values[i] ?? 0) > (values[high] ?? 0)) high = i;
        }
        result.push(Math.min(low, high));
        if (low !== high) result.push(Math.max(low, high));
    }
    return result;
}
