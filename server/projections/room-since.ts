import type { RestSpaceState } from '#shared/domain/rest-space/state';
import type { RestSpaceId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { RestSpaceFacts } from '#shared/territory/schema';

/** Since when each space has had room; null while it is full. */
export type RoomSince = ReadonlyMap<RestSpaceId, Instant | null>;

/** After a fact about a space at `at`: the moment its room began, kept as long as it has room. */
export function roomAfter(
  before: RoomSince,
  facts: RestSpaceFacts,
  state: RestSpaceState,
  at: Instant,
): RoomSince {
  const limit =
    state.kind === 'ouvert' && state.regime === 'nuit' ? facts.jaugeNuit.value : facts.jaugeJour.value;
  const full = state.kind === 'ouvert' && (state.declaredFull || state.present >= limit);
  const since = full ? null : (before.get(facts.id) ?? at);
  return new Map(before).set(facts.id, since);
}
