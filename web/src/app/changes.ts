// What differs from the scenario's own settings, with every step back.

import type { Setting } from "./data";

export type Value = number | string;

/** Settings that were changed, by path. Values are the user's; a setting with its own value is none of them. */
export class Changes {
    private values = new Map<string, Value>();
    private before: Map<string, Value>[] = [];

    constructor(private readonly settings: readonly Setting[]) {}

    get(path: string): Value {
        return this.values.get(path) ?? this.own(path).value;
    }

    own(path: string): Setting {
        const setting = this.settings.find((one) => one.path === path);
        if (!setting) throw new Error(`no setting ${path}`);
        return setting;
    }

    changed(path: string): boolean {
        return this.values.has(path);
    }

    get count(): number {
        return this.values.size;
    }

    get paths(): string[] {
        return [...this.values.keys()];
    }

    get canUndo(): boolean {
        return this.before.length > 0;
    }

    /** One step: what `undo` takes back. While a slider is dragged only its first move is a step. */
    begin(): void {
        this.before.push(new Map(this.values));
    }

    set(path: string, value: Value): void {
        if (value === this.own(path).value) this.values.delete(path);
        else this.values.set(path, value);
    }

    reset(): void {
        this.begin();
        this.values.clear();
    }

    undo(): void {
        this.values = this.before.pop() ?? this.values;
    }

    /** As after --set, in the order of the settings. */
    lines(): string[] {
        return this.settings
            .filter((setting) => this.values.has(setting.path))
            .map((setting) => `${setting.path}=${written(setting, this.get(setting.path))}`);
    }

    /** Takes the lines of `lines` back, as they were saved or pasted; returns those that say nothing here. */
    read(lines: readonly string[]): string[] {
        const unknown: string[] = [];
        this.begin();
        for (const line of lines) {
            const [path, text] = [line.slice(0, line.indexOf("=")).trim(), line.slice(line.indexOf("=") + 1).trim()];
            const setting = this.settings.find((one) => one.path === path);
            const value = setting && line.includes("=") ? understood(setting, text) : null;
            if (value === null) unknown.push(line);
            else this.set(path, value);
        }
        return unknown;
    }
}

/** A value as the language writes it. */
export function written(setting: Setting, value: Value): string {
    return setting.kind === "duration" ? `${value} days` : String(value);
}

function understood(setting: Setting, text: string): Value | null {
    if (setting.kind === "switch") return text === "on" || text === "off" ? text : null;
    if (setting.kind === "choice") return setting.choices.some((choice) => choice.name === text) ? text : null;
    const number = Number(setting.kind === "duration" ? text.replace(/ *days?$/, "") : text);
    if (text === "" || !Number.isFinite(number)) return null;
    if (typeof setting.low === "number" && number < setting.low) return null;
    if (typeof setting.high === "number" && number > setting.high) return null;
    return number;
}
