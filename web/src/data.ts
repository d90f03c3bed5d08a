// What the program writes and the pages read: the JSON inside a report, and requests and answers of the app's server.
//
// Written once here and once in C++ (sim/report/*_view, sim/serve/*_view); a test of each side holds them together.
// Numbers are as the files have them, rounded to six significant digits; `null` is a value that does not exist, `"inf"`
// infinity. Durations of a dated model are in days. Steps count from 0, states from 0 (before step 0) to `time.steps`.

export type Num = number | "inf" | "-inf" | null;

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

export interface Term {
    /** The term's name. */
    name: string;
    /** What it adds to the lead of the item chosen over the other one; above 0 it speaks for it. */
    size: number;
}

export interface Decision {
    step: number;
    actor: string;
    channel: string;
    policy: string;
    kind: "logit" | "best" | "rules" | "random" | "script";
    chosen: string;
    probability: number;
    /** The number drawn, and the stretch of draws that lead to what was chosen; null where nothing was drawn. */
    draw: Num;
    from: Num;
    to: Num;
    /** What was chosen before a slip of the hand; equal to `chosen` without one. */
    intended: string;
    /** What was on the menu, the most likely first, six at most. */
    items: { item: string; value: Num; probability: number }[];
    /** How many more were. */
    more_items: number;
    /** What was on the menu of the rule and could not be chosen now. */
    unavailable: string[];
    most_likely: string;
    /** With what the chosen item is compared; empty: there was no other, or the rule weighs nothing. */
    over: string;
    /** Its lead over that one: below 0 the other one was ahead and chance decided. */
    lead: Num;
    /** Terms that speak for it and against it, the largest first. */
    pro: Term[];
    contra: Term[];
    /** The smallest change of one term that would have made another item the most likely; null: no one term could. */
    shift: { term: string; at: string; value: number; shift: number; item: string } | null;
    /** Of `rules`: the one that fired, and those that were tested before it and did not, in words of the file. */
    fired: { when: string; items: string } | null;
    failed: { when: string; items: string }[];
    /** What it saw: the values that the rule reads. */
    saw: { name: string; value: Num; duration: boolean }[];
    /** `scenarios/dprk/2022.yaml:84` */
    place: string;
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
    /** In order of steps and of play. Empty where they were not asked for. */
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
    seed: number;
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
    /** `mu_star` and `sigma`, or `S1` and `ST`: names of the columns of `indices`. */
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

// ---- the app's server: POST with a JSON body; an error is {error} with a status of 4xx or 5xx ----

/** POST /api/catalogue {} */
export interface Catalogue {
    version: string;
    /** What one request may ask for. */
    limits: { runs: number; steps: number };
    scenarios: {
        /** What requests name it by. */
        id: string;
        title: string;
        about: string;
        /** `dprk/2022`; of the user's own the file's name. */
        name: string;
        own: boolean;
        subjects: string[];
        steps: number;
        actors: number;
        /** What is wrong with it; empty: it can be played. */
        error: string;
    }[];
}

export interface Setting extends Named {
    /** As after --set: `forgetting`, `USA.policy`, `USA.attention`, `calendar.drills`. */
    path: string;
    kind: "number" | "duration" | "choice" | "switch";
    /** `parameter`, or the actor whose policy it is, or `calendar`. */
    group: string;
    source: string;
    /** The scenario's own value (after the variant). Of a duration in days. */
    value: number | string;
    low: Num;
    high: Num;
    /** A slider moves on the logarithm. */
    log: boolean;
    /** Of a choice. */
    choices: Named[];
    /** The prior as written; empty where it has none. */
    prior: string;
}

/** POST /api/scenario {id, variant} */
export interface ScenarioView {
    id: string;
    name: string;
    about: About;
    time: Time;
    variants: Named[];
    settings: Setting[];
    actors: Actor[];
    actions: Named[];
    outcomes: Named[];
    measures: (Named & { duration: boolean; when: boolean })[];
    calendar: CalendarSpan[];
    /** Actors that can be played, with their channels. */
    seats: { actor: string; channels: string[] }[];
    /** The model's documentation in the ODD protocol, Markdown. */
    description: string;
}

/** What is to be played; the base of every request below. */
export interface Setup {
    id: string;
    variant: string;
    /** As after --set, one text a setting: `forgetting=30 days`, `USA.policy=patience`. */
    set: string[];
    seed: number;
}

/** POST /api/run → RunView. POST /api/report → the report as text/html. */
export interface RunRequest extends Setup {
    runs: number;
    /** The run that is told in full. */
    show: number;
    /** With the decisions of the shown run. */
    decisions: boolean;
}

export interface Move {
    step: number;
    actor: string;
    channel: string;
    /** `tighten(DPRK, 0.15)`, or `hold` */
    item: string;
    reason: string;
}

/**
 * A saved game, and the body of POST /api/play and /api/debrief. Seed and run say what luck there is. Moves are in the
 * order in which they were asked for; those of one turn (step, seat) are made together, a channel without one holds.
 */
export interface Game extends Setup {
    format: "standoff game";
    format_version: 1;
    run: number;
    seats: string[];
    moves: Move[];
    /** The files that it was played with; empty or missing: it does not say. */
    inputs?: { path: string; sha256: string }[];
    /** Of the run as far as it went; empty or missing: it does not say. */
    hash?: string;
}

export interface Option {
    item: string;
    action: string;
    target: string;
    level: string;
    /** The numbers of the level, with what the file says of the variables that the act sets to them; `about` may be empty. */
    levels: { name: string; value: string; about: string }[];
    about: string;
    available: boolean;
    /** Why not, in words of the file; empty where it is. */
    reason: string;
    /** The comparisons for which it is not, as sentences without a full stop, and the quantities that they name. */
    shortfalls: { sentence: string; reads: { label: string; about: string }[] }[];
    /** Null for `hold`. */
    rung: Num;
    /** How likely the built-in policy would take it here; null where it would not be asked. */
    advice: Num;
    /** What it changes by the next state on average against holding, with the same luck; the largest first. */
    effects: { label: string; about: string; change: number; duration: boolean }[];
}

export interface Belief extends Named {
    label: string;
    actor: string;
    duration: boolean;
    /** What the seat knows or reads; of what is hidden the median of what it could be. */
    value: Num;
    /** Middle 90% of what it could be; both equal to `value` where it is seen as it is. */
    low: Num;
    high: Num;
    /** True: it is seen as it is. */
    exact: boolean;
}

export interface GameView {
    game: Game;
    about: About;
    time: Time;
    actors: Actor[];
    actions: Named[];
    /** The step that is to be decided, or the number of steps played once it is over. */
    step: number;
    over: boolean;
    outcome: string;
    /** Why the run broke off; empty if it did not. */
    failure: string;
    /** Of the run as far as it went, and of a finished game its trace hash. */
    hash: string;
    /** Whose move it is; null once it is over. Seats of one turn that move together are asked one after the other and
     *  see nothing of each other's moves. */
    turn: {
        actor: string;
        /** `policy`: of the file, that would decide here; empty: none has a rule for the channel. */
        channels: { name: string; about: string; policy: string; options: Option[] }[];
    } | null;
    /** As `turn.actor` sees it: acts so far, and those since it was last asked (its own among them) again. The
     *  probability is null but of its own. */
    acts: Act[];
    news: Act[];
    beliefs: Belief[];
    /** Payoffs of the seat so far, and what the outcomes are. */
    goals: { name: string; about: string; value: Num }[];
    /** Main variables that the seat sees as they are, one value a state so far. */
    variables: { name: string; label: string; about: string; low: Num; high: Num; duration: boolean; values: number[] }[];
    /** Schedules (entries that set inputs) in full, events (entries with effects) once they have begun. */
    calendar: CalendarSpan[];
}

/** POST /api/debrief, of a game that is over. */
export interface DebriefView {
    game: Game;
    about: About;
    time: Time;
    actors: Actor[];
    actions: Named[];
    outcome: string;
    failure: string;
    hash: string;
    acts: Act[];
    /** Each move beside what the built-in policy would have done and what the others did in that step. */
    moves: (Move & { policy: string; likely: { item: string; probability: number }[]; others: Act[] })[];
    /** What the seats could not see: true value at each state. */
    hidden: { label: string; about: string; actor: string; low: Num; high: Num; duration: boolean; values: number[] }[];
    variables: Variable[];
    /** The same crisis with the built-in policies in the seats, as often as this. */
    twins: {
        runs: number;
        outcomes: Outcome[];
        /** Where the game falls among them: `mine` beside `dots`. */
        measures: (Measure & { mine: Num })[];
    };
}
