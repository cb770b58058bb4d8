import { DAY, HOUR, msOf, plus, type Instant } from '#shared/kernel/instant';
import type { Revisions } from '#server/release/views';
import { KEPT_MS, RELEASES_KEPT_MS } from './lives.ts';
import type { Ending, Erased, RetentionEvent } from './events.ts';

/** The position that the log had reached at an hour: what is before it happened before that hour. */
export type Mark = { readonly at: Instant; readonly after: number };

/** How far back the log can be cut, without any fact carrying a time of its own. Newest marks last. */
export type RetentionState = {
  readonly hours: readonly Mark[];
  readonly days: readonly Mark[];
  /** Those of the last hour carried. */
  readonly revisions: Revisions;
  /** The last erasure recorded of each class: the only one that may not be finished. */
  readonly erased: { readonly [Class in Ending]?: Erased };
};

export const NOTHING_CARRIED: RetentionState = { hours: [], days: [], revisions: {}, erased: {} };

const HOURS_KEPT = KEPT_MS / HOUR + 3;
const DAYS_KEPT = RELEASES_KEPT_MS / DAY + 3;

export function evolveRetention(state: RetentionState, event: RetentionEvent): RetentionState {
  switch (event.type) {
    case 'Carried': {
      const hours = [...state.hours, { at: event.at, after: event.after }].slice(-HOURS_KEPT);
      return { ...state, hours, revisions: event.revisions };
    }
    case 'Erased':
      return { ...marksAfter(state, event), erased: { ...state.erased, [event.retention]: event } };
  }
}

/** Without the marks whose facts are erased: a replay will not find them. */
function marksAfter(state: RetentionState, event: Erased): RetentionState {
  switch (event.retention) {
    case 'r72h':
      return {
        ...state,
        hours: state.hours.filter(({ after }) => after >= event.upTo),
        // What was cut here is of that age: the days are marked by cuts, which last, not by hours, which do not.
        days: withDay(state.days, { at: plus(event.at, -KEPT_MS), after: event.upTo }),
      };
    case 'r13m':
      return { ...state, days: state.days.filter(({ after }) => after >= event.upTo) };
    case 'request':
    case 'mission':
      return state;
  }
}

function withDay(days: readonly Mark[], mark: Mark): readonly Mark[] {
  return dayOf(days.at(-1)) === dayOf(mark) ? days : [...days, mark].slice(-DAYS_KEPT);
}

function dayOf(mark: Mark | undefined): number | undefined {
  return mark && Math.floor(msOf(mark.at) / DAY);
}
