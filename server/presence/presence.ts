import { z } from 'zod';
import type { PresenceCommand, PresenceStatus } from '#shared/domain/presence/commands';
import type { Place } from '#shared/domain/pass/commands';
import type { RefusalKind } from '#shared/domain/refusal';
import { elapsed, instantSchema, MINUTE, type Instant } from '#shared/kernel/instant';
import { teamIdSchema, type StationId, type TeamId } from '#shared/kernel/ids';
import type { Places } from '#shared/territory/places';
import { presenceEntitySchema, type PresenceEntity } from '#shared/view/lead';

/** A place is declared at most this often (PRV-36); a change of status in the same place is not a new place. */
const MIN_INTERVAL = 10 * MINUTE;

const sharedSchema = z.strictObject({
  shown: presenceEntitySchema.nullable(),
  saidAt: instantSchema.nullable(),
});

/**
 * Where each team says it is. In memory only, forgotten after its time, at the end of the shift and at a restart: it is
 * written nowhere, and only leads read it (PRV-36). This folder never imports the log.
 */
export class PresenceMemory {
  readonly #ttl: number;
  readonly #places: Places;
  readonly #known = new Map<TeamId, PresenceEntity>();
  /** When each team last said a place, without the place: taking it back must not make the next one come sooner. */
  readonly #saidAt = new Map<TeamId, Instant>();

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
    if (!this.knows(place)) return 'PlaceUnknown';
    if (this.#isTooSoon(team, place, now)) return 'DeclaredTooOften';
    this.#say(team, place, status, now);
    return null;
  }

  /**
   * The team goes underground there. Never refused, for safety; too soon after another descent its place is forgotten
   * instead of followed from station to station.
   */
  descend(team: TeamId, station: StationId, now: Instant): void {
    const place: Place = { kind: 'station', id: station };
    const wasUnderground = this.#known.get(team)?.place.kind === 'station' || !this.#known.has(team);
    if (wasUnderground && this.#isTooSoon(team, place, now)) this.#known.delete(team);
    else this.#say(team, place, 'sous-terre', now);
  }

  /** Back on the surface: where it went down is all that is known, for as long as it would have been. */
  comeUp(team: TeamId): void {
    const known = this.#known.get(team);
    if (known?.status === 'sous-terre') this.#known.set(team, { ...known, status: 'disponible' });
  }

  forget(team: TeamId): void {
    this.#known.delete(team);
  }

  knows(place: Place): boolean {
    return place.kind === 'zone' ? this.#places.zones.has(place.id) : this.#places.stations.has(place.id);
  }

  /** Those still within their time, by team. Forgets the others. */
  current(now: Instant): PresenceEntity[] {
    for (const [team, { declaredAt }] of this.#known) {
      if (elapsed(declaredAt, now) >= this.#ttl) this.#known.delete(team);
    }
    return [...this.#known.values()].sort((a, b) => (a.team < b.team ? -1 : 1));
  }

  readonly tellsEnds = false;

  /** What other servers are told: by team, where it is, if it is anywhere, and when it last said so. */
  *held(): Iterable<{ name: string; value: z.infer<typeof sharedSchema> }> {
    for (const team of new Set([...this.#known.keys(), ...this.#saidAt.keys()])) {
      const value = { shown: this.#known.get(team) ?? null, saidAt: this.#saidAt.get(team) ?? null };
      yield { name: team, value };
    }
  }

  take(name: string, value: unknown): void {
    const team = teamIdSchema.parse(name);
    const { shown, saidAt } = sharedSchema.parse(value);
    if (shown === null) this.#known.delete(team);
    else this.#known.set(team, shown);
    if (saidAt !== null) this.#saidAt.set(team, saidAt);
  }

  #isTooSoon(team: TeamId, place: Place, now: Instant): boolean {
    if (this.#known.get(team)?.place.id === place.id) return false;
    const saidAt = this.#saidAt.get(team);
    return saidAt !== undefined && elapsed(saidAt, now) < MIN_INTERVAL;
  }

  #say(team: TeamId, place: Place, status: PresenceStatus, now: Instant): void {
    this.#known.set(team, { team, place, status, declaredAt: now });
    this.#saidAt.set(team, now);
  }
}
