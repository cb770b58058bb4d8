import type { TeamId } from '#shared/kernel/ids';
import { MINUTE, elapsed, plus, type Instant } from '#shared/kernel/instant';
import type { PresenceEntity } from '#shared/view/lead';

/** A declared place is erased after this time, here as on the server (PRV-36): a cut link keeps none of it longer. */
export const PRESENCE_MS = 45 * MINUTE;
/** From this age on, the row says when the place will go. */
const SAYS_SO_MS = 30 * MINUTE;

/** One row per team of the pack, with or without a place. */
export type TeamRow =
  | { readonly kind: 'sans-presence'; readonly team: TeamId }
  | {
      readonly kind: 'presente';
      readonly team: TeamId;
      readonly status: PresenceEntity['status'];
      /** Null behind the curtain: then no part of the page holds it. */
      readonly place: PresenceEntity['place'] | null;
      /** Whole minutes of product time since it was declared. */
      readonly minutes: number;
      readonly erasedAt: Instant | null;
    };

/** The rows, in the order of the pack. */
export function teamRows(
  teams: readonly TeamId[],
  presence: readonly PresenceEntity[],
  now: Instant,
  curtain: boolean,
): TeamRow[] {
  return teams.map((team) => {
    const declared = presence.find((entity) => entity.team === team);
    const age = declared ? Math.max(0, elapsed(declared.declaredAt, now)) : Infinity;
    if (!declared || age >= PRESENCE_MS) return { kind: 'sans-presence', team };
    return {
      kind: 'presente',
      team,
      status: declared.status,
      place: curtain ? null : declared.place,
      minutes: Math.floor(age / MINUTE),
      erasedAt: age >= SAYS_SO_MS ? plus(declared.declaredAt, PRESENCE_MS) : null,
    };
  });
}
