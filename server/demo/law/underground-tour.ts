import { chance, oneOf, uniform } from './distributions.ts';
import { shareOf, type Tour } from './roster.ts';
import { REACHED, type Stop } from './stop.ts';
import type { LawTerritory } from './territory.ts';

const STAY_MIN = { from: 8, to: 12 };
const RIDE_MIN = { from: 3, to: 5 };
/** [SIM] DOMAIN 12: the share of passes without network, and how late they arrive: under the hour after which a slot may be refused. */
const LATE_SHARE = 0.2;
const LATE_MIN = { from: 10, to: 58 };

/**
 * [SIM] One station in each group of the tour's share, 8 to 12 min each. DOMAIN 12 counted 4 groups a tour; the pack has 22
 * groups and two tours a window, so a tour takes 11 of them and runs later. Stations of a group are never ranked.
 */
export function undergroundStops(
  territory: LawTerritory,
  tour: Tour,
  turn: number,
  closedLine: string | undefined,
): Stop[] {
  const { random } = tour;
  const { groups, stations } = territory.underground;
  const served = stations.filter(({ lines }) => lines.some((line) => line !== closedLine));
  let now = tour.startsAt;
  return shareOf(groups, tour, turn).flatMap((group): Stop[] => {
    const isReached = chance(random, REACHED);
    const candidates = served.filter((station) => station.group === group.id);
    const ride = uniform(random, RIDE_MIN.from, RIDE_MIN.to);
    const stay = uniform(random, STAY_MIN.from, STAY_MIN.to);
    const syncsAfter = chance(random, LATE_SHARE) ? uniform(random, LATE_MIN.from, LATE_MIN.to) : 0;
    if (!isReached || candidates.length === 0 || now + ride + stay > tour.endsAt) return [];
    const arrivesAt = now + ride;
    now = arrivesAt + stay;
    return [
      { place: { kind: 'station', id: oneOf(random, candidates).id }, arrivesAt, leavesAt: now, syncsAfter },
    ];
  });
}
