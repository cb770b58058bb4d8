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
  return new Map(before).set(facts.id, sinceOf(before.get(facts.id) ?? null));

  function sinceOf(since: Instant | null): Instant | null {
    if (event.type === 'RestSpaceCarried') return event.saturatingSince;
    if (state.kind !== 'ouvert') return null;
    const jauge = state.regime === 'nuit' ? facts.jaugeNuit.value : facts.jaugeJour.value;
    return saturatingSince(since, state.present, jauge, thresholds, event.at);
  }
}
