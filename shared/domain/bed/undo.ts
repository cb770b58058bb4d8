import { HOUR, plus, type Instant } from '../../kernel/instant.ts';
import type { BedId } from '../../kernel/ids.ts';
import type { D2oEvent } from '../d2o/evolve.ts';
import type { D2oState } from '../d2o/state.ts';
import { facts, type Decision } from '../refusal.ts';

/** A change is taken back until the end of the shift (UX 3.5): the longest of the pack, the night, lasts ten hours. */
export const UNDO_KEPT_MS = 12 * HOUR;

/** Issued by the server's own clock: what was before a change outlives its shift nowhere. */
export type BedTimer = { type: 'SettleBedChange'; bed: BedId; changedAt: Instant };

/** When the clock settles a change said at this moment. */
export function settlesAt(changedAt: Instant): Instant {
  return plus(changedAt, UNDO_KEPT_MS);
}

/** A timer that is early, or that something said since has overtaken, changes nothing. */
export function decideBedTimer(
  { bed, changedAt }: BedTimer,
  state: D2oState,
  now: Instant,
): Decision<D2oEvent> {
  const undo = state.beds.get(bed)?.undo;
  if (undo?.at !== changedAt || now < settlesAt(changedAt)) return facts();
  return facts({ type: 'BedChangeSettled', bed, at: now });
}
