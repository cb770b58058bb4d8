import { commandIdSchema, teamIdSchema, type CommandId, type TeamId } from '#shared/kernel/ids';
import { slotAfter, slotSchema, type Slot } from '#shared/kernel/slot';

/** More than the policy accepts: the current slot and those before it that a late phone may still name. */
const DECLARABLE_SLOTS = 4;

/**
 * Which passes a team has declared in each slot: one per ten minutes of it, whenever they reach us, so that a phone
 * back from underground may send what it kept (PRV-5). Memory only: beside a pass, a team is never written.
 */
export class DeclarationPace {
  readonly #perSlot: number;
  readonly #taken = new Map<string, ReadonlySet<CommandId>>();

  constructor(slotMin: number, minIntervalMin: number) {
    this.#perSlot = Math.floor(slotMin / minIntervalMin);
  }

  /**
   * Takes a place in the slot for this pass, before it is decided: passes sent together must not all find the same
   * one free. A pass that has its place keeps it, however often it is sent. False when there is none left.
   */
  take(team: TeamId, slot: Slot, pass: CommandId): boolean {
    const key = `${slot} ${team}`;
    const taken = this.#taken.get(key) ?? new Set();
    if (taken.has(pass)) return true;
    if (taken.size >= this.#perSlot) return false;
    this.#keep(team, slot, pass);
    // A slot in which nothing can be declared any more is forgotten: who declared what is nobody's business then.
    const oldest = slotAfter(slot, -DECLARABLE_SLOTS);
    for (const known of this.#taken.keys())
      if (known.slice(0, slot.length) < oldest) this.#taken.delete(known);
    return true;
  }

  /** The places taken, as other servers hold them too: a phone may send what it kept through any of them. */
  readonly shared = {
    tellsEnds: true,
    held: () => this.#places(),
    take: (name: string, value: unknown) => {
      const [slot, team, pass] = name.split(' ');
      const said = [teamIdSchema.parse(team), slotSchema.parse(slot), commandIdSchema.parse(pass)] as const;
      if (value === null) this.giveBack(...said);
      else this.#keep(...said);
    },
  };

  *#places(): Iterable<{ name: string; value: true }> {
    for (const [key, taken] of this.#taken)
      for (const pass of taken) yield { name: `${key} ${pass}`, value: true };
  }

  /** The pass was not kept: its place is free again. */
  giveBack(team: TeamId, slot: Slot, pass: CommandId): void {
    const key = `${slot} ${team}`;
    const taken = new Set(this.#taken.get(key));
    taken.delete(pass);
    this.#taken.set(key, taken);
  }

  #keep(team: TeamId, slot: Slot, pass: CommandId): void {
    const key = `${slot} ${team}`;
    this.#taken.set(key, new Set(this.#taken.get(key)).add(pass));
  }
}
