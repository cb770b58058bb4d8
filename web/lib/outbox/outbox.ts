import type { WhenShown } from '#lib/live/in-step.ts';
import type { CommandId } from '#shared/kernel/ids';
import { SECOND, type Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';
import { answerOf } from './answer-of.ts';
import { Entries, isWaiting, type Entry } from './entries.ts';
import type { Answer, Item, Refusal } from './item.ts';
import type { Clock, Neighbours, News, Sender, Shelf } from './ports.ts';
import { Resting } from './resting.ts';
import { SteadyShelf, type Storage } from './steady-shelf.ts';

export type OutboxPorts = {
  /** Rejects where nothing can be kept. */
  openShelf: () => Promise<Shelf>;
  sender: Sender;
  clock: Clock;
  neighbours: Neighbours;
  newId: () => CommandId;
};

export type OutboxOptions = {
  /** Who acts: commands of another post that rest on the same device are left alone. */
  post: string;
  /** Most commands that may rest here, refused ones included (PRV-44: 50 on a phone). */
  limit: number;
  /**
   * What must always find room and goes before all that waits: one of the places is kept for it, so that the others
   * are refused one earlier. A danger is not told after fifty deliveries.
   */
  urgent?: (command: Command) => boolean;
  /**
   * Why a command may not stay, if it may not any more: it is then taken off the device, and shown as refused with this
   * word (PRV-44: a pass whose slot is no longer accepted). Asked every 30 s.
   */
  leaves?: (command: Command, now: Instant) => Refusal | null;
};

export type Added =
  | { readonly ok: true; readonly id: CommandId; readonly answer: Promise<Answer> }
  | { readonly ok: false; readonly why: 'plein' };

/** Everything a screen may show of its outbox, at one moment. */
export type Snapshot = {
  readonly items: readonly Item[];
  readonly storage: Storage;
  readonly last: { readonly id: CommandId; readonly command: Command; readonly at: Instant } | null;
  /** The reference of a failure of the server that is being tried again. */
  readonly trouble: string | null;
  /** The server takes nothing now: what is kept here is sent again by itself. */
  readonly later: boolean;
};

/** Every so often what stands still is looked at: storage that came back, a pass too old to stay. */
export const LOOK_EVERY = 30 * SECOND;
const LONGEST_PAUSE = 30 * SECOND;
/** A server that says it takes nothing is there, and is asked again sooner than one that does not answer. */
const LATER_PAUSE = 5 * SECOND;

/** Real milliseconds before what was not answered is sent again, after so many attempts. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE, SECOND * 2 ** (attempts - 1));
}

/**
 * What a person has said on this device and the server has not answered yet. Each command is written before it is shown
 * as kept, sent in the order it was said, one at a time, and sent again with the same id until it is answered: the
 * server does it once. Nothing leaves by itself but what was accepted.
 */
export class OutboxCore {
  readonly #ports: OutboxPorts;
  readonly #options: OutboxOptions;
  readonly #onChange: () => void;
  readonly #shelf: SteadyShelf;
  readonly #entries: Entries;
  readonly #resting: Resting;
  readonly #asked = new Map<CommandId, (answer: Answer) => void>();
  #last: Snapshot['last'] = null;
  #trouble: string | null = null;
  #later = false;
  #onTheWay: CommandId | null = null;
  #attempts = 0;
  #callOffRetry: (() => void) | undefined;
  #running = false;
  #wanted = false;
  #stopped = true;

  constructor(ports: OutboxPorts, options: OutboxOptions, onChange: () => void = () => {}) {
    this.#ports = ports;
    this.#options = options;
    this.#onChange = onChange;
    this.#shelf = new SteadyShelf(ports.openShelf, ports.clock, onChange);
    this.#entries = new Entries(onChange);
    this.#resting = new Resting(this.#shelf, this.#entries, options.post, (came) => {
      // Before the other tabs hear of it: the one where it was said shows best what comes of it.
      this.#send();
      if (came) this.#tellChanged();
    });
  }

  get snapshot(): Snapshot {
    return {
      items: this.#entries.all.map(({ item }) => item),
      storage: this.#shelf.storage,
      last: this.#last,
      trouble: this.#trouble,
      later: this.#later,
    };
  }

  /** Restores what rests on the device, and sends for ever; returns how to stop. */
  start(): () => void {
    const { sender, neighbours, clock } = this.#ports;
    this.#stopped = false;
    let callOffLook = () => {};
    const lookLater = () => {
      callOffLook = clock.after(LOOK_EVERY, () => {
        this.#look();
        lookLater();
      });
    };
    const stopHearing = neighbours.listen((news) => this.#hear(news));
    const stopOpening = sender.onOpen(() => {
      this.#callOff();
      this.#attempts = 0;
      this.#send();
    });
    this.#resting.open();
    lookLater();
    return () => {
      this.#stopped = true;
      stopHearing();
      stopOpening();
      callOffLook();
      this.#callOff();
    };
  }

  /**
   * Takes a command. It counts as kept once its state says so; `plein`: it was not taken at all. `insteadOf`: the refused
   * command that it corrects, which leaves the device once this one rests there.
   */
  add(command: Command, insteadOf: CommandId | null = null): Added {
    const corrected = insteadOf === null ? undefined : this.#refusedEntry(insteadOf);
    const held = this.#entries.all.filter(
      (entry) => entry !== corrected && entry.item.state.name !== 'transmis',
    );
    const isUrgent = this.#isUrgent(command);
    if (held.length >= this.#roomFor(isUrgent)) return { ok: false, why: 'plein' };
    const id = this.#ports.newId();
    const answer = new Promise<Answer>((resolve) => this.#asked.set(id, resolve));
    const item: Item = { id, command, addedAt: this.#ports.clock.now(), state: { name: 'ecriture' } };
    this.#entries.add({ key: null, item });
    this.#resting.write();
    if (corrected) this.#resting.after(() => this.#takeAway(corrected));
    // It does not wait for the next attempt of what could not be sent.
    if (isUrgent) this.#callOff();
    return { ok: true, id, answer };
  }

  /** Takes a refused command away: its person has read why. */
  dismiss(id: CommandId): void {
    const entry = this.#refusedEntry(id);
    if (entry) void this.#takeAway(entry);
  }

  /** Forgets everything on this device, of every post: the end of a shift. */
  async erase(): Promise<void> {
    this.#asked.clear();
    this.#last = null;
    this.#entries.keepOnly(() => false);
    await this.#shelf.attempt((shelf) => shelf.erase());
    this.#tellChanged();
  }

  #refusedEntry(id: CommandId): Entry | undefined {
    const entry = this.#entries.find(id);
    return entry?.item.state.name === 'refuse' ? entry : undefined;
  }

  async #takeAway(entry: Entry): Promise<void> {
    this.#entries.keepOnly((other) => other !== entry);
    await this.#resting.remove(entry);
    this.#tellChanged();
  }

  #isUrgent(command: Command): boolean {
    return this.#options.urgent?.(command) ?? false;
  }

  #roomFor(isUrgent: boolean): number {
    const { limit, urgent } = this.#options;
    return urgent && !isUrgent ? limit - 1 : limit;
  }

  /** Sends what waits, unless that is being done; called whenever something may have changed. */
  #send(): void {
    this.#wanted = true;
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#wanted) {
      this.#wanted = false;
      if (this.#next() === undefined) continue;
      await this.#ports.neighbours.alone(() => this.#sendAll()).catch(() => this.#tryAgainLater());
    }
    this.#running = false;
  }

  /** The first urgent command that waits, else the first; none while it is being written, while the link is cut, between two attempts. */
  #next(): Entry | undefined {
    if (this.#stopped || !this.#ports.sender.open || this.#callOffRetry) return undefined;
    const waiting = this.#entries.all.filter(({ item }) => isWaiting(item));
    const first = waiting.find(({ item }) => this.#isUrgent(item.command)) ?? waiting[0];
    const isBeingWritten = first?.item.state.name === 'ecriture' && this.#shelf.storage !== 'memoire';
    return isBeingWritten ? undefined : first;
  }

  async #sendAll(): Promise<void> {
    // Another tab may have sent it while this one waited for its turn.
    await this.#resting.reread();
    for (let entry = this.#next(); entry; entry = this.#next()) {
      const { id, command } = entry.item;
      this.#onTheWay = id;
      const { ack, whenShown } = await this.#ports.sender.send({ id, command });
      this.#onTheWay = null;
      if (ack === null || ack.outcome === 'fault' || ack.outcome === 'later') {
        this.#later = ack?.outcome === 'later';
        if (ack?.outcome === 'fault') this.#trouble = ack.reference;
        this.#tryAgainLater();
        return;
      }
      this.#attempts = 0;
      this.#trouble = null;
      this.#later = false;
      await this.#settle(entry, answerOf(ack), whenShown);
    }
  }

  #tryAgainLater(): void {
    if (this.#stopped) return;
    this.#attempts += 1;
    const pause = pauseAfter(this.#attempts);
    this.#callOffRetry ??= this.#ports.clock.after(this.#later ? Math.min(pause, LATER_PAUSE) : pause, () => {
      this.#callOffRetry = undefined;
      this.#send();
    });
    this.#onChange();
  }

  #callOff(): void {
    this.#callOffRetry?.();
    this.#callOffRetry = undefined;
  }

  async #settle(entry: Entry, answer: Answer, whenShown: WhenShown): Promise<void> {
    this.#answered(entry, answer, whenShown);
    // On the device too before another tab may send: it must not find there what is over.
    if (answer.outcome === 'transmis') await this.#resting.remove(entry);
    else await this.#resting.rewrite(entry);
    this.#ports.neighbours.tell({ kind: 'answered', id: entry.item.id, answer });
  }

  #answered(entry: Entry, answer: Answer, whenShown: WhenShown): void {
    const { id, command } = entry.item;
    switch (answer.outcome) {
      case 'transmis': {
        const at = this.#ports.clock.now();
        this.#last = { id, command, at };
        this.#entries.accept(id);
        this.#entries.become(entry, { name: 'transmis', at });
        whenShown(() => this.#entries.keepOnly((other) => other !== entry));
        break;
      }
      case 'refuse':
        this.#entries.become(entry, { name: 'refuse', refusal: answer.refusal });
        break;
    }
    this.#tellAsker(id, answer);
  }

  #tellAsker(id: CommandId, answer: Answer): void {
    this.#asked.get(id)?.(answer);
    this.#asked.delete(id);
  }

  #hear(news: News): void {
    switch (news.kind) {
      case 'changed':
        void this.#resting.reread().then(() => this.#send());
        break;
      case 'answered': {
        const { id, answer } = news;
        const entry = this.#entries.find(id);
        // What this page has not read yet must not be read as waiting.
        if (answer.outcome === 'transmis') this.#entries.accept(id);
        if (entry && isWaiting(entry.item)) this.#answered(entry, answer, this.#ports.sender.catchUp());
        else this.#tellAsker(id, answer);
        break;
      }
    }
  }

  #tellChanged(): void {
    this.#ports.neighbours.tell({ kind: 'changed' });
  }

  #look(): void {
    const now = this.#ports.clock.now();
    for (const entry of this.#entries.all) {
      const { id, command, state } = entry.item;
      if (id === this.#onTheWay || state.name === 'transmis') continue;
      const refusal = this.#options.leaves?.(command, now) ?? null;
      if (refusal !== null) void this.#leave(entry, refusal);
    }
    if (this.#shelf.storage === 'memoire') this.#resting.open();
    this.#send();
  }

  /** It leaves the device: only this page still knows it, until its person has read why. */
  async #leave(entry: Entry, refusal: Refusal): Promise<void> {
    const left = { ...entry };
    this.#entries.rest(entry, null);
    if (isWaiting(entry.item)) {
      this.#entries.become(entry, { name: 'refuse', refusal });
      this.#tellAsker(entry.item.id, { outcome: 'refuse', refusal });
    }
    await this.#resting.remove(left);
    this.#tellChanged();
  }
}
