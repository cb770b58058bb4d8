import type { Share } from '#shared/view/capacity';
import type { ShareComputed, WeekCounted, WindowClosed, WindowOpened, WindowRef } from './events.ts';

export type RhythmEvent = WindowOpened | WindowClosed | WeekCounted | ShareComputed;

/** Which half-days have begun and ended, and the weekly share of admissions under 24 h. */
export type RhythmState = {
  readonly opened: WindowRef | null;
  readonly closed: WindowRef | null;
  /** The last half-days that were watched from their first minute: of the others nothing is said to be missed. */
  readonly watched: readonly WindowRef[];
  /** The last weeks counted, newest last: as many as the share needs. */
  readonly weeks: readonly WeekCounted[];
  readonly share: Share;
};

export const NO_RHYTHM: RhythmState = {
  opened: null,
  closed: null,
  watched: [],
  weeks: [],
  share: { kind: 'trop-peu-de-demandes' },
};

export function evolveRhythm(state: RhythmState, event: RhythmEvent): RhythmState {
  switch (event.type) {
    case 'WindowOpened':
      return {
        ...state,
        opened: { day: event.day, window: event.window },
        watched: event.whole
          ? [...state.watched, { day: event.day, window: event.window }].slice(-4)
          : state.watched,
      };
    case 'WindowClosed':
      return { ...state, closed: { day: event.day, window: event.window } };
    case 'WeekCounted':
      return { ...state, weeks: [...state.weeks, event].slice(-5) };
    case 'ShareComputed':
      return { ...state, share: event.share };
  }
}
