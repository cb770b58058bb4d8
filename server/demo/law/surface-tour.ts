import type { ZoneId } from '#shared/kernel/ids';
import { chance, pick, uniform, wholeNumber } from './distributions.ts';
import { shareOf, type Tour } from './roster.ts';
import { REACHED, type Stop } from './stop.ts';
import type { LawTerritory } from './territory.ts';
import { zoneWeights } from './zone-weights.ts';

const STOPS = { from: 6, to: 10 };
const STAY_MIN = { from: 15, to: 35 };
const WALK_MIN = { from: 2, to: 5 };
/** A stop and the walk to it never take less. */
const LEAST_STOP_MIN = STAY_MIN.from + WALK_MIN.to;

/**
 * [SIM] DOMAIN 12: 6 to 10 stops of 15 to 35 min, as many as the hours hold. The four tours share the ten sectors (2 or 3
 * each), reach each with probability 0.9, and give the stops that are left to the weights, over the whole territory.
 */
export function surfaceStops(territory: LawTerritory, tour: Tour, turn: number): Stop[] {
  const { random } = tour;
  const { sectors, zones } = territory.surface;
  const weights = zoneWeights(zones);
  const duty = shareOf(sectors, tour, turn).filter(() => chance(random, REACHED));
  const chosen = duty.map((sector) =>
    pick(
      random,
      weights.filter(([zone]) => zone.sector === sector.id),
    ),
  );
  const length = tour.endsAt - tour.startsAt;
  const count = Math.min(wholeNumber(random, STOPS.from, STOPS.to), Math.floor(length / LEAST_STOP_MIN));
  while (chosen.length < count) chosen.push(pick(random, weights));
  const rankOf = (zone: ZoneId) => zones.findIndex(({ id }) => id === zone);
  chosen.sort((a, b) => rankOf(a.id) - rankOf(b.id));
  return paced(
    tour,
    chosen.map(({ id }) => id),
  );
}

/** Spreads the stops over the hours of the tour: each stays within its bounds, and the last ends no later than the tour. */
function paced(tour: Tour, zones: readonly ZoneId[]): Stop[] {
  let now = tour.startsAt;
  return zones.map((zone, index) => {
    const walk = uniform(tour.random, WALK_MIN.from, WALK_MIN.to);
    const left = zones.length - index;
    const most = Math.min(STAY_MIN.to, tour.endsAt - now - walk - (left - 1) * LEAST_STOP_MIN);
    const even = (tour.endsAt - now) / left - walk;
    const stay = Math.min(most, Math.max(STAY_MIN.from, even * uniform(tour.random, 0.75, 1.25)));
    const arrivesAt = now + walk;
    now = arrivesAt + stay;
    return { place: { kind: 'zone', id: zone }, arrivesAt, leavesAt: now, syncsAfter: 0 };
  });
}
