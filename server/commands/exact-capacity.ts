import { isOpen } from '#shared/domain/admission/state';
import { countBeds, freeBeds } from '#shared/domain/bed/count-beds';
import type { Regime } from '#shared/domain/rest-space/commands';
import type { Instant } from '#shared/kernel/instant';
import { localMinutesOf, minutesOf } from '#shared/kernel/local-time';
import type { Territory } from '#shared/territory/schema';
import type { ExactCapacity } from '#server/release/capacity';
import { d2oStream, restSpaceStream, rhythmStream } from './aggregates.ts';
import type { Aggregates } from './draft.ts';
import type { World } from './world.ts';

/** The exact capacities on which a release is computed, at this moment. */
export function exactCapacity(
  aggregates: Aggregates,
  { territory, room }: Pick<World, 'territory' | 'room'>,
  now: Instant,
): ExactCapacity {
  const d2o = aggregates.state(d2oStream);
  const byTheHour = regimeByTheHour(territory, now);
  return {
    spaces: new Map(
      territory.services.restSpaces.map(({ id }) => {
        const state = aggregates.state(restSpaceStream(id));
        const space =
          state.kind === 'ouvert'
            ? { kind: state.kind, present: Math.max(0, state.present), declaredFull: state.declaredFull }
            : { kind: state.kind === 'ferme' ? ('ferme' as const) : ('inconnu' as const) };
        return [
          id,
          {
            space,
            regime: state.kind === 'ouvert' ? state.regime : byTheHour,
            lastSignAt: state.kind === 'jamais-recu' ? null : state.lastSignAt,
            roomSince: room.get(id) ?? null,
          },
        ];
      }),
    ),
    availableBeds: d2o.beds.size === 0 ? null : freeBeds(countBeds(d2o.beds)),
    wardConfirmedAt: d2o.confirmedAt,
    openRequests: [...d2o.requests.values()].filter(isOpen).map(({ requestedAt }) => requestedAt),
    share: aggregates.state(rhythmStream).share,
  };
}

/** The regime of the hour, for a space that is not open: the one its door will show when it opens. */
function regimeByTheHour({ rhythm }: Territory, now: Instant): Regime {
  const minutes = localMinutesOf(rhythm.timezone, now);
  return minutes >= minutesOf(rhythm.regimes.jour) && minutes < minutesOf(rhythm.regimes.nuit)
    ? 'jour'
    : 'nuit';
}
