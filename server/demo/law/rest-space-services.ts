import { MINUTE } from '#shared/kernel/instant';
import { dateAfter, minutesOf, type LocalDate } from '#shared/kernel/local-time';
import type { RestSpaceService } from '#shared/kernel/rest-space-service';
import { msAtLocal } from './calendar.ts';
import { uniform } from './distributions.ts';
import { randomOf } from './random.ts';
import type { LawRestSpace, LawTerritory } from './territory.ts';

/** [SIM] When each service is on: DOMAIN names the services of a space, not their hours. */
const HOURS: Readonly<Record<RestSpaceService, readonly { from: string; to: string }[]>> = {
  repas: [
    { from: '12:00', to: '14:00' },
    { from: '19:00', to: '20:30' },
  ],
  douche: [
    { from: '09:30', to: '12:00' },
    { from: '14:30', to: '17:30' },
  ],
  infirmier: [
    { from: '10:00', to: '12:30' },
    { from: '14:00', to: '18:00' },
  ],
  'acces-aux-droits': [{ from: '14:00', to: '17:00' }],
};
/** [SIM] Somebody begins or ends a service a few minutes after its hour. */
const LATE_BY_MIN = 8;

export type ServiceTurn = {
  readonly kind: 'service';
  readonly ms: number;
  readonly service: RestSpaceService;
  readonly on: boolean;
};
/** The activity sheet of the day before is filed. */
export type SheetTime = { readonly kind: 'sheet'; readonly ms: number; readonly day: LocalDate };

/** What this space offers on this day, as it is switched on and off. */
export function servicesOf(
  seed: number,
  { rhythm }: LawTerritory,
  space: LawRestSpace,
  date: LocalDate,
): ServiceTurn[] {
  const random = randomOf(seed, 'services', space.id, date);
  const soonAfter = (hour: string) =>
    Math.floor(msAtLocal(rhythm.timezone, date, minutesOf(hour)) + uniform(random, 0, LATE_BY_MIN) * MINUTE);
  return space.services.value.flatMap((service) =>
    HOURS[service].flatMap(({ from, to }): ServiceTurn[] => [
      { kind: 'service', service, on: true, ms: soonAfter(from) },
      { kind: 'service', service, on: false, ms: soonAfter(to) },
    ]),
  );
}

/** The sheet of a day is filed at the first relève of the next one, or once the doors are open. */
export function sheetOf(
  seed: number,
  { rhythm }: LawTerritory,
  space: LawRestSpace,
  hours: LawRestSpace['hours'],
  date: LocalDate,
): SheetTime {
  const random = randomOf(seed, 'sheet', space.id, date);
  const releve = minutesOf(rhythm.releves[0] ?? '07:00');
  const after = hours.kind === 'continu' ? releve : Math.max(releve, minutesOf(hours.opens));
  const ms = msAtLocal(rhythm.timezone, date, after) + uniform(random, 6, 28) * MINUTE;
  return { kind: 'sheet', ms: Math.floor(ms), day: dateAfter(date, -1) };
}
