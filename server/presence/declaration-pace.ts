import type { TeamId } from '#shared/kernel/ids';
import type { Slot } from '#shared/kernel/slot';

/**
 * How many passes a team has declared in each slot: one per ten minutes of it, whenever they reach us, so that a phone
 * back from underground may send what it kept (PRV-5). Memory only: beside a pass, a team is never written.
 */
export class DeclarationPace {
  readonly #perSlot: number;
  #counts = new Map<string, number>();

  constructor(slotMin: number, minIntervalMin: number) {
    this.#perSlot = Math.floor(slotMin / minIntervalMin);
  }

  mayDeclare(team: TeamId, slot: Slot): boolean {
    return (this.#counts.get(`${slot} ${team}`) ?? 0) < this.#perSlot;
  }

  declared(team: TeamId, slot: Slot): void {
    const key = `${slot} ${team}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    // Slots are named by their time: the oldest sort first, and only the last few can still be declared in.
    if (this.#counts.size > 500) this.#counts = new Map([...this.#counts].sort().slice(-250));
  }
}
