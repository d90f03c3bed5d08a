// What the program writes and both pages read: the JSON inside a report. The app's requests and answers stand in
// app/data.ts.
//
// Written once here and once in C++ (sim/report/*_view); a test of each side holds them together.
// Numbers are as the files have them, rounded to six significant digits; `null` is a value that does not exist, `"inf"`
// infinity. Durations of a dated model are in days. Steps count from 0, states from 0 (before step 0) to `time.steps`.

export type Num = number | "inf" | "-inf" | null;

/** A whole number from 0 to 2^64 - 1; above 2^53 its digits as text, as a number would be rounded. */
export type Seed = number | string;

export interface Named {
    name: string;
    about: string;
}

export interface Actor extends Named {
    title: string;
    /** A thing (a weapon, a currency) that is acted upon and never acts. */
    thing: boolean;
}

export interface Time {
    dated: boolean;
    /** First day and last day; empty in an abstract model. */
    start: string;
    end: string;
    steps: number;
    /** Of a dated model one of these two is not 0. */
    step_days: number;
    step_months: number;
    /** First day of each step and the day after the last: steps + 1; empty in an abstract model. */
    dates: string[];
}

export interface Interval {
    share: number;
    low: number;
    high: number;
}

export interface Outcome extends Named, Interval {
    count: number;
}

export interface Measure extends Named {
    duration: boolean;
    /** The time of something that may never come. */
    when: boolean;
    finite: number;
    infinite: number;
    mean: Num;
    sd: Num;
    se: Num;
    min: Num;
    q05: Num;
    q25: Num;
    q50: Num;
    q75: Num;
    q95: Num;
    max: Num;
    /** 100 values at the probabilities 0.005, 0.015, …, 0.995: one dot each. Empty where nothing was measured. */
    dots: Num[];
}

/** Quantiles over the runs that reached a state; one value a state, as long as some run did. */
export interface Bands {
    q05: number[];
    q25: number[];
    q50: number[];
    q75: number[];
    q95: number[];
}

export interface Variable extends Named {
    /** `USA.sanctions(DPRK)` */
    label: string;
    actor: string;
    toward: string;
    duration: boolean;
    /** Range; null where there is none. */
    low: Num;
    high: Num;
    bands: Bands;
    /** In the run that is shown, one value a state. */
    shown: number[];
}

/** An act or a chance event. `hold` is not an act. */
export interface Act {
    step: number;
    /** Of a chance event its owner, or empty. */
    actor: string;
    /** Empty for a chance event. */
    channel: string;
    /** Or the chance event's name. */
    action: string;
    target: string;
    level: string;
    count: number;
    success: Num;
    /** Place on the ladder, 0 calm to 10 war; null for a chance event. */
    rung: Num;
    probability: Num;
}

/**
 * How an actor decides in a channel by one policy. A run has a thousand decisions that name the same things: names stand
 * here once, and decisions have their places in these lists.
 */
export interface DecisionRule {
    actor: string;
    channel: string;
    policy: string;
    kind: "logit" | "best" | "rules" | "random" | "script";
    items: string[];
    /** `about`: what the file says of the parameter in it, or of the quantity that it is; may be empty, as below. */
    terms: { name: string; about: string }[];
    /** Of `rules`, in words of the file. */
    lines: { when: string; items: string }[];
    reads: { name: string; about: string; duration: boolean }[];
    /** `scenarios/dprk/2022.yaml:84` */
    places: string[];
}

/** Places in the lists of a decision's rule. */
export type Item = number;
export type Term = number;
export type Line = number;
export type Read = number;

export interface Decision {
    step: number;
    /** Place in `Shown.rules`. */
    rule: number;
    chosen: Item;
    probability: number;
    /** What was chosen before a slip of the hand; missing without one. */
    intended?: Item;
    most_likely: Item;
    /** The number drawn, and the stretch of draws that lead to what was chosen; missing where nothing was drawn. */
    draw?: { at: number; from: number; to: number };
    /** What was on the menu, its value and its probability; the most likely first, six at most. */
    items: [Item, Num, number][];
    /** How many more were. */
    more_items: number;
    /** What was on the menu of the rule and could not be chosen now. */
    unavailable: Item[];
    /** Of what was intended over another item; missing: there was no other, or the rule weighs nothing. */
    lead?: {
        over: Item;
        /** Below 0 the other one was ahead and chance decided. */
        size: Num;
        /** Terms that speak for it and against it, and what each adds to the lead, above 0 or below; the largest first. */
        pro: [Term, number][];
        contra: [Term, number][];
    };
    /** The smallest change of one term that would have made another item the most likely; missing: no one term could. */
    shift?: { term: Term; at: Item; value: number; shift: number; item: Item };
    /** Of `rules`: the one that fired, and those that were tested before it and did not. */
    fired?: Line;
    failed?: Line[];
    /** What it saw: the values that the rule reads. */
    saw: [Read, Num][];
    /** Where that stands which decided. */
    place: number;
}

