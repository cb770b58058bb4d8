import type { Connection } from '#lib/live/connection.svelte.ts';
import type { Outbox } from '#lib/outbox/outbox.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import type { CommandId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';
import { inverseOf } from './inverse.ts';
import type { Known } from './with-pending.ts';

/** Something done from this screen during the shift. In memory only: a reload begins a new list. */
export type Deed = {
  readonly id: CommandId;
  readonly at: Instant;
  readonly words: string;
  readonly command: Command;
  readonly inverse: Command | null;
  readonly undone: boolean;
};

/** Somebody else gave this team, or this report, first. */
export type Conflict = {
  readonly id: CommandId;
  readonly command: Extract<Command, { type: 'GiveMission' | 'AssignReport' }>;
  readonly words: string;
  readonly at: Instant;
};

const GIVEN_FIRST = new Set<string>(['ReportAlreadyAssigned', 'TeamAlreadyOnMission']);
/** What may be said on a cut link: that one has seen, and what one was told (UX 4.4). The rest would promise. */
const OFFLINE = new Set<Command['type']>(['AcknowledgeReport', 'AcknowledgeAlarm', 'FileReport']);
const KEPT_DEEDS = 200;

/**
 * The hands of the console. Every command leaves through `act`: it says what was done once the server has it, keeps how
 * to take it back, and refuses at once what may not be said on a cut link.
 */
export class Desk {
  readonly outbox: Outbox;
  readonly #live: Connection<'lead'>;
  readonly #known: () => Known;
  #deeds: readonly Deed[] = $state.raw([]);
  #last: { id: CommandId; words: string } | null = $state.raw(null);
  #conflict: Conflict | null = $state.raw(null);
  #notice: string | null = $state(null);
  /** Deeds whose taking back is on its way. */
  #undoing: readonly string[] = [];

  constructor(live: Connection<'lead'>, outbox: Outbox, known: () => Known) {
    this.#live = live;
    this.outbox = outbox;
    this.#known = known;
  }

  /** On a cut link the screen is read; little is said. */
  get readOnly(): boolean {
    return this.#live.level === 'C2' || this.#live.outdated;
  }

  /** Newest first. */
  get deeds(): readonly Deed[] {
    return this.#deeds;
  }

  get undoable(): { id: CommandId; words: string } | null {
    return this.#last;
  }

  get conflict(): Conflict | null {
    return this.#conflict;
  }

  /** Why the last press did nothing, until the next one. */
  get notice(): string | null {
    return this.#notice;
  }

  /** Whether something said of this report, by its id, is still on its way. */
  isSending(report: CommandId): boolean {
    return this.outbox.pending.some(
      ({ id, command }) => id === report || ('report' in command && command.report === report),
    );
  }

  /** What was refused, until it is dismissed; a conflict has a sheet of its own. */
  get refused() {
    return this.outbox.refused.filter(({ id }) => id !== this.#conflict?.id);
  }

  /** Says it. `words`: what was done, in the past. Resolves once it is answered, however late. */
  async act(command: Command, words: string): Promise<boolean> {
    if (this.readOnly && !OFFLINE.has(command.type)) {
      this.#notice = m.lead_read_only();
      return false;
    }
    this.#notice = this.readOnly ? m.lead_will_be_sent() : null;
    const at = this.#live.clock.now;
    const before = this.#known();
    const added = this.outbox.add(command);
    if (!added.ok) {
      this.#notice = m.lead_full();
      return false;
    }
    const answer = await added.answer;
    if (answer.outcome === 'refuse') {
      const isGiving = command.type === 'GiveMission' || command.type === 'AssignReport';
      if (isGiving && GIVEN_FIRST.has(answer.refusal)) this.#conflict = { id: added.id, command, words, at };
      return false;
    }
    const inverse = inverseOf(added.id, command, before);
    this.#deeds = [{ id: added.id, at, words, command, inverse, undone: false }, ...this.#deeds].slice(
      0,
      KEPT_DEEDS,
    );
    if (inverse) this.#last = { id: added.id, words };
    return true;
  }

  /** Takes one back, once however often it is pressed. Refused by the server when something else was said of it since. */
  async undo(id: string): Promise<void> {
    const deed = this.#deeds.find((each) => each.id === id);
    if (!deed?.inverse || deed.undone || this.#undoing.includes(id)) return;
    if (this.readOnly) {
      this.#notice = m.lead_read_only();
      return;
    }
    if (this.#last?.id === id) this.#last = null;
    const added = this.outbox.add(deed.inverse);
    if (!added.ok) {
      this.#notice = m.lead_full();
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

  dismiss(id: CommandId): void {
    this.outbox.dismiss(id);
  }

  /** Leaves the conflict. */
  settle(): void {
    if (this.#conflict) this.outbox.dismiss(this.#conflict.id);
    this.#conflict = null;
  }
}
