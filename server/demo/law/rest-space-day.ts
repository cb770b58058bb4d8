import type { RestSpaceId } from '#shared/kernel/ids';
import { HOUR, MINUTE } from '#shared/kernel/instant';
import { minutesOf, type LocalDate } from '#shared/kernel/local-time';
import type { Regime } from '#shared/domain/rest-space/commands';
import { affluence, hoursOfDay, isHardNight, msAtLocal } from './calendar.ts';
import { chance, lognormalOfMean, oneOf, poisson, uniform } from './distributions.ts';
import { randomOf } from './random.ts';
import {
  FORGOTTEN_ENTRY,
  FORGOTTEN_EXIT,
  HARD_NIGHT_STAY,
  HOURLY_WEIGHTS,
  LONGEST_STAY_H,
  ORIENTED_SHARE,
  RECOUNT_AT_RELEVE,
  STAY_SIGMA,
  type Flow,
} from './rest-space-flow.ts';
import { servicesOf, sheetOf, type ServiceTurn, type SheetTime } from './rest-space-services.ts';
import type { LawRestSpace, LawTerritory } from './territory.ts';

/** Somebody at the door. Everything chance decides about them is drawn here, whatever the space then looks like. */
export type Arrival = {
  readonly kind: 'arrival';
  readonly ms: number;
  readonly leavesAt: number;
  readonly orientedTo: RestSpaceId | undefined;
  readonly isEntryTapped: boolean;
  readonly isExitTapped: boolean;
};
export type Routine =
  | { readonly kind: 'switch'; readonly ms: number; readonly regime: Regime }
  | { readonly kind: 'recount'; readonly ms: number }
  | { readonly kind: 'open'; readonly ms: number }
  | { readonly kind: 'close'; readonly ms: number; readonly until: number }
  | ServiceTurn
  | SheetTime;

/** What comes to one space on one calendar day, in time order. */
export function dayOfSpace(
  seed: number,
  territory: LawTerritory,
  space: LawRestSpace,
  flow: Flow,
  options: { date: LocalDate; everyNightIsHard: boolean },
): (Arrival | Routine)[] {
  const { date } = options;
  const routine = routineOf(seed, territory, space, flow, date);
  const isHard = options.everyNightIsHard || isHardNight(seed, date);
  return [...arrivalsOf(seed, territory, space, flow, { date, isHard }), ...routine].sort(
    (a, b) => a.ms - b.ms,
  );
}

function arrivalsOf(
  seed: number,
  territory: LawTerritory,
  space: LawRestSpace,
  flow: Flow,
  { date, isHard }: { date: LocalDate; isHard: boolean },
): Arrival[] {
  const random = randomOf(seed, 'arrivals', space.id, date);
  const { timezone } = territory.rhythm;
  const perDay = flow.perDay * affluence(seed, space.id, date);
  const weights = HOURLY_WEIGHTS.map((weight, hour) => (isOpenDuring(flow, hour) ? weight : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const closesAt = closingOf(timezone, flow, date);
  const others = territory.services.restSpaces.filter(({ id }) => id !== space.id).map(({ id }) => id);
  return hoursOfDay(timezone, date).flatMap(({ from, to }, hour) =>
    Array.from({ length: poisson(random, (perDay * (weights[hour] ?? 0)) / total) }, (): Arrival => {
      const ms = Math.floor(uniform(random, from, to));
      const isNight = hour < 6 || hour >= 21;
      const mean =
        (isNight ? flow.meanStay.night : flow.meanStay.day) * (isNight && isHard ? HARD_NIGHT_STAY : 1);
      const stay = Math.min(lognormalOfMean(random, mean, STAY_SIGMA), LONGEST_STAY_H) * HOUR;
      const beforeClosing = uniform(random, 1, 15) * MINUTE;
      return {
        kind: 'arrival',
        ms,
        leavesAt: Math.floor(Math.max(ms + 1, Math.min(ms + stay, closesAt - beforeClosing))),
        orientedTo: chance(random, ORIENTED_SHARE) && others.length > 0 ? oneOf(random, others) : undefined,
        isEntryTapped: !chance(random, FORGOTTEN_ENTRY),
        isExitTapped: !chance(random, FORGOTTEN_EXIT),
      };
    }),
  );
}

function routineOf(
  seed: number,
  territory: LawTerritory,
  space: LawRestSpace,
  flow: Flow,
  date: LocalDate,
): Routine[] {
  const random = randomOf(seed, 'routine', space.id, date);
  const { timezone, regimes, releves } = territory.rhythm;
  const soonAfter = (minutes: number, within: number) =>
    Math.floor(msAtLocal(timezone, date, minutes) + uniform(random, 0.2, within) * MINUTE);
  const switches = (['jour', 'nuit'] as const).map((regime): Routine => ({
    kind: 'switch',
    regime,
    ms: soonAfter(minutesOf(regimes[regime]), 5),
  }));
  const recounts = releves.flatMap((releve): Routine[] => {
    const ms = soonAfter(minutesOf(releve), 25);
    return chance(random, RECOUNT_AT_RELEVE) ? [{ kind: 'recount', ms }] : [];
  });
  const offered = [
    ...servicesOf(seed, territory, space, date),
    sheetOf(seed, territory, space, flow.hours, date),
  ];
  if (flow.hours.kind === 'continu') return [...switches, ...recounts, ...offered];
  const opens = msAtLocal(timezone, date, minutesOf(flow.hours.opens));
  const closes = msAtLocal(timezone, date, minutesOf(flow.hours.closes));
  const until = msAtLocal(timezone, date, 24 * 60 + minutesOf(flow.hours.opens));
  return [
    { kind: 'open', ms: opens },
    { kind: 'close', ms: closes, until },
    ...[...switches, ...recounts, ...offered].filter(({ ms }) => ms > opens && ms < closes),
  ];
}

function isOpenDuring(flow: Flow, hour: number): boolean {
  if (flow.hours.kind === 'continu') return true;
  return hour * 60 >= minutesOf(flow.hours.opens) && (hour + 1) * 60 <= minutesOf(flow.hours.closes);
}

function closingOf(timezone: string, flow: Flow, date: LocalDate): number {
  return flow.hours.kind === 'continu' ? Infinity : msAtLocal(timezone, date, minutesOf(flow.hours.closes));
}
