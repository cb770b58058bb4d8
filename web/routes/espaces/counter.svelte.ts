import type { Connection } from '#lib/live/connection.svelte.ts';
import type { Answer } from '#lib/outbox/item.ts';
import type { Outbox } from '#lib/outbox/outbox.svelte.ts';
import type { DoorCount } from '#shared/domain/rest-space/commands';
import type { CommandId } from '#shared/kernel/ids';
import { elapsed, type Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';
import type { BandEntity, RequestEntity, RestSpaceEntity, SaturationEntity } from './entities.ts';
import type { DoorFacts } from './facts.ts';
import { shownSpace, type ShownSpace } from './shown-space.ts';
import { trendAfter, type TrendPoint } from './trend.ts';

/** Two taps closer than this, in real milliseconds, are one finger that trembled (UX 4.7). */
export const GUARD_MS = 250;
/** How long a tap is echoed on its button. */
const ECHO_MS = 900;

/** The last tap of this door, until it was taken back. */
export type LastTap = { readonly id: CommandId; readonly what: DoorCount; readonly at: Instant };

type Own = Extract<Command, { space: unknown }>;
export type SpaceCommand = Own extends infer C ? (C extends Own ? Omit<C, 'space'> : never) : never;

/** What a tap came to: counted, the same finger again, nobody inside to leave, or not kept anywhere. */
export type Tapped = 'compte' | 'garde' | 'personne' | 'impossible';

/**
 * One door of a rest space: what it shows, and what its staff say through it. Counts carry their own time, so they may
 * be said without network; what would be true only at the moment it arrives may not.
 */
export class Counter {
  readonly #live: Connection<'restspace'>;
  readonly #outbox: Outbox;
  readonly #facts: DoorFacts;
  #last: LastTap | null = $state.raw(null);
  #echo: { readonly what: DoorCount; readonly id: CommandId } | null = $state.raw(null);
  #tapped: Record<DoorCount, number> = { entree: -Infinity, sortie: -Infinity };
  #trend: readonly TrendPoint[] = $state.raw([]);
  #otherAt: Instant | null = $state.raw(null);
  #expected: number | null = null;
  #refusals = 0;

  constructor(live: Connection<'restspace'>, outbox: Outbox, facts: DoorFacts) {
    this.#live = live;
    this.#outbox = outbox;
    this.#facts = facts;
  }

  readonly entity: RestSpaceEntity | null = $derived.by(() => {
    const entity = this.#live.view.get(`rest-space:${this.#facts.space.id}`);
    return entity?.kind === 'rest-space' ? entity : null;
  });

  readonly shown: ShownSpace | null = $derived.by(() =>
    this.entity ? shownSpace(this.entity, this.#outbox.pending, this.#facts.thresholds) : null,
  );

  readonly bands: readonly BandEntity[] = $derived.by(() => this.#live.view.ofKind('rest-space-band'));

  /** What the next two hours should be; null where nothing is foreseen. */
  readonly foreseen: SaturationEntity | null = $derived.by(
    () => this.#live.view.ofKind('saturation').find(({ id }) => id === this.#facts.space.id) ?? null,
  );

  /** The requests of this space, the longest wait first; those that are over stay until the server takes them away. */
  readonly requests: readonly RequestEntity[] = $derived.by(() =>
    this.#live.view
      .ofKind('request')
      .toSorted(
        (a, b) =>
          Number(a.closedAt !== null) - Number(b.closedAt !== null) ||
          (a.requestedAt < b.requestedAt ? -1 : 1),
      ),
  );

  get last(): LastTap | null {
    return this.#last;
  }

  get echo(): DoorCount | null {
    return this.#echo?.what ?? null;
  }

  get trend(): readonly TrendPoint[] {
    return this.#trend;
  }

  /** When another door of this space last counted, as far as this page has seen. */
  get otherAt(): Instant | null {
    return this.#otherAt;
  }

  /** A tap can be kept: on the device, or at least on its way. Otherwise the buttons do not pretend. */
  get canCount(): boolean {
    const { storage, full } = this.#outbox;
    return !full && !this.#live.outdated && (storage !== 'memoire' || this.#live.open);
  }

  /** What is true only when it arrives may be said now. */
  get canSay(): boolean {
    return this.#live.open && this.#live.level !== 'C2' && !this.#live.outdated;
  }

  tap(what: DoorCount): Tapped {
    if (this.shown?.kind !== 'ouvert' || !this.canCount) return 'impossible';
    const real = performance.now();
    if (real - this.#tapped[what] < GUARD_MS) return 'garde';
    // Without network nobody knows what the other door has seen: the sum will tell.
    if (what === 'sortie' && this.shown.present === 0 && this.canSay) return 'personne';
    const seenAt = this.#live.clock.at(real);
    const type = what === 'entree' ? ('RecordArrival' as const) : ('RecordDeparture' as const);
    const id = this.#add({ type, space: this.#facts.space.id, seenAt });
    if (id === null) return 'impossible';
    this.#tapped[what] = real;
    this.#last = { id, what, at: seenAt };
    this.#echo = { what, id };
    setTimeout(() => {
      if (this.#echo?.id === id) this.#echo = null;
    }, ECHO_MS);
    return 'compte';
  }

  /** Takes the last tap of this door back. */
  undo(): void {
    const last = this.#last;
    if (!last) return;
    this.#last = null;
    this.#add({ type: 'UndoCount', space: this.#facts.space.id, what: last.what, seenAt: last.at });
  }

  /** Everything else that is said of this space. */
  say(command: SpaceCommand): void {
    this.#add({ ...command, space: this.#facts.space.id });
  }

  /** Called at each change of what is shown: what this page did not do itself, another door did. */
  watch(): void {
    const { shown } = this;
    const refusals = this.#outbox.refused.length;
    const present = shown?.kind === 'ouvert' ? shown.present : null;
    const now = this.#live.clock.at(performance.now());
    const isOwn = refusals !== this.#refusals || this.#expected === null || present === null;
    this.#refusals = refusals;
    if (present !== this.#expected && !isOwn) this.#otherAt = now;
    if (present !== null && (present !== this.#expected || this.#trend.length === 0))
      this.#trend = trendAfter(this.#trend, this.#trend.length === 0 ? this.#knownSince(now) : now, present);
    this.#expected = present;
  }

  /** The count has been what it is since the last sign at the latest. */
  #knownSince(now: Instant): Instant {
    const signed = this.entity?.lastSignAt ?? now;
    return elapsed(signed, now) > 0 ? signed : now;
  }

  #add(command: Command): CommandId | null {
    const added = this.#outbox.add(command);
    if (!added.ok) return null;
    const { shown } = this;
    const present = shown?.kind === 'ouvert' ? shown.present : null;
    if (present !== null && present !== this.#expected)
      this.#trend = trendAfter(this.#trend, this.#live.clock.at(performance.now()), present);
    this.#expected = present;
    void added.answer.then((answer) => this.#answered(added.id, answer));
    return added.id;
  }

  #answered(id: CommandId, { outcome }: Answer): void {
    // What was refused was not counted: there is nothing to take back.
    if (outcome === 'refuse' && this.#last?.id === id) this.#last = null;
  }
}
