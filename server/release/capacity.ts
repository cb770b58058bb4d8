import type { Regime } from '#shared/domain/rest-space/commands';
import { elapsed, MINUTE, msOf, type Instant } from '#shared/kernel/instant';
import type { RestSpaceId } from '#shared/kernel/ids';
import { SLOT_MS } from '#shared/kernel/slot';
import type { Policy } from '#shared/policy/schema';
import type { RestSpaceFacts, Territory } from '#shared/territory/schema';
import type { Share } from '#shared/view/capacity';
import type { RestSpaceBand, RestSpaceDoor } from '#shared/view/offered';
import {
  bandForHospital,
  bandForRatp,
  bandForWall,
  freeBedsOf,
  queueLevelOf,
  sourceAgeOf,
  type CountedSpace,
} from './bands.ts';
import type { CapacityEntity, CapacityReleased } from './events.ts';

/** What the capacity of a territory is now, exactly: the input of the gate, never its output. */
export type ExactCapacity = {
  readonly spaces: ReadonlyMap<
    RestSpaceId,
    {
      readonly space: CountedSpace;
      readonly regime: Regime;
      readonly lastSignAt: Instant | null;
      /** Since when it is not full; null while it is. */
      readonly roomSince: Instant | null;
    }
  >;
  readonly availableBeds: number | null;
  readonly wardConfirmedAt: Instant | null;
  readonly openRequests: readonly Instant[];
  readonly share: Share;
};

/** The bodies last released, under `audience key`. */
export type CapacityState = ReadonlyMap<string, CapacityEntity>;
export const NO_CAPACITY_RELEASED: CapacityState = new Map();

type Audience = CapacityReleased['audience'];

function keyIn(audience: Audience, entity: CapacityEntity): string {
  return 'id' in entity ? `${audience} ${entity.kind}:${entity.id}` : `${audience} ${entity.kind}`;
}

export function evolveCapacity(state: CapacityState, event: CapacityReleased): CapacityState {
  return new Map([
    ...state,
    ...event.entities.map((entity) => [keyIn(event.audience, entity), entity] as const),
  ]);
}

/** What each audience was last told, once more: its first telling may then be erased. */
export function restatedCapacity(state: CapacityState, tick: Instant): CapacityReleased[] {
  return (['hospital', 'wall', 'ratp'] as const).flatMap((audience) => {
    const entities = [...state].flatMap(([key, entity]) => (key.startsWith(`${audience} `) ? [entity] : []));
    return entities.length === 0
      ? []
      : [{ type: 'CapacityReleased', audience, tick, entities } as CapacityReleased];
  });
}

/** At a tick everything that changed is released; between ticks only what may not wait. */
export type Moment = { readonly at: Instant; readonly mode: 'tick' | 'immediate' };

/**
 * What to release now, strongest audience first: the hospital's bands from the counts, the wall's from the hospital's
 * released bands, the operator's from the wall's. Only bodies that differ from what each shows.
 */
