// Requests to the program that serves the app, and its answers: POST with a JSON body; an error is {error} with a status of
// 4xx or 5xx. Written here and in C++ (sim/serve, sim/game), as what both pages read is (../data.ts).

import type { About, Act, Actor, CalendarSpan, Measure, Named, Num, Outcome, Seed, Time, Variable } from "../data";

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
}

/** POST /api/run → RunView. POST /api/report → the report as text/html. */
export interface RunRequest extends Setup {
    seed: number;
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
    seed: Seed;
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
    /** Null for `hold`, and where no other luck comes to this state and so nothing is foreseen. */
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
