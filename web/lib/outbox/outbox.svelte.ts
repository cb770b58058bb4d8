import type { Connection } from '#lib/live/connection.svelte.ts';
import type { LiveAudience } from '#lib/live/view.svelte.ts';
import type { ChipState } from '#lib/ui/chip-state.ts';
import type { CommandId } from '#shared/kernel/ids';
import type { Command } from '#shared/wire/up';
import { newCommandId } from './command-id.ts';
import { isRefused, isWaiting } from './entries.ts';
import type { Item, PendingCommand, RefusedItem } from './item.ts';
import { neighbourTabs } from './neighbour-tabs.ts';
import { OutboxCore, type Added, type OutboxOptions, type Snapshot } from './outbox.ts';
import type { Storage } from './steady-shelf.ts';
import { refusalWords } from './words.ts';

type Link = Pick<Connection<LiveAudience>, 'door' | 'clock' | 'open' | 'onOpen' | 'send' | 'catchUp'>;

/**
 * What an acting screen sends through, and what it shows of it. Made once by the page, beside its connection:
 *
 *     const live = new Connection('restspace', { door: 'restspace', space }, frame);
 *     const outbox = new Outbox(live, { limit: 2000 });
 *     onMount(() => live.start(() => import('#lib/live/frames.ts')));
 *     onMount(() => outbox.start());
 *     outbox.add({ type: 'RecordArrival', space });
 */
export class Outbox {
  readonly #core: OutboxCore;
  #snapshot: Snapshot = $state.raw({
    items: [],
    storage: 'ouverture',
    last: null,
    trouble: null,
    later: false,
  });
  readonly #limit: number;

  constructor(link: Link, options: Omit<OutboxOptions, 'post'>) {
    const post = Object.values(link.door).join(' ');
    this.#limit = options.limit;
    this.#core = new OutboxCore(
      {
        // Apart, and after the first paint: nothing of it is needed to draw the page.
        openShelf: async () => (await import('./indexeddb.ts')).openShelf(),
        sender: link,
        clock: {
          now: () => link.clock.at(performance.now()),
          after: (ms, run) => {
            const timer = setTimeout(run, ms);
            return () => clearTimeout(timer);
          },
        },
        neighbours: neighbourTabs(post),
        newId: newCommandId,
      },
      { ...options, post },
      () => (this.#snapshot = this.#core.snapshot),
    );
  }

  /** Restores what rests on the device and sends for ever; in the browser only. Returns how to stop. */
  start(): () => void {
    return this.#core.start();
  }

  /**
   * Takes a command and gives it its id. `plein`: the limit is reached, nothing was taken, say so. `answer` settles once,
   * however late, with what came of it; it is not restored by a reload, `refused` is.
   * `insteadOf`: the refused command that this one corrects, and whose place it takes.
   */
  add(command: Command, insteadOf: CommandId | null = null): Added {
    return this.#core.add(command, insteadOf);
  }

  /** Takes a refused command away, once its person has read why. */
  dismiss(id: CommandId): void {
    this.#core.dismiss(id);
  }

  /** Forgets everything on this device: the end of a shift. */
  erase(): Promise<void> {
    return this.#core.erase();
  }

  /** Every command that is not over, in the order they were said. */
  get items(): readonly Item[] {
    return this.#snapshot.items;
  }

  /**
   * Commands that the view does not hold yet, in order: what a screen draws over it. An accepted one leaves in the same
   * step as its effect arrives, so that nothing flickers and nothing counts twice.
   */
  readonly pending: readonly PendingCommand[] = $derived(
    this.#snapshot.items.filter((item) => !isRefused(item)),
  );

  /** Commands that came to nothing, each with why, until they are dismissed. */
  readonly refused: readonly RefusedItem[] = $derived(this.#snapshot.items.filter(isRefused));

  /** How many the server has not answered. */
  readonly waiting: number = $derived(this.#snapshot.items.filter(isWaiting).length);

  /** The last command that the server took since this page began. */
  get last(): Snapshot['last'] {
    return this.#snapshot.last;
  }

  get storage(): Storage {
    return this.#snapshot.storage;
  }

  /** Nothing more can be taken before something is answered or dismissed. */
  get full(): boolean {
    return this.waiting + this.refused.length >= this.#limit;
  }

  /** The reference of a failure of the server that is being tried again; null while all goes well. */
  get trouble(): string | null {
    return this.#snapshot.trouble;
  }

  /** What the chip says. */
  readonly chip: ChipState = $derived.by(() => {
    const [first] = this.refused;
    const { storage, last, trouble, later } = this.#snapshot;
    if (first)
      return { kind: 'refuse', count: this.refused.length, reason: refusalWords(first.state.refusal) };
    if (trouble !== null) return { kind: 'incident', reference: trouble };
    if (this.waiting > 0 && storage === 'memoire') return { kind: 'memoire', count: this.waiting };
    if (this.#onDevice > 0 && later) return { kind: 'attente', count: this.#onDevice };
    if (this.#onDevice > 0) return { kind: 'garde', count: this.#onDevice };
    return last === null ? { kind: 'rien' } : { kind: 'transmis', at: last.at };
  });

  readonly #onDevice: number = $derived(
    this.#snapshot.items.filter(({ state }) => state.name === 'sur-ce-telephone').length,
  );
}
