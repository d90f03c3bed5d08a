// A game as the page keeps it: the saved file, which the program turns into what a seat sees.

import type { Game, Move, ScenarioView } from "./data";
import { forget, recall, remember } from "./kept";

export function newGame(scenario: ScenarioView, variant: string, seats: string[], luck: number): Game {
    return {
        format: "standoff game", format_version: 1, id: scenario.id, variant, set: [], seed: 1, run: luck, seats, moves: [],
    };
}

export function withMoves(game: Game, moves: readonly Move[]): Game {
    return { ...game, moves: [...game.moves, ...moves] };
}

const place = (scenario: string) => `standoff-game-${scenario}`;

/** Kept in this browser, so that a closed tab loses nothing. */
export function keep(game: Game): void {
    remember(place(game.id), JSON.stringify(game));
}

/** A game that was left, or null. */
export function kept(scenario: string): Game | null {
    const text = recall(place(scenario));
    return text === null ? null : readGame(text);
}

export function forgetGame(scenario: string): void {
    forget(place(scenario));
}

/** A saved game; null for a text that is none. What it says is checked by the program, which plays it. */
export function readGame(text: string): Game | null {
    try {
        // A seed that is a number would be rounded above 2^53.
        const game = JSON.parse(text.replace(/("seed"\s*:\s*)(\d{16,})/, '$1"$2"')) as Partial<Game> | null;
        if (game?.format !== "standoff game" || !Array.isArray(game.moves) || !Array.isArray(game.seats)) return null;
        return game as Game;
    } catch {
        return null;
    }
}

export function download(name: string, blob: Blob): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
