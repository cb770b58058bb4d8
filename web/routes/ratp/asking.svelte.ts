import type { Connection } from '#lib/live/connection.svelte.ts';
import type { RefusedItem } from '#lib/outbox/item.ts';
import type { Outbox } from '#lib/outbox/outbox.svelte.ts';
import type { ReportKind } from '#shared/domain/field-report/commands';
import type { PeopleClass } from '#shared/domain/pass/commands';
import type { CommandId, StationId } from '#shared/kernel/ids';
import type { StationClosure } from './entities.ts';
import type { RatpFacts, StationFact } from './facts.ts';
import { isOpen, openAt, ownRequests, recentStations, type OwnRequest } from './own-requests.ts';

/** What came of the last press, to be said once. */
export type Told =
  | { readonly kind: 'demandee'; readonly station: StationId }
  | { readonly kind: 'ajoutee'; readonly station: StationId }
  | { readonly kind: 'plein' };

/** A post that asks: what it has chosen so far, and its own requests. */
export class Asking {
  readonly outbox: Outbox;
  readonly #live: Connection<'ratp'>;
  readonly #facts: RatpFacts;
  #station: StationId | null = $state(null);
  #people: PeopleClass | null = $state(null);
  #line: string | null = $state(null);
  #undoable: { readonly id: CommandId; readonly station: StationId } | null = $state.raw(null);
  #told: Told | null = $state.raw(null);

  constructor(live: Connection<'ratp'>, outbox: Outbox, facts: RatpFacts) {
    this.#live = live;
    this.outbox = outbox;
    this.#facts = facts;
  }

  readonly requests: readonly OwnRequest[] = $derived.by(() =>
    ownRequests(this.#live.view.ofKind('own-report'), this.outbox.pending, this.#facts.mergeMin),
  );
  readonly open: readonly OwnRequest[] = $derived(this.requests.filter(isOpen));
  readonly over: readonly OwnRequest[] = $derived(this.requests.filter((request) => !isOpen(request)));
  readonly recent: readonly StationFact[] = $derived(
    recentStations(this.requests).flatMap((id) => this.stationOf(id) ?? []),
  );

  /** The station chosen, if one is. */
  readonly station: StationFact | null = $derived.by(() =>
    this.#station === null ? null : (this.stationOf(this.#station) ?? null),
  );

  get people(): PeopleClass | null {
    return this.#people;
  }

  /** The line that the lists are cut down to; null for all of them. */
  get line(): string | null {
    return this.#line;
  }

  get undoable(): { readonly id: CommandId; readonly station: StationId } | null {
    return this.#undoable;
  }

  get told(): Told | null {
    return this.#told;
  }

  /** The open request of this post at the station chosen, and whether another signal would join it. */
  readonly already: { readonly request: OwnRequest; readonly joins: boolean } | null = $derived.by(() => {
    const request = this.open.find(({ station }) => station === this.#station);
    if (!request) return null;
    const joined = openAt(this.open, request.station, this.#live.clock.now, this.#facts.mergeMin);
    return { request, joins: joined !== undefined };
  });

  stationOf(id: StationId): StationFact | undefined {
    return this.#facts.stations.find((station) => station.id === id);
  }

  /** That the operator says this station is closed now. */
  closureOf(id: StationId): StationClosure | null {
    const closure = this.#live.view.get(`station-closure:${id}`);
    if (closure?.kind !== 'station-closure') return null;
    const { now } = this.#live.clock;
    return closure.from <= now && (closure.until === null || now < closure.until) ? closure : null;
  }

  chooseStation(station: StationId | null): void {
    this.#station = station;
    this.#people = null;
    this.#told = null;
  }

  choosePeople(people: PeopleClass): void {
    this.#people = people;
  }

  chooseLine(line: string | null): void {
    this.#line = line;
  }

  /** The last of the three taps: it sends. */
  ask(kind: ReportKind): void {
    const [station, people] = [this.#station, this.#people];
    if (station === null || people === null) return;
    const seenAt = this.#live.clock.at(performance.now());
    const joined = openAt(this.open, station, seenAt, this.#facts.mergeMin);
    const place = { kind: 'station', id: station } as const;
    const added = this.outbox.add({ type: 'FileReport', origin: 'ratp', place, kind, people, seenAt });
    if (!added.ok) {
      this.#told = { kind: 'plein' };
      return;
    }
    this.chooseStation(null);
    // What joins a request cannot be taken back alone: taking back is the whole request's.
    this.#undoable = joined ? null : { id: added.id, station };
    this.#told = { kind: joined ? 'ajoutee' : 'demandee', station };
  }

  /** Within ten seconds a mistake, later a situation that is over: to the coordination it is the same. */
  close(id: CommandId): void {
    if (this.#undoable?.id === id) this.#undoable = null;
    const added = this.outbox.add({ type: 'WithdrawReport', report: id });
    this.#told = added.ok ? null : { kind: 'plein' };
  }

  undoGone(): void {
    this.#undoable = null;
  }

  /** Says again what was refused, with the time at which it was seen. */
  retry({ id, command }: RefusedItem): void {
    this.outbox.dismiss(id);
    const added = this.outbox.add(command);
    this.#told = added.ok ? null : { kind: 'plein' };
  }
}
