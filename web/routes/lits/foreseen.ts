import { forecastBreach, type BreachForecast } from '#shared/forecast/breach';
import type { WardWeeks } from '#shared/forecast/ward-weeks';
import type { Instant } from '#shared/kernel/instant';
import type { EntityOf } from '#shared/view/entity';
import type { BedEntity } from './entities.ts';
import type { WardFacts } from './facts.ts';
import { isOpenStep, waitsForBed, type Row } from './queue.ts';

type WeeksEntity = Extract<EntityOf['hospital'], { kind: 'ward-weeks' }>;

/** How likely each open request is to pass its 24 h, under its code: from the ward's own weeks, its beds and its queue. */
export function foreseenOf(
  rows: readonly Row[],
  beds: readonly BedEntity[],
  weeks: WeeksEntity | undefined,
  now: Instant,
  { timezone, thresholds, leastAdmissions }: WardFacts,
): Map<string, BreachForecast> {
  const past: WardWeeks = new Map(weeks?.weeks.map(({ monday, ...week }) => [monday, week]));
  const count = (kind: BedEntity['state']['kind']) => beds.filter(({ state }) => state.kind === kind).length;
  const room = { available: count('disponible'), cleaning: count('menage') };
  const setting = { timezone, holdMin: thresholds.holdMin, leastAdmissions };
  const waiting = rows.filter(waitsForBed);
  return new Map(
    rows.flatMap((row) => {
      const { code, requestedAt, step } = row.request;
      if (!isOpenStep(step)) return [];
      const request = {
        requestedAt,
        step,
        heldUntil: row.hold?.until ?? null,
        rank: waiting.indexOf(row) + 1,
      };
      return [[code, forecastBreach(past, request, room, now, setting)] as const];
    }),
  );
}
