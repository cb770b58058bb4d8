import type { Connection } from '#lib/live/connection.svelte.ts';
import { freshnessOf, shownFreshness, type Freshness } from '#lib/live/freshness.ts';
import type { BedId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { wardAlarms, type WardAlarm } from './alarms.ts';
import type { BedEntity } from './entities.ts';
import type { WardFacts } from './facts.ts';
import { foreseenOf } from './foreseen.ts';
import { countsOf, freeBeds, inOrder, rowsOf, waitsForBed, type Row } from './queue.ts';
import type { Moment } from './tile.ts';

/** The ward as these screens read it: the beds in order, the requests by time left, and what follows from both. */
export class Ward {
  readonly #live: Connection<'hospital'>;
  readonly #facts: WardFacts;
  readonly #locale: string;

  constructor(live: Connection<'hospital'>, facts: WardFacts, locale: string) {
    this.#live = live;
    this.#facts = facts;
    this.#locale = locale;
  }

  readonly moment: Moment = $derived.by(() => ({
    timezone: this.#facts.timezone,
    now: this.#live.clock.now,
    locale: this.#locale,
  }));

  readonly beds: readonly BedEntity[] = $derived.by(() => inOrder(this.#live.view.ofKind('bed')));
  readonly rows: readonly Row[] = $derived.by(() =>
    rowsOf(this.#live.view.ofKind('request'), this.beds, this.#live.clock.now, this.#facts.thresholds),
  );
  readonly free: readonly BedId[] = $derived.by(() => freeBeds(this.beds));
  readonly counts = $derived.by(() => countsOf(this.beds));
  readonly alarms: readonly WardAlarm[] = $derived.by(() =>
    wardAlarms(this.rows, this.beds, this.#live.clock.now),
  );
  /** What is foreseen of each open request, under its code. */
  readonly foreseen = $derived.by(() =>
    foreseenOf(this.rows, this.beds, this.#live.view.only('ward-weeks'), this.#live.clock.now, this.#facts),
  );
  /** The request with least time left among those that still wait for a place. */
  readonly mostUrgent: Row | null = $derived.by(() => this.rows.find(waitsForBed) ?? null);

  /** When the ward last said that its whole board is right; null when it never did. */
  readonly confirmedAt: Instant | null = $derived.by(() => this.#live.view.only('beds')?.confirmedAt ?? null);
  /** Of the board by itself, whatever the link. */
  readonly ownFreshness: Freshness = $derived.by(() =>
    freshnessOf(this.confirmedAt, this.#live.clock.now, this.#facts.thresholds.wardCadenceMin),
  );
  readonly freshness: Freshness = $derived.by(() => shownFreshness(this.ownFreshness, this.#live.level));

  bed(id: BedId): BedEntity | undefined {
    return this.beds.find((bed) => bed.id === id);
  }

  row(code: string): Row | undefined {
    return this.rows.find(({ request }) => request.code === code);
  }
}
