import type { RestSpaceState } from '#shared/domain/rest-space/state';
import type { RestSpaceId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Policy } from '#shared/policy/schema';
import type { RestSpaceFacts } from '#shared/territory/schema';

/** Since when each space has had room; null while it is full. */
export type RoomSince = ReadonlyMap<RestSpaceId, Instant | null>;

/**
 * After a fact about a space at `at`: the moment its room began, kept as long as it has room. Under a limit too small
 * for classes only the staff's word counts: the counter must not show in the moment a space opens again (PRV-26).
 */
export function roomAfter(
  before: RoomSince,
  facts: RestSpaceFacts,
  state: RestSpaceState,
  at: Instant,
  policy: Policy,
): RoomSince {
  const limit =
    state.kind === 'ouvert' && state.regime === 'nuit' ? facts.jaugeNuit.value : facts.jaugeJour.value;
  const counts = limit >= policy.rest.min_limit_for_classes;
  const full = state.kind === 'ouvert' && (state.declaredFull || (counts && state.present >= limit));
  const since = full ? null : (before.get(facts.id) ?? at);
  return new Map(before).set(facts.id, since);
}
