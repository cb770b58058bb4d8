import type { PresenceCommand } from '#shared/domain/presence/commands';
import type { RefusalKind } from '#shared/domain/refusal';
import { elapsed, MINUTE, type Instant } from '#shared/kernel/instant';
import type { TeamId } from '#shared/kernel/ids';
import type { Places } from '#shared/territory/places';
import type { PresenceEntity } from '#shared/view/lead';

/** A place is declared at most this often (PRV-36); a change of status in the same place is not a new place. */
const MIN_INTERVAL = 10 * MINUTE;

/**
 * Where each team says it is. In memory only, forgotten after its time, at the end of the shift and at a restart: it is
 * written nowhere, and only leads read it (PRV-36). This folder never imports the log.
 */
export class PresenceMemory {
  readonly #ttl: number;
  readonly #places: Places;
  readonly #known = new Map<TeamId, PresenceEntity>();

  constructor(ttlMin: number, places: Places) {
    this.#ttl = ttlMin * MINUTE;
    this.#places = places;
  }

  /** Takes a declaration, or says which rule refuses it. */
  declare(team: TeamId, command: PresenceCommand, now: Instant): RefusalKind | null {
    if (command.type === 'EndPresence') {
      this.#known.delete(team);
      return null;
    }
    const { place, status } = command;
    const known =
      place.kind === 'zone' ? this.#places.zones.has(place.id) : this.#places.stations.has(place.id);
    if (!known) return 'PlaceUnknown';
    const before = this.#known.get(team);
    const moved = before !== undefined && before.place.id !== place.id;
    if (moved && elapsed(before.declaredAt, now) < MIN_INTERVAL) return 'DeclaredTooOften';
    this.#known.set(team, { team, place, status, declaredAt: now });
    return null;
  }

  /** Those still within their time, by team. Forgets the others. */
  current(now: Instant): PresenceEntity[] {
    for (const [team, { declaredAt }] of this.#known) {
      if (elapsed(declaredAt, now) >= this.#ttl) this.#known.delete(team);
    }
    return [...this.#known.values()].sort((a, b) => (a.team < b.team ? -1 : 1));
  }
}
