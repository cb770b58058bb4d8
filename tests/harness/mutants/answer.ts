import { verdictOf, type Gate } from '../gate.ts';
import type { AttackId, Effort } from '../limits.ts';
import { USUAL_RIDES } from '../surface-tour.ts';

/** One gate asked about one build: `red` when it refuses it. */
export type Answer = { readonly gate: string; readonly red: boolean; readonly saw: string };
export type Mutant = {
  readonly id: string;
  readonly breaks: string;
  /** The gates PRIVACY 14 names for it, asked about the broken build, then about the shipped one. */
  readonly ask: (isBroken: boolean) => readonly Answer[];
};

/** Enough nights for a broken build to be far past its limit. */
export const EFFORT: Effort = { twinPasses: 6, fullTwins: 2, restSpaceDays: 20, requestRuns: 0 };
export const SIZE = { worlds: 2, nights: 30, teams: 6, rides: USUAL_RIDES };

export function answer(gate: string, red: boolean): Answer {
  return { gate, red, saw: red ? 'refused' : 'passed' };
}

/** One answer by attack: red when one of its rows is, even at the favourable end of its interval. */
export function answersOf(gates: readonly Gate[], ids: readonly AttackId[]): Answer[] {
  return ids.map((id) => {
    const rows = gates.filter((gate) => gate.id === id);
    const red = rows.filter((gate) => verdictOf(gate, true) === 'red');
    const shown = red[0] ?? rows[0];
    const value = shown?.measured.value ?? 0;
    return {
      gate: id,
      red: red.length > 0,
      saw: shown ? `${shown.roles}: ${value < 10 ? value.toFixed(2) : value.toFixed(0)}` : 'no row',
    };
  });
}
