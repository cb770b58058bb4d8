import { MINUTE, elapsed, type Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { Slot } from '#shared/kernel/slot';
import type { LeadEntity } from '#shared/view/lead';
import { boundsOf, type WindowFacts } from './half-day.ts';

export type DutyEntity = Extract<LeadEntity, { kind: 'duty' }>;

/** What one cell of the coverage shows. `en-peril` is derived from the clock alone; `inconnu` was never received. */
export type DutyState = DutyEntity['state'] | 'en-peril' | 'inconnu';
export type DutyCell = { readonly state: DutyState; readonly slot: Slot | null };

/** A half-day that ends within this time and still has no pass is in peril (DOMAIN 4). */
export const PERIL_MS = 60 * MINUTE;

/** The duties of one day, found by area and window. */
export type Coverage = { readonly day: LocalDate | null; cell(area: string, window: WindowFacts): DutyCell };

/** The coverage of the latest day that has begun; before the first duty of a new day, yesterday's stays readable. */
export function coverageAt(
  duties: readonly DutyEntity[],
  today: LocalDate,
  timezone: string,
  now: Instant,
): Coverage {
  let day: LocalDate | null = null;
  for (const duty of duties) if (duty.day <= today && (day === null || duty.day > day)) day = duty.day;
  const cells = new Map(
    duties.filter((duty) => duty.day === day).map((duty) => [`${duty.area.id} ${duty.window}`, duty]),
  );
  return {
    day,
    cell(area, window) {
      const duty = cells.get(`${area} ${window.id}`);
      if (!duty || day === null) return { state: 'inconnu', slot: null };
      const { state, slot } = duty;
      return {
        state: state === 'a-faire' && inPeril(boundsOf(timezone, day, window), now) ? 'en-peril' : state,
        slot,
      };
    },
  };
}

function inPeril({ from, to }: { from: Instant; to: Instant }, now: Instant): boolean {
  return now >= from && now < to && elapsed(now, to) <= PERIL_MS;
}
