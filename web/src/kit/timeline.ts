// What the charts over time share: the step that is looked at, and the stretch that is in view.

import type { Time } from "../data";

export class Timeline {
    step = 0;
    from = 0;
    to: number;
    readonly onMove: (() => void)[] = [];
    readonly onZoom: (() => void)[] = [];

    constructor(readonly time: Time) {
        this.to = time.steps;
    }

    get zoomed(): boolean {
        return this.from > 0 || this.to < this.time.steps;
    }

    moveTo(step: number): void {
        this.step = Math.min(Math.max(Math.round(step), 0), this.time.steps);
        if (this.step < this.from || this.step > this.to) this.zoom(this.step - (this.to - this.from) / 2, this.step + (this.to - this.from) / 2);
        for (const listener of this.onMove) listener();
    }

    /** Brings a stretch into view, at least six steps of it. */
    zoom(from: number, to: number): void {
        const width = Math.min(Math.max(to - from, 6), this.time.steps);
        const middle = (from + to) / 2;
        this.from = Math.min(Math.max(middle - width / 2, 0), this.time.steps - width);
        this.to = this.from + width;
        for (const listener of this.onZoom) listener();
    }

    zoomOut(): void {
        this.zoom(0, this.time.steps);
    }

    /** Half or twice the stretch in view, around the step that is looked at. */
    zoomBy(factor: number): void {
        const half = ((this.to - this.from) * factor) / 2;
        const middle = Math.min(Math.max(this.step, this.from), this.to);
        this.zoom(middle - half, middle + half);
    }
}
