// Every text that a page shows beside those of the scenario: looked up in the catalogue (web/strings/en), with whole
// sentences as templates, so that a language can order them as it likes.
//
// A template holds `{name}`; what depends on a number stands under `key.one` and `key.other` (and what else the
// language's plural rules ask for), chosen by the argument `count`.

import app from "../strings/en/app.json";
import kit from "../strings/en/kit.json";
import report from "../strings/en/report.json";

/** What numbers, dates and plurals are written in. */
export const language = "en";
const catalogue: Record<string, string> = { ...kit, ...report, ...app };
const plural = new Intl.PluralRules(language);

export type Arguments = Record<string, string | number>;

/** The text of a key. Throws for a key that the catalogue lacks, and for a template whose argument is not given. */
export function say(key: string, values: Arguments = {}): string {
    let template = catalogue[key];
    if (template === undefined && typeof values["count"] === "number")
        template = catalogue[`${key}.${plural.select(values["count"])}`] ?? catalogue[`${key}.other`];
    if (template === undefined) throw new Error(`the catalogue has no ${key}`);
    return template.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined) throw new Error(`${key} needs ${name}`);
        return typeof value === "number" ? number(value) : value;
    });
}

/** Three significant digits, or all of a whole number; grouped as the language does. */
export function number(value: number): string {
    if (Number.isInteger(value)) return new Intl.NumberFormat(language).format(value);
    return new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(value);
}

/** A share of 1 as a whole percentage, and never 0% or 100% of what is neither. */
export function percent(share: number): string {
    if (share > 0 && share < 0.005) return "<1%";
    if (share < 1 && share > 0.995) return ">99%";
    return `${Math.round(share * 100)}%`;
}