export interface Shown {
    run: number;
    /** Empty: it failed. */
    outcome: string;
    steps: number;
    /** Last day played; empty in an abstract model. */
    end: string;
    hash: string;
    acts: Act[];
    /** Those that decided; empty where decisions were not asked for. */
    rules: DecisionRule[];
    /** In order of steps and of play. */
    decisions: Decision[];
    /** Steps worth stopping at, in order. */
    turning: number[];
}

export interface CalendarSpan extends Named {
    /** Steps in which it is in force, both inclusive. */
    first: number;
    last: number;
    from: string;
    to: string;
}

export interface Observed extends Named {
    compares: string;
    /** By date: the observation, and what the runs give for it (nulls where it is not compared). `at` is the state at
     *  which its period ends. */
    points: { at: number; date: string; value: number; q05: Num; q25: Num; q50: Num; q75: Num; q95: Num }[];
    /** Share of the compared observations inside of the band. */
    coverage50: Num;
    coverage90: Num;
}

export interface Lesson {
    notice: string[];
    try: string[];
    questions: string[];
    leaves_out: string[];
    reading: string[];
}

/** What a page says of a model beside its numbers. Texts are plain text. */
export interface About {
    title: string;
    about: string;
    source: string;
    purpose: string;
    theory: string;
    theory_about: string;
    lesson: Lesson;
}

/** What stands under every result, so that it can be had again. */
export interface Origin {
    command: string;
    version: string;
    seed: Seed;
    runs: number;
    failed: number;
    interrupted: boolean;
    hash: string;
    variant: string;
    set: string[];
    until: string;
    inputs: { path: string; sha256: string }[];
}

export interface RunView {
    kind: "run";
    about: About;
    origin: Origin;
    time: Time;
    actors: Actor[];
    actions: Named[];
    outcomes: Outcome[];
    measures: Measure[];
    /** Those that say most, in that order; eight at most. */
    variables: Variable[];
    shown: Shown;
    calendar: CalendarSpan[];
    observed: Observed[];
}

export interface Compared {
    kind: "outcome" | "measure" | "infinite";
    name: string;
    duration: boolean;
    runs: number;
    infinite: number;
    base: Num;
    alternative: Num;
    difference: Num;
    low: Num;
    high: Num;
    variance_ratio: Num;
}

export interface CompareView {
    kind: "compare";
    about: About;
    origin: Origin;
    base: string;
    alternatives: {
        name: string;
        about: string;
        variant: string;
        set: string[];
        failed: number;
        pairs: number;
        /** Pairs whose two runs are one and the same. */
        same: number;
        quantities: Compared[];
        /** Where run `run` parts from the base, in sentences; empty where it never does. */
        divergence: { run: number; told: string[] };
    }[];
}

export interface SweepColumn {
    name: string;
    outcome: boolean;
    duration: boolean;
}

export interface SweepView {
    kind: "sweep";
    about: About;
    /** What the experiment asks. */
    question: string;
    design: string;
    points: number;
    runs: number;
    failed: number;
    hash: string;
    columns: SweepColumn[];
    overall: { mean: Num; low: Num; high: Num }[];
    factors: {
        path: string;
        kind: string;
        levels: { value: string; low: number; high: number; points: number; means: { mean: Num; low: Num; high: Num }[] }[];
    }[];
    /** One row a design point, all of them or an even choice of at most 1,000: a value for each factor (text where it is
     *  no number), then the mean of each column. */
    rows: { values: (number | string)[]; means: Num[] }[];
}

export interface SensitivityView {
    kind: "sensitivity";
    about: About;
    origin: Origin;
    method: "morris" | "sobol";
    /** `mu_star`, `mu` and `sigma`, or `total` and `first_order`: what stands in `indices`, in that order. */
    index_names: string[];
    samples: number;
    points: number;
    factors: { path: string; values: string }[];
    quantities: {
        kind: "outcome" | "measure" | "infinite";
        name: string;
        duration: boolean;
        status: "estimated" | "not_finite" | "constant" | "rare";
        least: Num;
        greatest: Num;
        /** By factor, then as index_names. */
        indices: { value: number; low: number; high: number }[][];
        converged: boolean | null;
    }[];
}

export type View = RunView | CompareView | SweepView | SensitivityView;

/** Inside a report: `<script type="application/json" id="views">`. */
export interface ReportData {
    views: View[];
}
