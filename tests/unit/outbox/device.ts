import { OutboxCore, type OutboxOptions } from '#lib/outbox/outbox.ts';
import type { Item, Kept } from '#lib/outbox/item.ts';
import type { News, Shelf } from '#lib/outbox/ports.ts';
import type { CommandId } from '#shared/kernel/ids';
import { instantAt, msOf, type Instant } from '#shared/kernel/instant';
import type { Ack } from '#shared/wire/ack';
import type { Command, CommandSend } from '#shared/wire/up';
import { arrival, departure } from '../../support/said.ts';

const NOON = msOf('2026-11-21T11:00:00.000Z' as Instant);

export const ARRIVAL: Command = arrival('ER-1');
export const DEPARTURE: Command = departure('ER-1');

/** Lets everything that can go on without time passing go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Real time and product time in one, moved by the test. */
export class Time {
  #ms = NOON;
  #timers: { at: number; run: () => void }[] = [];

  readonly now = (): Instant => instantAt(this.#ms);

  readonly after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.#ms + ms, run };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  };

  async pass(ms: number): Promise<void> {
    const until = this.#ms + ms;
    for (;;) {
      await settled();
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#ms = Math.max(this.#ms, next.at);
      this.#timers = this.#timers.filter((other) => other !== next);
      next.run();
    }
    this.#ms = until;
    await settled();
  }
}

/** What the network and the server do with one attempt. */
export type Fate = 'answered' | 'lost' | 'answer lost' | 'fault' | 'later';

/** Does each id once, and gives the same answer to whoever asks again, as the real one does. */
export class Server {
  /** What was done, in order. */
  readonly done: CommandId[] = [];
  /** Every attempt that arrived. */
  readonly received: CommandId[] = [];
  readonly #answers = new Map<CommandId, Ack>();
  /** Says no to these. */
  refuses: (message: CommandSend) => Extract<Ack, { outcome: 'refused' }>['refusal'] | null = () => null;
  /** What happens to each attempt; all goes well unless told. */
  fate: () => Fate = () => 'answered';

  receive({ id, command }: CommandSend): Ack | null {
    const fate = this.fate();
    if (fate === 'lost') return null;
    this.received.push(id);
    if (fate === 'later') return { outcome: 'later', id, why: 'stockage' };
    if (fate === 'fault') return { outcome: 'fault', id, reference: 'AB12CD34' };
    const refusal = this.refuses({ id, command });
    const answer: Ack =
      this.#answers.get(id) ??
      (refusal === null ? { outcome: 'accepted', id } : { outcome: 'refused', id, refusal });
    if (!this.#answers.has(id) && answer.outcome === 'accepted') this.done.push(id);
    this.#answers.set(id, answer);
    return fate === 'answer lost' ? null : answer;
  }
}

/** One device: what outlives its pages, its storage, and what its tabs share. */
export class Device {
  readonly time = new Time();
  readonly server: Server;
  readonly rows = new Map<number, string>();
  #nextKey = 1;
  #locked: Promise<void> = Promise.resolve();
  readonly #tabs = new Set<(news: News) => void>();
  /** How the storage behaves. */
  storage: 'works' | 'missing' | 'refuses' | 'hangs' = 'works';
  /** Makes a write come late, or what was read be known late. */
  slow: (what: 'keys' | 'read' | 'put') => Promise<void> = () => Promise.resolve();

  constructor(server = new Server()) {
    this.server = server;
  }

  get kept(): Kept[] {
    return [...this.rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => JSON.parse(row) as Kept);
  }

  page(options: Partial<OutboxOptions> & { diesAfter?: number } = {}): Page {
    return new Page(this, options);
  }

  shelf(step: () => Promise<void>): Shelf {
    const does = async <T>(work: () => T, what?: 'keys' | 'read' | 'put'): Promise<T> => {
      await step();
      if (this.storage === 'hangs') await new Promise(() => {});
      if (this.storage !== 'works') throw new Error('no room');
      if (what === 'put') await this.slow(what);
      const result = work();
      if (what === 'keys' || what === 'read') await this.slow(what);
      await step();
      return result;
    };
    return {
      keys: () => does(() => [...this.rows.keys()].sort((a, b) => a - b), 'keys'),
      read: (key) =>
        does(() => {
          const row = this.rows.get(key);
          return row === undefined ? 'gone' : row === 'torn' ? 'unreadable' : (JSON.parse(row) as Kept);
        }, 'read'),
      put: (kept) =>
        does(() => {
          const key = this.#nextKey++;
          this.rows.set(key, JSON.stringify(kept));
          return key;
        }, 'put'),
      replace: (key, kept) =>
        does(() => void (this.rows.has(key) && this.rows.set(key, JSON.stringify(kept)))),
      remove: (key) => does(() => void this.rows.delete(key)),
      erase: () => does(() => this.rows.clear()),
    };
  }

