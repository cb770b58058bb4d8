import type { Refusal } from '#lib/outbox/item.ts';
import type { PeopleClass } from '#shared/domain/pass/commands';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { slotAfter, slotEnd, slotOf, slotsBetween, type Slot } from '#shared/kernel/slot';
import type { Command } from '#shared/wire/up';

/** The current half-hour and those before it in which a pass may still be said (PRV-6). */
export const SLOTS_BEFORE = 2;
/** A slot is sealed this long after its end (PRV-15): until then its pass may be taken back. */
const SEALED_AFTER_MS = 30 * MINUTE;

/** The half-hours that a pass may name now, the current one first. */
export function slotsOffered(now: Instant): Slot[] {
  return Array.from({ length: SLOTS_BEFORE + 1 }, (_, before) => slotAfter(slotOf(now), -before));
}

/** The half-hour that a pass names: the one chosen while it may still be named, whatever became the current one meanwhile. */
export function slotNamed(chosen: Slot | null, now: Instant): Slot {
  return chosen !== null && slotsOffered(now).includes(chosen) ? chosen : slotOf(now);
}

/** The class that holds this many people: what the tally suggests, never what it sends. */
export function classOf(people: number): PeopleClass {
  if (people >= 20) return '20+';
  if (people >= 10) return '10-19';
  return people >= 5 ? '5-9' : '0-4';
}

export function undoableUntil(slot: Slot): Instant {
  return plus(slotEnd(slot), SEALED_AFTER_MS);
}

/** Why a command may not rest on the phone any longer (PRV-44): a pass, or its undoing, that no server takes any more. */
export function leaves(command: Command, now: Instant): Refusal | null {
  switch (command.type) {
    case 'DeclarePass':
      return slotsBetween(command.slot, slotOf(now)) > SLOTS_BEFORE ? 'SlotTooOld' : null;
    case 'WithdrawPass':
      return now >= undoableUntil(command.slot) ? 'SlotAlreadySealed' : null;
    default:
      return null;
  }
}
