import type { Place } from '#shared/domain/pass/commands';
import type { PresenceStatus } from '#shared/domain/presence/commands';
import type { SectorId, StationId, TeamId, ZoneId } from '#shared/kernel/ids';
import { MINUTE, elapsed, type Instant } from '#shared/kernel/instant';

/** What is known of a team when somebody must go somewhere. */
export type Candidate = {
  readonly team: TeamId;
  readonly undergroundAllowed: boolean;
  readonly tour: 'ouverte' | 'pas-commencee' | 'finie' | 'inconnue';
  readonly hasMission: boolean;
  /** It pressed Alerte, or gives no sign. */
  readonly inTrouble: boolean;
  readonly status: PresenceStatus | null;
  /** Minutes in that status. */
  readonly minutes: number | null;
  /** Null when nobody knows it, or behind the curtain. */
  readonly place: Place | null;
  readonly exitAt: Instant | null;
  /** Where its missions of today took it. */
  readonly wasAt: readonly Place[];
};

/** Why a team stands where it does in the list, in words of the screen. */
export type Reason =
  | 'disponible'
  | 'finit-bientot'
  | 'sort-bientot'
  | 'en-route'
  | 'sur-place'
  | 'sous-terre'
  | 'pause'
  | 'sans-presence'
  | 'meme-lieu'
  | 'zone-voisine'
  | 'meme-secteur'
  | 'deja-la'
  | 'en-mission'
  | 'pas-sous-terre'
  | 'hors-tournee'
  | 'sans-signe';

/** A team that could go, or cannot, and why. Nothing is ever assigned by it: a lead decides. */
export type Suggestion = {
  readonly team: TeamId;
  readonly can: boolean;
  readonly reasons: readonly Reason[];
};

/** The territory as far as going from place to place goes. */
export type Geography = {
  readonly zones: readonly {
    readonly id: ZoneId;
    readonly sector: SectorId;
    readonly beside: readonly ZoneId[];
  }[];
  readonly stations: readonly { readonly id: StationId; readonly zone: ZoneId }[];
};

/** On the spot for this long, a team is about to leave [SIM]. */
const ENDS_SOON_MIN = 20;
const EXITS_SOON_MS = 15 * MINUTE;

type Weighed = { readonly weight: number; readonly reason: Reason | null };

/**
 * Every team, those that could go first: available and near, then finishing soon. Teams that weigh the same stay in the
 * order given, so that the list does not dance.
 */
export function suggest(
  place: Place,
  candidates: readonly Candidate[],
  geography: Geography,
  now: Instant,
): Suggestion[] {
  return candidates
    .map((candidate) => {
      const refusal = cannot(candidate, place);
      if (refusal) return { team: candidate.team, can: false, reasons: [refusal], weight: Infinity };
      const state = stateOf(candidate, now);
      const near = candidate.place
        ? nearness(candidate.place, place, geography)
        : { weight: 4, reason: null };
      const known = candidate.wasAt.some((past) => past.id === place.id);
      const reasons = [state.reason, near.reason, known ? ('deja-la' as const) : null].filter(
        (each) => each !== null,
      );
      return {
        team: candidate.team,
        can: true,
        reasons,
        weight: state.weight + near.weight - (known ? 0.5 : 0),
      };
    })
    .sort((a, b) => (a.weight === b.weight ? 0 : a.weight - b.weight))
    .map(({ team, can, reasons }) => ({ team, can, reasons }));
}

/** What the server would refuse, or what nobody should ask. */
function cannot(candidate: Candidate, place: Place): Reason | null {
  if (candidate.inTrouble) return 'sans-signe';
  if (candidate.tour === 'pas-commencee' || candidate.tour === 'finie') return 'hors-tournee';
  if (place.kind === 'station' && !candidate.undergroundAllowed) return 'pas-sous-terre';
  return candidate.hasMission ? 'en-mission' : null;
}

function stateOf({ status, minutes, exitAt }: Candidate, now: Instant): Weighed {
  switch (status) {
    case 'disponible':
      return { weight: 0, reason: 'disponible' };
    case 'en-route':
      return { weight: 5, reason: 'en-route' };
    case 'sur-place':
      return minutes !== null && minutes >= ENDS_SOON_MIN
        ? { weight: 2, reason: 'finit-bientot' }
        : { weight: 5, reason: 'sur-place' };
    case 'sous-terre':
      return exitAt !== null && elapsed(now, exitAt) <= EXITS_SOON_MS
        ? { weight: 2, reason: 'sort-bientot' }
        : { weight: 6, reason: 'sous-terre' };
    case 'pause':
      return { weight: 7, reason: 'pause' };
    case null:
      return { weight: 6, reason: 'sans-presence' };
  }
}

function nearness(from: Place, to: Place, { zones, stations }: Geography): Weighed {
  if (from.id === to.id) return { weight: 0, reason: 'meme-lieu' };
  // For going there only: a station still says nothing of a pass in its zone (PRV-8).
  const zoneOf = (place: Place) => {
    const id = place.kind === 'zone' ? place.id : stations.find((station) => station.id === place.id)?.zone;
    return zones.find((zone) => zone.id === id);
  };
  const [here, there] = [zoneOf(from), zoneOf(to)];
  if (!here || !there) return { weight: 4, reason: null };
  if (here.id === there.id || here.beside.includes(there.id)) return { weight: 1, reason: 'zone-voisine' };
  return here.sector === there.sector ? { weight: 2, reason: 'meme-secteur' } : { weight: 4, reason: null };
}
