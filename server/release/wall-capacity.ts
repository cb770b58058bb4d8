import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import { elapsed, MINUTE, msOf, type Instant } from '#shared/kernel/instant';
import type { RestSpaceId } from '#shared/kernel/ids';
import { SLOT_MS } from '#shared/kernel/slot';
import type { Regime } from '#shared/domain/rest-space/commands';
import type { Share } from '#shared/view/capacity';
import { bandOf, freeBedsOf, placesForHospital, placesForWall, queueLevelOf, sourceAgeOf } from './bands.ts';
import type { CapacityEntity, CapacityReleased } from './events.ts';

/** What the capacity of a territory is now, exactly: the input of the gate, never its output. */
export type ExactCapacity = {
  readonly spaces: ReadonlyMap<
    RestSpaceId,
    {
      readonly space:
        { kind: 'ouvert'; present: number; declaredFull: boolean } | { kind: 'ferme' } | { kind: 'inconnu' };
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

/** The bodies last released to the wall. */
export type CapacityState = ReadonlyMap<string, CapacityEntity>;
export const NO_CAPACITY_RELEASED: CapacityState = new Map();

export function capacityKey(entity: CapacityEntity): string {
  return entity.kind === 'rest-space' ? `rest-space:${entity.id}` : entity.kind;
}

export function evolveCapacity(state: CapacityState, event: CapacityReleased): CapacityState {
  return new Map([...state, ...event.entities.map((entity) => [capacityKey(entity), entity] as const)]);
}

/**
 * The bodies to release to the wall at this tick: those that differ from what it shows. `immediate` releases only what
 * may not wait (a space that is full, the last bed that goes), between ticks.
 */
export function capacityChanges(
  released: CapacityState,
  exact: ExactCapacity,
  at: Instant,
  mode: 'tick' | 'immediate',
  policy: Policy,
  territory: Territory,
): CapacityEntity[] {
  const entities: CapacityEntity[] = territory.services.restSpaces.map(({ id, jaugeJour, jaugeNuit }) => {
    const before = released.get(`rest-space:${id}`);
    const known = before?.kind === 'rest-space' ? before : undefined;
    const now = exact.spaces.get(id);
    const regime = now?.regime ?? 'jour';
    const limit = regime === 'jour' ? jaugeJour.value : jaugeNuit.value;
    const places = placesForWall(
      placesForHospital(now?.space ?? { kind: 'inconnu' }, limit, policy),
      limit,
      policy,
    );
    const computed = bandOf(places);
    const reopening = known?.band === 'complet' && computed !== 'complet' && computed !== 'ferme';
    const held = reopening && !reopened(now?.roomSince ?? null, at, policy);
    const band = held ? 'complet' : computed;
    const onHalfHour = mode === 'tick' && msOf(at) % SLOT_MS === 0;
    return {
      kind: 'rest-space',
      id,
      band,
      regime,
      jaugeJour: jaugeJour.value,
      jaugeNuit: jaugeNuit.value,
      trend: onHalfHour ? [...(known?.trend ?? []), band].slice(-8) : (known?.trend ?? []),
      source: sourceAgeOf(now?.lastSignAt ?? null, territory.rhythm.thresholds.restSpaceCadenceMin, at),
    };
  });
  entities.push({
    kind: 'beds',
    free: exact.availableBeds === null ? 'inconnu' : freeBedsOf(exact.availableBeds),
    source: sourceAgeOf(exact.wardConfirmedAt, territory.rhythm.thresholds.wardCadenceMin, at),
  });
  entities.push({ kind: 'queue', level: queueLevelOf(exact.openRequests, at, exact.share, policy) });

  return entities.filter((entity) => {
    const before = released.get(capacityKey(entity));
    if (JSON.stringify(before) === JSON.stringify(entity)) return false;
    return mode === 'tick' || mayNotWait(entity, before);
  });
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
      return entity.band === 'complet' && before?.kind === 'rest-space' && before.band !== 'complet';
    case 'beds':
      return entity.free === '0' && before?.kind === 'beds' && before.free !== '0';
    case 'queue':
      return false;
  }
}
