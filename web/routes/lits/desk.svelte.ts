import type { Connection } from '#lib/live/connection.svelte.ts';
import type { Outbox } from '#lib/outbox/outbox.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AdmissionCode, BedId, CommandId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';
import { inverseOf, subjectsOf } from './inverse.ts';
import { freeBeds } from './queue.ts';

/** Something done from this screen during the shift. In memory only: a reload begins a new list. */
export type Deed = {
  readonly id: CommandId;
  readonly at: Instant;
  readonly words: string;
  readonly command: Command;
  readonly inverse: Command | null;
  readonly undone: boolean;
};

/** A bed that somebody else took first, and those still free. */
export type Conflict = {
  readonly id: CommandId;
  readonly code: AdmissionCode;
  readonly bed: BedId;
  readonly at: Instant;
  readonly free: readonly BedId[];
};

const TAKEN = new Set<string>(['BedAlreadyReserved', 'BedNotAvailable', 'BedUnknown']);
const KEPT_DEEDS = 200;

/**
 * The hands of these screens. Every command leaves through `act`: it says what was done once the server has it, keeps
 * how to take it back, and refuses at once what may not be said on a cut link. A hold is a lock: one written down
 * offline would promise a bed that somebody else may already have.
 */
export class Desk {
  readonly outbox: Outbox;
  readonly #live: Connection<'hospital'>;
  #deeds: readonly Deed[] = $state.raw([]);
  #last: { id: CommandId; words: string } | null = $state.raw(null);
  #conflict: Conflict | null = $state.raw(null);
  #notice: string | null = $state(null);
  /** Deeds whose taking back is on its way. */
  #undoing: readonly CommandId[] = [];

  constructor(live: Connection<'hospital'>, outbox: Outbox) {
    this.#live = live;
    this.outbox = outbox;
  }

  /** On a cut link the screen is read, not acted on. */
  get readOnly(): boolean {
    return this.#live.level === 'C2' || this.#live.outdated;
  }

  /** Newest first. */
  get deeds(): readonly Deed[] {
    return this.#deeds;
  }

  /** What the undo strip offers to take back. */
  get undoable(): { id: CommandId; words: string } | null {
    return this.#last;
  }

  get conflict(): Conflict | null {
    return this.#conflict;
  }

  /** Why the last press did nothing, until the next one. */
  get notice(): string | null {
    return this.readOnly || this.#notice !== m.lits_read_only() ? this.#notice : null;
  }

  /** Whether something said of this bed, or of the request of this code, is still on its way. */
  isSending(subject: string): boolean {
    return this.outbox.pending.some(({ command }) => subjectsOf(command).includes(subject));
  }

  /** What was refused of this bed or request, until it is dismissed or tried again; the newest. */
  refusedOf(subject: string) {
    return this.outbox.refused.findLast(
      ({ id, command }) => id !== this.#conflict?.id && subjectsOf(command)[0] === subject,
    );
  }

  /** Says it. `words`: what was done, in the past. Resolves with the code of what it opened, if it opened anything. */
  async act(command: Command, words: string): Promise<string | null> {
    if (!this.#maySay(command)) return null;
    this.#notice = null;
    const at = this.#live.clock.now;
    const added = this.outbox.add(command);
    if (!added.ok) {
      this.#notice = m.lits_full();
      return null;
    }
    const answer = await added.answer;
    if (answer.outcome === 'refuse') {
      if (command.type === 'ReserveBed' && TAKEN.has(answer.refusal)) {
        const free = answer.alternatives ?? freeBeds(this.#live.view.ofKind('bed'));
        this.#conflict = { id: added.id, code: command.code, bed: command.bed, at, free };
      }
      return null;
    }
    const inverse = inverseOf(command);
    const deed: Deed = { id: added.id, at, words, command, inverse, undone: false };
    this.#deeds = [deed, ...this.#deeds].slice(0, KEPT_DEEDS);
    if (inverse) this.#last = { id: deed.id, words };
    return answer.code ?? null;
  }

  /** Takes one back, once however often it is pressed. Refused by the server when something else was said of it since. */
  async undo(id: CommandId): Promise<void> {
    const deed = this.#deeds.find((each) => each.id === id);
    if (!deed?.inverse || deed.undone || this.#undoing.includes(id) || !this.#maySay(deed.inverse)) return;
    this.#forget(id);
    const added = this.outbox.add(deed.inverse);
    if (!added.ok) {
      this.#notice = m.lits_full();
      return;
    }
    this.#undoing = [...this.#undoing, id];
    const answer = await added.answer;
    this.#undoing = this.#undoing.filter((each) => each !== id);
    if (answer.outcome !== 'transmis') return;
    this.#deeds = this.#deeds.map((each) => (each.id === id ? { ...each, undone: true } : each));
  }

  /** The undo strip let it go; the history still has it. */
  letGo(): void {
    this.#last = null;
  }

  /**
   * The same command again, under an id of its own: the refusal answered the first for ever. On a cut link what was
   * refused stays where it is.
   */
  retry(id: CommandId, words: string): void {
    const item = this.outbox.refused.find((each) => each.id === id);
    if (!item || !this.#maySay(item.command)) return;
    this.outbox.dismiss(id);
    void this.act(item.command, words);
  }

  dismiss(id: CommandId): void {
    this.outbox.dismiss(id);
  }

  /** Leaves the conflict. */
  settle(): void {
    if (this.#conflict) this.outbox.dismiss(this.#conflict.id);
    this.#conflict = null;
  }

  /** Whether it may leave now; says why when it may not. */
  #maySay(command: Command): boolean {
    if (!this.readOnly || command.type === 'RequestAdmission') return true;
    this.#notice = m.lits_read_only();
    return false;
  }

  #forget(id: CommandId): void {
    if (this.#last?.id === id) this.#last = null;
  }
}
