import { waitClassOf } from '#shared/domain/admission/clock';
import type { Band, FreeBeds, QueueLevel, Share, SourceAge } from '#shared/view/capacity';
import { elapsed, HOUR, MINUTE, type Instant } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import type { Policy } from '#shared/policy/schema';

/** A class of free places, named by its lower edge. */
export type PlacesClass = {
  readonly kind: 'places';
  readonly lower: number;
  readonly edges: readonly number[];
};
export type Places =
  | PlacesClass
  | { readonly kind: 'ouvert' }
  | { readonly kind: 'complet' }
  | { readonly kind: 'ferme' }
  | { readonly kind: 'inconnu' };

/**
 * The edges that may be used under this limit: above 1, an edge stays only if the emptiest class still hides at least
 * `hide_at_least` occupancies (PRV-26).
 */
export function edgesUnder(limit: number, edges: readonly number[], policy: Policy): number[] {
  return edges.filter((edge) => edge <= 1 || edge <= limit - (policy.rest.hide_at_least - 1));
}

/** What a space's own staff know of it. */
export type CountedSpace =
  | { readonly kind: 'ouvert'; readonly present: number; readonly declaredFull: boolean }
  | { readonly kind: 'ferme' }
  | { readonly kind: 'inconnu' };

/** Exact occupancy to the strongest released class, the hospital's. The only function here that reads a count. */
export function placesForHospital(space: CountedSpace, limit: number, policy: Policy): Places {
  switch (space.kind) {
    case 'ferme':
    case 'inconnu':
      return { kind: space.kind };
    case 'ouvert': {
      if (space.declaredFull) return { kind: 'complet' };
      if (limit < policy.rest.min_limit_for_classes) return { kind: 'ouvert' };
      const edges = edgesUnder(limit, policy.roles.hospital.rest.free_edges, policy);
      return placesAt(Math.max(0, limit - space.present), edges);
    }
  }
}

/** The wall's class, from the hospital's class and nothing else. */
export function placesForWall(hospital: Places, limit: number, policy: Policy): Places {
  return coarser(hospital, limit, policy.roles.wall.rest.free_edges, policy);
}

function coarser(stronger: Places, limit: number, edges: readonly number[], policy: Policy): Places {
  return stronger.kind === 'places' ? placesAt(stronger.lower, edgesUnder(limit, edges, policy)) : stronger;
}

// Along the chain each audience is given the stronger one's released word, and nothing else of the space.

export function bandForHospital(space: CountedSpace, limit: number, policy: Policy): Band {
  return bandOf(placesForHospital(space, limit, policy));
}

export function bandForWall(hospital: Band, limit: number, policy: Policy): Band {
  return bandOf(placesForWall(placesOf(hospital), limit, policy));
}

export function bandForRatp(wall: Band, limit: number, policy: Policy): Band {
  return bandOf(coarser(placesOf(wall), limit, policy.roles.ratp.rest.free_edges, policy));
}

/** The class that a word names, as far as a weaker audience needs it: its lower edge. */
function placesOf(band: Band): Places {
  switch (band) {
    case 'complet':
    case 'ouvert':
    case 'ferme':
    case 'inconnu':
      return { kind: band };
    default:
      return { kind: 'places', lower: Number.parseInt(band, 10), edges: [] };
  }
}

function placesAt(free: number, edges: readonly number[]): Places {
  const lower = edges.filter((edge) => edge <= free).at(-1) ?? 0;
  return lower === 0 ? { kind: 'complet' } : { kind: 'places', lower, edges };
}

const BANDS: Record<string, Band> = { '1-4': '1-4', '5-9': '5-9', '10+': '10+', '5+': '5+', '1+': '1+' };

/** The word that crosses the wire for a class. */
export function bandOf(places: Places): Band {
  if (places.kind !== 'places') return places.kind;
  const next = places.edges.find((edge) => edge > places.lower);
  return BANDS[next === undefined ? `${places.lower}+` : `${places.lower}-${next - 1}`] ?? 'inconnu';
}

/** Free beds as the wall may know them (PRV-29). */
export function freeBedsOf(available: number): FreeBeds {
  if (available >= 3) return '3+';
  return available === 2 ? '2' : available === 1 ? '1' : '0';
}

/** Longest wait and whether a request is near its limit, from the times of the open requests (PRV-32). */
export function queueLevelOf(
  openSince: readonly Instant[],
  now: Instant,
  share: Share,
  policy: Policy,
): QueueLevel {
  const longest = Math.max(0, ...openSince.map((since) => elapsed(since, now)));
  return {
    wait: waitClassOf(longest),
    atRisk: longest >= policy.request.at_risk_h * HOUR ? '1+' : '0',
    share,
  };
}

/** The share over the four closed weeks: rounded to 5, kept within 5-95, silent below `k` admissions (PRV-32). */
export function shareOf(weeks: readonly { admitted: number; under24h: number }[], policy: Policy): Share {
  const admitted = weeks.reduce((sum, week) => sum + week.admitted, 0);
  if (admitted < policy.request.share.k) return { kind: 'trop-peu-de-demandes' };
  const under = weeks.reduce((sum, week) => sum + week.under24h, 0);
  const step = policy.request.share.round;
  const rounded = Math.round((100 * under) / admitted / step) * step;
  const percent = String(Math.min(95, Math.max(5, rounded)));
  return { kind: 'part', percent } as Share;
}

/**
 * Age of a source for those who must not count taps: fresh until it is stale (silent for two cadences), then since
 * which half-hour. No `vieillissant` here: leaving it would tell, to the minute, that someone came in or went out.
 */
export function sourceAgeOf(lastSignAt: Instant | null, cadenceMin: number, now: Instant): SourceAge {
  if (lastSignAt === null) return { freshness: 'inconnu' };
  if (elapsed(lastSignAt, now) <= 2 * cadenceMin * MINUTE) return { freshness: 'frais' };
  return { freshness: 'perime', since: slotOf(lastSignAt) };
}