  /** Tabs wait for each other; a tab that dies lets go. */
  async alone(work: () => Promise<void>, death: Promise<void>): Promise<void> {
    const before = this.#locked;
    let letGo = () => {};
    this.#locked = new Promise((resolve) => (letGo = resolve));
    await before;
    try {
      await Promise.race([work(), death]);
    } finally {
      letGo();
    }
  }

  listen(tab: (news: News) => void): () => void {
    this.#tabs.add(tab);
    return () => this.#tabs.delete(tab);
  }

  tell(from: ((news: News) => void) | undefined, news: News): void {
    for (const tab of this.#tabs) if (tab !== from) setImmediate(() => this.#tabs.has(tab) && tab(news));
  }
}

let drawn = 0;
/** Ids that can be told apart in a failure; what they look like is the ids' own test. */
function nextId(): CommandId {
  drawn += 1;
  return `00000000-0000-4000-8000-${String(drawn).padStart(12, '0')}` as CommandId;
}

/** One page on a device. After `diesAfter` steps of its ports it does nothing more, as when its tab is killed. */
export class Page {
  readonly core: OutboxCore;
  readonly said: CommandId[] = [];
  /** Every id that was ever shown as kept. */
  readonly shownAsKept = new Set<CommandId>();
  /** Steps that its ports have made. */
  steps = 0;
  #open = false;
  #opened = () => {};
  #stop = () => {};
  #die = () => {};
  readonly #death = new Promise<void>((resolve) => (this.#die = resolve));
  #isDead = false;
  #heard: ((news: News) => void) | undefined;
  /** Stands between the server and this page. */
  slow: () => Promise<void> = () => Promise.resolve();
  /** Calls back when the view holds it: at once, unless a test holds that. */
  whenShown = (run: () => void): void => run();

  constructor(
    device: Device,
    { diesAfter = Infinity, ...options }: Partial<OutboxOptions> & { diesAfter?: number },
  ) {
    const step = async () => {
      this.steps += 1;
      if (this.steps > diesAfter && !this.#isDead) {
        this.#isDead = true;
        this.kill();
      }
      if (this.#isDead) await new Promise(() => {});
      await Promise.resolve();
    };
    const isOpen = () => this.#open && !this.#isDead;
    this.core = new OutboxCore(
      {
        openShelf: async () => {
          await step();
          if (device.storage === 'missing') throw new Error('no storage');
          return device.shelf(step);
        },
        sender: {
          get open() {
            return isOpen();
          },
          send: async (message) => {
            await step();
            const ack = isOpen() ? device.server.receive(message) : null;
            await this.slow();
            await step();
            return { ack: isOpen() ? ack : null, whenShown: this.whenShown };
          },
          catchUp: () => this.whenShown,
          onOpen: (listener) => {
            this.#opened = listener;
            return () => (this.#opened = () => {});
          },
        },
        clock: device.time,
        neighbours: {
          alone: (work) => device.alone(work, this.#death),
          tell: (news) => {
            if (!this.#isDead) device.tell(this.#heard, news);
          },
          listen: (listener) => device.listen((this.#heard = listener)),
        },
        newId: nextId,
      },
      { post: 'restspace ER-1', limit: 2_000, ...options },
      () => {
        if (this.#isDead) return;
        for (const { id, state } of this.items)
          if (state.name === 'sur-ce-telephone') this.shownAsKept.add(id);
      },
    );
    this.#stop = this.core.start();
  }

  get items(): readonly Item[] {
    return this.core.snapshot.items;
  }

  get states(): string[] {
    return this.items.map(({ state }) => state.name);
  }

  say(command: Command = ARRIVAL) {
    const added = this.core.add(command);
    if (!added.ok) throw new Error(added.why);
    this.said.push(added.id);
    return added;
  }

  connect(): void {
    this.#open = true;
    this.#opened();
  }

  cut(): void {
    this.#open = false;
  }

  /** Its tab is closed, or its system takes it: nothing of it goes on. */
  kill(): void {
    this.#isDead = true;
    this.#stop();
    this.#die();
  }
}
