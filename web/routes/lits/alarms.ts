import type { UrgencyLevel } from '#shared/domain/admission/urgency';
import type { AdmissionCode, BedId } from '#shared/kernel/ids';
import { elapsed, type Instant } from '#shared/kernel/instant';
import type { BedEntity } from './entities.ts';
import { waitsForBed, type Row } from './queue.ts';
import { CLEANING_IS_LONG, HOLD_ENDS_SOON } from './tile.ts';

/** What the ward must answer, as its own entities tell it: A4 and A5 are P2, A9 is P3. */
export type WardAlarm =
  | { readonly kind: 'admission'; readonly p: 'P2'; readonly code: AdmissionCode; readonly late: boolean }
  | { readonly kind: 'reservation'; readonly p: 'P2'; readonly bed: BedId; readonly code: AdmissionCode }
  | { readonly kind: 'menage'; readonly p: 'P3'; readonly bed: BedId };

/** 18 h and more without a place (A4). */
const PRESSING = new Set<UrgencyLevel>(['a-risque', 'dernier-appel', 'hors-delai']);

/** In the order in which they ask for an answer: a person waits, then a bed is about to be lost, then one is not ready. */
export function wardAlarms(rows: readonly Row[], beds: readonly BedEntity[], now: Instant): WardAlarm[] {
  const waiting = rows
    .filter((row) => waitsForBed(row) && PRESSING.has(row.clock.level))
    .map(
      ({ request, clock }) =>
        ({ kind: 'admission', p: 'P2', code: request.code, late: clock.level === 'hors-delai' }) as const,
    );
  const expiring = beds.flatMap(({ id, state }) =>
    state.kind === 'reserve' && elapsed(now, state.until) <= HOLD_ENDS_SOON
      ? [{ kind: 'reservation', p: 'P2', bed: id, code: state.code } as const]
      : [],
  );
  const cleaning = beds.flatMap(({ id, state }) =>
    state.kind === 'menage' && elapsed(state.since, now) > CLEANING_IS_LONG
      ? [{ kind: 'menage', p: 'P3', bed: id } as const]
      : [],
  );
  return [...waiting, ...expiring, ...cleaning];
}
