import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import { saturatingSince, type OccupancyThresholds } from '#shared/domain/rest-space/occupancy';
import type { RestSpaceState } from '#shared/domain/rest-space/state';
import type { RestSpaceId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { RestSpaceFacts } from '#shared/territory/schema';

/** Since when the count of each space stands at the saturation threshold; null while it does not. */
export type SaturatingSince = ReadonlyMap<RestSpaceId, Instant | null>;

/** After a fact about a space: five minutes of this are a saturation (RSP-16), for its own staff and the leads. */
export function saturatingAfter(
  before: SaturatingSince,
  facts: RestSpaceFacts,
  state: RestSpaceState,
  event: RestSpaceEvent,
  thresholds: OccupancyThresholds,
): SaturatingSince {
  if (event.type === 'RestSpaceCarried') return new Map(before).set(facts.id, event.saturatingSince);
  return saturatingUnder(before, facts, state, event.at, thresholds);
}

/** The same at a moment at which nothing happened in the space: its limit changed, or is read again. */
export function saturatingUnder(
  before: SaturatingSince,
  facts: RestSpaceFacts,
  state: RestSpaceState,
  at: Instant,
  thresholds: OccupancyThresholds,
): SaturatingSince {
  if (state.kind !== 'ouvert') return new Map(before).set(facts.id, null);
  const jauge = state.regime === 'nuit' ? facts.jaugeNuit.value : facts.jaugeJour.value;
  const since = saturatingSince(before.get(facts.id) ?? null, state.present, jauge, thresholds, at);
  return new Map(before).set(facts.id, since);
}
