import { chance, pick, uniform, wholeNumber } from '#server/demo/law/distributions';
import type { Random } from '#server/demo/law/random';
import type { SectorId, ZoneId } from '#shared/kernel/ids';
import { distance, type Site, type ZoneGround } from './city.ts';

/** One halt on the surface, in minutes after local midnight. */
export type Halt = {
  readonly zone: ZoneId;
  readonly site: Site;
  readonly arrivesAt: number;
  readonly leavesAt: number;
};

// [SIM] DOMAIN 12: a tour takes 2 or 3 sectors, reaches each with probability 0.9, then follows the weights; 6 to 10
// stops of 15 to 35 min.
const SECTORS = { from: 2, to: 3 };
const REACHED = 0.9;
const STOPS = { from: 6, to: 10 };
const STAY_MIN = { from: 15, to: 35 };
const WALK_MIN = { from: 2, to: 5 };
/** A stop and the way to it never take less. */
const LEAST_STOP_MIN = STAY_MIN.from + WALK_MIN.to;
// DOMAIN leaves open in which order a tour "follows the weights"; the figures of PRIVACY 14 (S2) say it: one sector is
// finished before the next. Back and forth between its own sectors, or over the territory, T3 by sectors of six teams is
// 13 % at least, where S2 has 7 %.
/** Metres after which a site on foot is a third as likely as one next door. Chosen: at 400, T3 by zones is under S2 at every number of teams; without it, over. */
const WALK_REACH = 600;
/**
 * Chance that the next stop is anywhere by the weights: a call, a ride. DOMAIN 12: 8 reports a day, 70 % of them for a tour,
 * 45 % from underground: 3.1 a day, over the 46 stops that 8 tours make on the surface after the first of each sector.
 */
export const USUAL_RIDES = 0.07;

export type Hours = { readonly startsAt: number; readonly endsAt: number };

/**
 * The halts of one tour. Its sectors are neighbours in the pack's list, shared out by `rank` and `turn`, and taken in any
 * order. The demonstration's own tours cross the whole territory between two stops: nobody can walk that, and attacks on
 * routes would look harder than they are.
 */
export function haltsOf(
  random: Random,
  ground: readonly ZoneGround[],
  sites: ReadonlyMap<ZoneId, readonly Site[]>,
  sectors: readonly SectorId[],
  tour: Hours & {
    readonly rank: number;
    readonly among: number;
    readonly turn: number;
    readonly rides: number;
  },
): Halt[] {
  const first = Math.round((sectors.length * tour.rank) / tour.among) + tour.turn;
  const taken = Array.from(
    { length: wholeNumber(random, SECTORS.from, SECTORS.to) },
    (_, i) => sectors[(first + i) % sectors.length],
  ).filter((sector) => sector !== undefined && chance(random, REACHED));
  const spots = ground.flatMap((zone) =>
    (sites.get(zone.id) ?? []).map((site) => ({ zone, site, weight: zone.weight * site.share })),
  );
  if (taken.length === 0) return [];
  const order = taken.map((sector) => [random(), sector] as const).sort(([a], [b]) => a - b);
  const most = Math.floor((tour.endsAt - tour.startsAt) / LEAST_STOP_MIN);
  const stops = Math.min(wholeNumber(random, STOPS.from, STOPS.to), most);
  const share = stopsBySector(random, taken, ground, stops);
  const chosen: (typeof spots)[number][] = [];
  for (const [, sector] of order) {
    let near: Site | undefined;
    for (let left = share.get(sector ?? '') ?? 0; left > 0; left -= 1) {
      // A tour goes on: it does not come back to a site it has left.
      const here = near;
      const rides = here !== undefined && chance(random, tour.rides);
      const unseen = spots.filter(({ site }) => !chosen.some((done) => done.site === site));
      const inSector = unseen.filter(({ zone }) => zone.sector === sector);
      // A tour that has seen every site of its sector rides too.
      const walks = !rides && inSector.length > 0;
      const spot = pick(
        random,
        (walks ? inSector : unseen).map((each) => {
          const reach = here && walks ? Math.exp(-distance(here, each.site) / WALK_REACH) : 1;
          return [each, each.weight * reach + 1e-12] as const;
        }),
      );
      chosen.push(spot);
      near = spot.site;
    }
  }
  let now = tour.startsAt;
  return chosen.map(({ zone, site }, index) => {
    const walk = uniform(random, WALK_MIN.from, WALK_MIN.to);
    const left = chosen.length - index;
    const longest = Math.min(STAY_MIN.to, tour.endsAt - now - walk - (left - 1) * LEAST_STOP_MIN);
    const even = (tour.endsAt - now) / left - walk;
    const stay = Math.min(longest, Math.max(STAY_MIN.from, even * uniform(random, 0.75, 1.25)));
    const arrivesAt = now + walk;
    now = arrivesAt + stay;
    return { zone: zone.id, site, arrivesAt, leavesAt: now };
  });
}

/** One stop in each sector first; the others go where the weights are. */
function stopsBySector(
  random: Random,
  taken: readonly (SectorId | undefined)[],
  ground: readonly ZoneGround[],
  stops: number,
): Map<string, number> {
  const weights = taken.map((sector) => {
    const weight = ground.reduce((sum, zone) => sum + (zone.sector === sector ? zone.weight : 0), 0);
    return [sector ?? '', weight + 1e-12] as const;
  });
  const share = new Map<string, number>(weights.map(([sector]) => [sector, 1]));
  for (let left = stops - taken.length; left > 0; left -= 1) {
    const sector = pick(random, weights);
    share.set(sector, (share.get(sector) ?? 0) + 1);
  }
  return share;
}
