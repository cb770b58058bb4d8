import { MINUTE, plus, type Instant } from '../../kernel/instant.ts';
import type { AlarmDelays } from '../territory-settings/commands.ts';

/** The rows of UX 3.4 whose delay is set and whose facts are kept: what can be counted again. */
export const COUNTED_ROWS = ['A3', 'A5', 'A9', 'A10'] as const;
export type CountedRow = (typeof COUNTED_ROWS)[number];

/**
 * A time during which one cause could call: a request nobody acknowledged, a bed being cleaned. Whether it called is for
 * the delay to say, so that one reading of the facts answers for every delay that is tried.
 */
export type Spell = {
  readonly row: CountedRow;
  /** A report, a bed, a space. */
  readonly about: string;
  /** What the delay is counted from; for a hold, its end, which it is counted back from. */
  readonly from: Instant;
  /** When the facts began to say so. */
  readonly opened: Instant;
  /** When they no longer did; null while they do. */
  readonly closed: Instant | null;
};

/** When an alarm of this spell would have been raised under these delays, up to `now`; null when never. */
export function raisedAt(spell: Spell, delays: AlarmDelays, now: Instant): Instant | null {
  const due = plus(spell.from, delayOf(spell.row, delays));
  const at = due > spell.opened ? due : spell.opened;
  return at <= now && (spell.closed === null || at < spell.closed) ? at : null;
}

/** The moments at which alarms of these rows would have been raised, one for each occurrence that leads would have seen. */
export function occurrences(
  spells: readonly Spell[],
  delays: AlarmDelays,
  now: Instant,
): { readonly row: CountedRow; readonly at: Instant }[] {
  const first = new Map<string, { row: CountedRow; at: Instant }>();
  for (const spell of spells) {
    const at = raisedAt(spell, delays, now);
    if (at === null) continue;
    // What stops and starts again from the same moment is the same occurrence.
    const key = `${spell.row} ${spell.about} ${spell.from}`;
    const known = first.get(key);
    if (!known || at < known.at) first.set(key, { row: spell.row, at });
  }
  return [...first.values()];
}

function delayOf(row: CountedRow, delays: AlarmDelays): number {
  switch (row) {
    case 'A3':
      return delays.reportAcknowledgeMin * MINUTE;
    case 'A5':
      return -delays.holdEndsSoonMin * MINUTE;
    case 'A9':
      return delays.cleaningMin * MINUTE;
    case 'A10':
      return delays.restSpaceSilentMin * MINUTE;
  }
}
