import { MINUTE } from '#shared/kernel/instant';
import { distance, type Point, type Site } from '../city.ts';
import type { Night, Visit, World } from '../night.ts';

/** A moment at which an attacker asks where a team is, and the truth of it. */
export type Moment = {
  readonly at: number;
  /** Ten-minute step of the day: moments of different nights with one phase are alike but for chance. */
  readonly phase: number;
  readonly third: 0 | 1 | 2;
  /** Whether a team is within 300 m of each site of the world. */
  readonly near: readonly boolean[];
  /** Teams in each zone, in the order of the pack. */
  readonly inZone: readonly number[];
  /** Stations where a team is. */
  readonly stations: ReadonlySet<string>;
};

/** A site as an attacker knows it: where, in which zone, and which zones' people walk within 300 m of it. */
export type Spot = {
  readonly site: Site;
  readonly zone: number;
  readonly reach: readonly (readonly [zone: number, share: number])[];
};

const NEAR = 300;
const STEP = 10 * MINUTE;
/** Hours at which tours are out, in minutes after local midnight. */
const HOURS: readonly (readonly [number, number])[] = [
  [600, 810],
  [1020, 1260],
];
const DAY_STARTS = 390;

const spotsByWorld = new WeakMap<World, readonly Spot[]>();

export function spotsOf(world: World): readonly Spot[] {
  const known = spotsByWorld.get(world);
  if (known) return known;
  const all = world.ground.flatMap(({ id }, zone) =>
    (world.sites.get(id) ?? []).map((site) => ({ site, zone })),
  );
  const spots = all.map(({ site, zone }): Spot => {
    const shares = new Map<number, number>();
    for (const other of all) {
      if (distance(site, other.site) > NEAR) continue;
      shares.set(other.zone, (shares.get(other.zone) ?? 0) + other.site.share);
    }
    return { site, zone, reach: [...shares] };
  });
  spotsByWorld.set(world, spots);
  return spots;
}

/** The moments of a night, seen by somebody who looks for the teams that `sought` accepts. */
export function momentsOf(night: Night, sought: (visit: Visit) => boolean): Moment[] {
  const midnight = night.from - DAY_STARTS * MINUTE;
  const spots = spotsOf(night.world);
  const zoneIndex = new Map(night.world.ground.map(({ id }, index) => [id as string, index]));
  const tours = [
    ...Map.groupBy(night.visits.filter(sought), ({ team, window }) => `${team} ${window}`).values(),
  ];
  const moments: Moment[] = [];
  HOURS.forEach(([from, to], half) => {
    for (let minute = from + 5; minute < to; minute += STEP / MINUTE) {
      const at = midnight + minute * MINUTE;
      const where = tours.flatMap((tour) => positionAt(tour, at) ?? []);
      const inZone = night.world.ground.map(() => 0);
      const stations = new Set<string>();
      for (const { place } of where) {
        const index = zoneIndex.get(place.id);
        if (index === undefined) stations.add(place.id);
        else inZone[index] = (inZone[index] ?? 0) + 1;
      }
      const points = where.flatMap(({ point }) => point ?? []);
      moments.push({
        at,
        phase: half * 100 + (minute - from - 5) / (STEP / MINUTE),
        third: Math.min(2, Math.floor((3 * (minute - from)) / (to - from))) as 0 | 1 | 2,
        near: spots.map(({ site }) => points.some((point) => distance(point, site) <= NEAR)),
        inZone,
        stations,
      });
    }
  });
  return moments;
}

/** Where a team is: at its halt, or on the straight way to the next one. Undefined before the first and after the last. */
function positionAt(
  tour: readonly Visit[],
  at: number,
): { place: Visit['place']; point: Point | null } | undefined {
  for (let i = 0; i < tour.length; i += 1) {
    const visit = tour[i];
    if (!visit || at < visit.arrivesAt) {
      const before = tour[i - 1];
      if (!visit || !before) return undefined;
      const share = (at - before.leavesAt) / (visit.arrivesAt - before.leavesAt);
      const a = before.spot;
      const b = visit.spot;
      const point = a && b ? { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share } : null;
      return { place: share < 0.5 ? before.place : visit.place, point };
    }
    if (at < visit.leavesAt) return { place: visit.place, point: visit.spot };
  }
  return undefined;
}
