import { uniform } from '#server/demo/law/distributions';
import { stopOf } from '#server/demo/law/encounters';
import { msAtLocal } from '#server/demo/law/calendar';
import { randomOf, type Random } from '#server/demo/law/random';
import type { Tour } from '#server/demo/law/roster';
import type { Stop } from '#server/demo/law/stop';
import { undergroundStops } from '#server/demo/law/underground-tour';
import type { DeclarePass, Place } from '#shared/domain/pass/commands';
import type { CommandId, TeamId, WindowId, ZoneId } from '#shared/kernel/ids';
import { instantAt, MINUTE } from '#shared/kernel/instant';
import { minutesOf, type LocalDate } from '#shared/kernel/local-time';
import { slotOf } from '#shared/kernel/slot';
import type { Territory } from '#shared/territory/schema';
import { groundOf, sitesOf, type Point, type Prior, type Site, type ZoneGround } from './city.ts';
import { haltsOf } from './surface-tour.ts';

/** One halt of one team, as it truly was: what the product never sees. Times in ms since 1970. */
export type Visit = {
  readonly team: TeamId;
  readonly place: Place;
  readonly window: string;
  /** Where the team stood; null underground. */
  readonly spot: Point | null;
  readonly arrivesAt: number;
  readonly leavesAt: number;
};

/** A pass as a phone declares it, and when the server hears of it. */
export type Declared = {
  readonly id: CommandId;
  readonly at: number;
  readonly command: DeclarePass;
  readonly visit: Visit;
};

export type World = {
  readonly seed: number;
  readonly number: number;
  readonly prior: Prior;
  /** Chance that a team rides to its next halt, anywhere by the weights, instead of going on where it is. */
  readonly rides: number;
  readonly territory: Territory;
  readonly ground: readonly ZoneGround[];
  readonly sites: ReadonlyMap<ZoneId, readonly Site[]>;
};

export type Night = {
  readonly world: World;
  readonly date: LocalDate;
  readonly teams: number;
  readonly visits: readonly Visit[];
  /** In the order the server hears them. */
  readonly declared: readonly Declared[];
  /** First and last moment that anything may be released: 06:30 and 23:30. */
  readonly from: number;
  readonly to: number;
};

/** Which moment of a halt the phone declares, and stamps the slot with: departure (PRV-5), or what a broken build does. */
export type DeclaredOn = 'departure' | 'arrival';

/** [SIM] DOMAIN 12. An underground tour may run an hour later. */
const DEFAULT_HOURS = { from: '10:00', to: '13:00', undergroundTo: '14:00' };
const HOURS: Record<string, typeof DEFAULT_HOURS> = {
  matin: DEFAULT_HOURS,
  'apres-midi': { from: '17:00', to: '20:30', undergroundTo: '21:30' },
};
const JITTER_MIN = 20;
/** [SIM] A phone on the surface without network, too: rare, but a seal must hold against it. */
const SURFACE_LATE = { share: 0.02, from: 10, to: 75 };
/** [SIM] A sending again by a phone that did not hear the answer. */
const REPEATED_SHARE = 0.05;

export function worldOf(territory: Territory, seed: number, number: number, rides: number): World {
  const prior: Prior = number % 2 === 0 ? 'spread' : 'domain';
  const ground = groundOf(territory, prior);
  return { seed, number, prior, rides, territory, ground, sites: sitesOf(ground, seed, number) };
}

/** One day of two half-days with this many teams on the surface and two underground. Same arguments, same night. */
export function nightOf(
  world: World,
  index: number,
  teams: number,
  declaredOn: DeclaredOn = 'departure',
): Night {
  const { territory, seed, number } = world;
  const { timezone, windows } = territory.rhythm;
  // Winter days only: a day of 23 h would put a tour in another half-day than its own.
  const date = new Date(Date.UTC(2026, 0, 5 + (index % 70))).toISOString().slice(0, 10) as LocalDate;
  const midnight = msAtLocal(timezone, date, 0);
  const at = (minutes: number) => Math.floor(midnight + minutes * MINUTE);
  const halts = windows.flatMap(({ id }) => {
    // Drawn, not counted: an attacker who knew whose turn it is would need no feed.
    const turn = Math.floor(randomOf(seed, 'turn', number, index, id)() * 1000);
    return Array.from({ length: teams + 2 }, (_, rank) => {
      const random = randomOf(seed, 'tour', number, index, teams, id, rank);
      const level = rank < teams ? ('surface' as const) : ('souterrain' as const);
      const team = `T${rank + 1}` as TeamId;
      return toursStops(world, { random, rank, teams, window: id, turn, level, team }).map((stop) => ({
        ...stop,
        random,
        level,
        visit: {
          team,
          place: stop.place,
          window: id,
          spot: stop.spot,
          arrivesAt: at(stop.arrivesAt),
          leavesAt: at(stop.leavesAt),
        },
      }));
    }).flat();
  });
  const chance = randomOf(seed, 'network', number, index, teams);
  const declared = halts.flatMap(({ visit, random, level, syncsAfter }): Declared[] => {
    const stamped = declaredOn === 'departure' ? visit.leavesAt : visit.arrivesAt;
    const isLate = level === 'surface' && chance() < SURFACE_LATE.share;
    const late = isLate ? uniform(chance, SURFACE_LATE.from, SURFACE_LATE.to) : syncsAfter;
    const id = commandId(chance);
    const received = stamped + late * MINUTE + 1;
    const command: DeclarePass = {
      type: 'DeclarePass',
      place: visit.place,
      slot: slotOf(instantAt(stamped)),
      ...stopOf(random, level),
    };
    const pass = { id, at: received, command, visit };
    const isRepeated = chance() < REPEATED_SHARE;
    return isRepeated ? [pass, { ...pass, at: received + uniform(chance, 0.1, 45) * MINUTE }] : [pass];
  });
  declared.sort((a, b) => a.at - b.at);
  const visits = halts.map(({ visit }) => visit);
  return { world, date, teams, visits, declared, from: at(6.5 * 60), to: at(23.5 * 60) };
}

type Outing = {
  readonly random: Random;
  readonly rank: number;
  readonly teams: number;
  readonly window: WindowId;
  readonly turn: number;
  readonly level: Tour['level'];
  readonly team: TeamId;
};
type TourStop = Stop & { readonly spot: Point | null };

function toursStops({ territory, ground, sites, rides }: World, outing: Outing): TourStop[] {
  const { random, rank, teams, window, turn, level, team } = outing;
  const hours = HOURS[window] ?? DEFAULT_HOURS;
  const jitter = () => uniform(random, -JITTER_MIN, JITTER_MIN);
  const startsAt = minutesOf(hours.from) + jitter();
  if (level === 'souterrain') {
    const endsAt = minutesOf(hours.undergroundTo);
    const tour: Tour = { team, window, level, rank: rank - teams, among: 2, startsAt, endsAt, random };
    return undergroundStops(territory, tour, turn, undefined).map((stop) => ({ ...stop, spot: null }));
  }
  const sectors = territory.surface.sectors.map(({ id }) => id);
  const endsAt = minutesOf(hours.to) + jitter();
  return haltsOf(random, ground, sites, sectors, { rank, among: teams, turn, startsAt, endsAt, rides }).map(
    ({ zone, site, arrivesAt, leavesAt }) => ({
      place: { kind: 'zone', id: zone },
      spot: site,
      arrivesAt,
      leavesAt,
      syncsAfter: 0,
    }),
  );
}

function commandId(random: Random): CommandId {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}` as CommandId;
}