export function capacityReleases(
  released: CapacityState,
  exact: ExactCapacity,
  { at, mode }: Moment,
  policy: Policy,
  territory: Territory,
): CapacityReleased[] {
  let state = released;
  const releases: CapacityReleased[] = [];
  const release = <A extends Audience>(
    audience: A,
    entities: Extract<CapacityReleased, { audience: A }>['entities'],
  ): void => {
    const changed = entities.filter((entity) => {
      const before = state.get(keyIn(audience, entity));
      if (JSON.stringify(before) === JSON.stringify(entity)) return false;
      return mode === 'tick' || mayNotWait(entity, before);
    });
    if (changed.length === 0) return;
    const event = { type: 'CapacityReleased', audience, tick: at, entities: changed } as CapacityReleased;
    releases.push(event);
    state = evolveCapacity(state, event);
  };
  const spaces = territory.services.restSpaces;
  const limitOf = (facts: RestSpaceFacts, regime: Regime) =>
    regime === 'jour' ? facts.jaugeJour.value : facts.jaugeNuit.value;

  release(
    'hospital',
    spaces.map((facts) => {
      const now = exact.spaces.get(facts.id);
      const regime = now?.regime ?? 'jour';
      const computed = bandForHospital(now?.space ?? { kind: 'inconnu' }, limitOf(facts, regime), policy);
      const before = restSpaceIn(state, `hospital rest-space-band:${facts.id}`);
      const reopening = before?.band === 'complet' && computed !== 'complet' && computed !== 'ferme';
      const held = reopening && !reopened(now?.roomSince ?? null, at, policy);
      return {
        kind: 'rest-space-band',
        id: facts.id,
        band: held ? 'complet' : computed,
        regime,
        jaugeJour: facts.jaugeJour.value,
        jaugeNuit: facts.jaugeNuit.value,
        source: sourceAgeOf(now?.lastSignAt ?? null, territory.rhythm.thresholds.restSpaceCadenceMin, at),
      };
    }),
  );

  const ofHospital = spaces.flatMap(
    (facts) => restSpaceIn(state, `hospital rest-space-band:${facts.id}`) ?? [],
  );
  release('wall', [
    ...ofHospital.map((stronger) => {
      const facts = spaces.find(({ id }) => id === stronger.id);
      const band = facts
        ? bandForWall(stronger.band, limitOf(facts, stronger.regime), policy)
        : ('inconnu' as const);
      const before = state.get(`wall rest-space:${stronger.id}`);
      const trend = before?.kind === 'rest-space' ? before.trend : [];
      const onHalfHour = mode === 'tick' && msOf(at) % SLOT_MS === 0;
      return {
        kind: 'rest-space' as const,
        id: stronger.id,
        band,
        regime: stronger.regime,
        jaugeJour: stronger.jaugeJour,
        jaugeNuit: stronger.jaugeNuit,
        source: stronger.source,
        trend: onHalfHour ? [...trend, band].slice(-8) : trend,
      };
    }),
    {
      kind: 'beds' as const,
      free: exact.availableBeds === null ? ('inconnu' as const) : freeBedsOf(exact.availableBeds),
      source: sourceAgeOf(exact.wardConfirmedAt, territory.rhythm.thresholds.wardCadenceMin, at),
    },
    { kind: 'queue' as const, level: queueLevelOf(exact.openRequests, at, exact.share, policy) },
  ]);

  if (mode === 'immediate' || msOf(at) % (policy.roles.ratp.rest.tick_min * MINUTE) === 0) {
    release(
      'ratp',
      spaces.flatMap((facts): RestSpaceDoor[] => {
        const stronger = state.get(`wall rest-space:${facts.id}`);
        if (stronger?.kind !== 'rest-space') return [];
        const { id, regime, source } = stronger;
        const band = bandForRatp(stronger.band, limitOf(facts, regime), policy);
        return [{ kind: 'rest-space-band', id, band, source }];
      }),
    );
  }
  return releases;
}

function restSpaceIn(state: CapacityState, key: string): RestSpaceBand | undefined {
  const entity = state.get(key);
  return entity?.kind === 'rest-space-band' && 'regime' in entity ? entity : undefined;
}

/** Reopening waits until a space has had room at two ticks, so that one departure does not show (PRV-27). */
function reopened(roomSince: Instant | null, at: Instant, policy: Policy): boolean {
  if (roomSince === null) return false;
  const ticks = Math.floor(msOf(at) / MINUTE) - Math.floor(msOf(roomSince) / MINUTE);
  return ticks >= policy.rest.reopen_ticks && elapsed(roomSince, at) > 0;
}

function mayNotWait(entity: CapacityEntity, before: CapacityEntity | undefined): boolean {
  switch (entity.kind) {
    case 'rest-space':
    case 'rest-space-band':
      return (
        entity.band === 'complet' && before !== undefined && 'band' in before && before.band !== 'complet'
      );
    case 'beds':
      return entity.free === '0' && before?.kind === 'beds' && before.free !== '0';
    case 'queue':
      return false;
  }
}
