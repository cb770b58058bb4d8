import { m } from '#lib/paraglide/messages.js';
import { assertNever } from '#shared/kernel/assert-never';
import { elapsed, HOUR, MINUTE, type Instant } from '#shared/kernel/instant';
import { localDateOf, localHourOf } from '#shared/kernel/local-time';
import type { BedEntity, BedKind } from './entities.ts';
import { dayInBed, dayWords, lengthWords } from './time-words.ts';
import { CLOSURE_WORDS } from './words.ts';

/** Each state has one pattern, whatever the colours (UX 5.2). */
export const SHAPES: Record<BedKind, string> = {
  disponible: 'lit-libre',
  reserve: 'lit-reserve',
  occupe: 'lit-occupe',
  menage: 'lit-menage',
  ferme: 'lit-ferme',
};

/** A hold that ends within this, and a cleaning that lasts longer, are told (A5, A9). */
export const HOLD_ENDS_SOON = 30 * MINUTE;
export const CLEANING_IS_LONG = 2 * HOUR;

/** What a tile writes under its state: a figure, and what it is of. */
export type TileWords = {
  /** Said before the figure, smaller. */
  readonly before: string | null;
  readonly figure: string;
  readonly facts: readonly string[];
  readonly notice: 'expire' | 'menage-long' | 'reouverture-passee' | null;
};

export type Moment = { readonly timezone: string; readonly now: Instant; readonly locale: string };

export function tileWords({ state }: BedEntity, { timezone, now, locale }: Moment): TileWords {
  const since = m.lits_since({ moment: roughly(state.since) });
  const age = elapsed(state.since, now);
  switch (state.kind) {
    case 'disponible':
      return { before: null, figure: lengthWords(age), facts: [m.lits_empty_bed(), since], notice: null };
    case 'reserve': {
      const left = elapsed(now, state.until);
      const held = m.lits_held({ code: state.code });
      return {
        before: m.lits_expires(),
        figure: lengthWords(left),
        facts: [held, since],
        notice: left <= HOLD_ENDS_SOON ? 'expire' : null,
      };
    }
    case 'occupe':
      return {
        before: null,
        figure: m.lits_day({ n: dayInBed(timezone, state.since, now) }),
        facts: [since],
        notice: null,
      };
    case 'menage':
      return {
        before: null,
        figure: lengthWords(age),
        facts: age > CLEANING_IS_LONG ? [since, m.lits_cleaning_long()] : [since],
        notice: age > CLEANING_IS_LONG ? 'menage-long' : null,
      };
    case 'ferme': {
      const isPast = state.reopensAt !== null && state.reopensAt <= now;
      return {
        before: null,
        figure: CLOSURE_WORDS[state.reason](),
        facts: [reopening(state.reopensAt), since],
        notice: isPast ? 'reouverture-passee' : null,
      };
    }
    default:
      return assertNever(state);
  }

  /** A tile is narrow: the hour today, else the day alone. */
  function roughly(at: Instant, form: 'jour' | 'date' = 'jour'): string {
    const day = localDateOf(timezone, at);
    const today = localDateOf(timezone, now);
    return day === today ? localHourOf(timezone, at) : dayWords(day, today, locale, form);
  }

  function reopening(at: Instant | null): string {
    if (at === null) return m.lits_reopens_unknown();
    const moment = roughly(at, 'date');
    return at <= now ? m.lits_reopens_past({ moment }) : m.lits_reopens({ moment });
  }
}
